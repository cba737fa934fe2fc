package io.patchbay.itests.client;

import java.io.IOException;

/** The router did not take the connection. */
public final class Refused extends IOException {
    private static final long serialVersionUID = 1;

    private final int code;

    /**
     * @param code the error of the raw socket handshake, the HTTP status of a WebSocket, or 0 if
     *     the router just hung up
     */
    public Refused(int code) {
        super("refused with " + code);
        this.code = code;
    }

    public int code() {
        return code;
    }
}
