/** The procedures and events by which the router tells about itself. Private to the core. */
@NullMarked
package io.patchbay.core.meta;

import org.jspecify.annotations.NullMarked;
