/**
 * Password authentication.
 *
 * <p>Private to its bundle.
 */
@NullMarked
package io.patchbay.auth.password;

import org.jspecify.annotations.NullMarked;
