/** What is known of realms, as records that can be read and written. Private to the bundle. */
@NullMarked
package io.patchbay.security.record;

import org.jspecify.annotations.NullMarked;
