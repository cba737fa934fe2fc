/** The keys by which realms sign tickets and tokens. Private to the bundle. */
@NullMarked
package io.patchbay.security.key;

import org.jspecify.annotations.NullMarked;
