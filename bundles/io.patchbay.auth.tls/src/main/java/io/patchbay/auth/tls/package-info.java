/**
 * Client certificates.
 *
 * <p>Private to its bundle.
 */
@NullMarked
package io.patchbay.auth.tls;

import org.jspecify.annotations.NullMarked;
