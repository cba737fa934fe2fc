/**
 * WAMP-Cryptosign.
 *
 * <p>Private to its bundle.
 */
@NullMarked
package io.patchbay.auth.cryptosign;

import org.jspecify.annotations.NullMarked;
