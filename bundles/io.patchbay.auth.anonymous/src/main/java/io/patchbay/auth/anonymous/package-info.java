/**
 * Anonymous authentication.
 *
 * <p>Private to its bundle.
 */
@NullMarked
package io.patchbay.auth.anonymous;

import org.jspecify.annotations.NullMarked;
