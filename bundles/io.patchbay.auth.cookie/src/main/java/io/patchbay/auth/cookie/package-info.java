/**
 * Cookies.
 *
 * <p>Private to its bundle.
 */
@NullMarked
package io.patchbay.auth.cookie;

import org.jspecify.annotations.NullMarked;
