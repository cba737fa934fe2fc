package io.patchbay.transport.rawsocket;

/** Why a connection did not get through the handshake. */
enum Refusal {
    /** It does not speak this protocol, or asks for serializer 0: closed without an answer. */
    NOT_RAW_SOCKET(0),
    UNSUPPORTED_SERIALIZER(1),
    RESERVED_BITS(3),
    TOO_MANY_CONNECTIONS(4),
    /** The handshake was not finished in time: closed without an answer. */
    TIMEOUT(0);

    private final int code;

    Refusal(int code) {
        this.code = code;
    }

    /** The error of the handshake reply, or 0 if none is sent. */
    int code() {
        return code;
    }
}
