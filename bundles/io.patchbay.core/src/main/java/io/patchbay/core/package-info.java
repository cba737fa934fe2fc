/** The router: the component that ties realms, sessions and plug-ins together. Private. */
@NullMarked
package io.patchbay.core;

import org.jspecify.annotations.NullMarked;
