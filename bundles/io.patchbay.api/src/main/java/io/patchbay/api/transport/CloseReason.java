package io.patchbay.api.transport;

/** Why the router ends a connection; a transport translates it to what its protocol has. */
public enum CloseReason {
    /** The session ended as agreed. */
    NORMAL,
    /** The router, the listener or a part of it goes away. */
    GOING_AWAY,
    /** The peer broke the protocol. */
    PROTOCOL_VIOLATION,
    /** The peer may not be here. */
    REFUSED,
    /** The peer does not keep up with what it asked for. */
    TOO_SLOW,
    /** The router failed. */
    INTERNAL_ERROR
}
