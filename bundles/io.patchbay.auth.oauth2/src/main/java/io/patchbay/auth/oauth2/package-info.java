/**
 * OAuth 2.
 *
 * <p>Private to its bundle.
 */
@NullMarked
package io.patchbay.auth.oauth2;

import org.jspecify.annotations.NullMarked;
