/**
 * WAMP over WebSocket.
 *
 * <p>Private to its bundle.
 */
@NullMarked
package io.patchbay.transport.websocket;

import org.jspecify.annotations.NullMarked;
