/**
 * Tokens of other issuers.
 *
 * <p>Private to its bundle.
 */
@NullMarked
package io.patchbay.auth.jwt;

import org.jspecify.annotations.NullMarked;
