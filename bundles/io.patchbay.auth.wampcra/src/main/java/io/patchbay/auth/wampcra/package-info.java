/**
 * WAMP-CRA.
 *
 * <p>Private to its bundle.
 */
@NullMarked
package io.patchbay.auth.wampcra;

import org.jspecify.annotations.NullMarked;
