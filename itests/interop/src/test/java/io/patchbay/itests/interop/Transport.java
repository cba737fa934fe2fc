package io.patchbay.itests.interop;

/** A way to the router. */
enum Transport {
    WEBSOCKET("WebSocket"),
    WEBSOCKET_TLS("WebSocket over TLS"),
    RAW_SOCKET("raw socket"),
    RAW_SOCKET_TLS("raw socket over TLS"),
    RAW_SOCKET_UNIX("raw socket over a Unix domain socket");

    private final String title;

    Transport(String title) {
        this.title = title;
    }

    @Override
    public String toString() {
        return title;
    }
}
