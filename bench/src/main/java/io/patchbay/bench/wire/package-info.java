/**
 * Bytes on the wire: just enough of JSON, MessagePack, CBOR, raw socket and WebSocket to drive a
 * router cheaply. Encodes messages ahead of time and reads no more of an incoming one than its type
 * and first ids. Knows no sockets and no clock.
 */
@NullMarked
package io.patchbay.bench.wire;

import org.jspecify.annotations.NullMarked;
