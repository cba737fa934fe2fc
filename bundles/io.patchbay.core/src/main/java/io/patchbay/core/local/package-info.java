/** Sessions that live inside the router. Private to the core. */
@NullMarked
package io.patchbay.core.local;

import org.jspecify.annotations.NullMarked;
