/** What realms sign, and whom they know by it. Private to the bundle. */
@NullMarked
package io.patchbay.security.token;

import org.jspecify.annotations.NullMarked;
