/** What is subscribed and registered under which URI. Private to the core. */
@NullMarked
package io.patchbay.core.registry;

import org.jspecify.annotations.NullMarked;
