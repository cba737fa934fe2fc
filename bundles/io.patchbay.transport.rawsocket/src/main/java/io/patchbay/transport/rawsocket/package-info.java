/**
 * WAMP over raw sockets.
 *
 * <p>Private to its bundle.
 */
@NullMarked
package io.patchbay.transport.rawsocket;

import org.jspecify.annotations.NullMarked;
