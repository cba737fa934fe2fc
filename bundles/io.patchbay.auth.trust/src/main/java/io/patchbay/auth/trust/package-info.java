/**
 * Trust.
 *
 * <p>Private to its bundle.
 */
@NullMarked
package io.patchbay.auth.trust;

import org.jspecify.annotations.NullMarked;
