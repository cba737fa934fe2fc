/**
 * WAMP-SCRAM.
 *
 * <p>Private to its bundle.
 */
@NullMarked
package io.patchbay.auth.scram;

import org.jspecify.annotations.NullMarked;
