package io.patchbay.transport.websocket;

/** Why a connection did not become a WebSocket. */
enum Refusal {
    /** No request for an upgrade, or one that RFC 6455 does not allow. */
    NO_HANDSHAKE,
    UNSUPPORTED_VERSION,
    FORBIDDEN_ORIGIN,
    UNSUPPORTED_SUBPROTOCOL,
    /** The router takes no more connections. */
    ROUTER_FULL
}
