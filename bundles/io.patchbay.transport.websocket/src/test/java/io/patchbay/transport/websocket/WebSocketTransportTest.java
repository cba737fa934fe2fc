package io.patchbay.transport.websocket;

import io.patchbay.api.transport.RouterDoor;
import io.patchbay.api.transport.Transport;
import io.patchbay.testkit.TransportContract;

import java.io.IOException;
import java.net.SocketAddress;
import java.util.IdentityHashMap;
import java.util.Map;

/** The contract over TCP; those that extend it run it over something else. */
class WebSocketTransportTest extends TransportContract {
    private final Map<Transport, Started> started = new IdentityHashMap<>();

    @Override
    protected Transport open(RouterDoor door) {
        var fresh = new Started(door, settings());
        started.put(fresh.asTransport(), fresh);
        return fresh.asTransport();
    }

    @Override
    protected void deactivate(Transport transport) {
        started.get(transport).close();
    }

    @Override
    protected final Client connect(SocketAddress address) throws IOException {
        WsClient client = silent(address);
        client.upgrade("msgpack");
        return client;
    }

    @Override
    protected final void assertRefused(SocketAddress address) throws IOException {
        try (WsClient client = silent(address)) {
            client.upgrade("msgpack");
            client.assertCloseFrame(CloseCode.TRY_AGAIN_LATER);
            client.write(WsClient.close(CloseCode.TRY_AGAIN_LATER, ""));
            client.assertClosed();
        }
    }

    /** Keys and values in turn. */
    String[] settings() {
        return new String[0];
    }

    /** A connection on which nothing was said yet. */
    WsClient silent(SocketAddress address) throws IOException {
        return WsClient.silent(address);
    }
}
