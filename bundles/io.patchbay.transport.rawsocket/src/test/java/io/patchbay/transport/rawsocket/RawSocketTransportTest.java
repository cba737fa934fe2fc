package io.patchbay.transport.rawsocket;

import io.patchbay.api.transport.RouterDoor;
import io.patchbay.api.transport.Transport;
import io.patchbay.testkit.TransportContract;

import java.io.IOException;
import java.net.SocketAddress;
import java.util.IdentityHashMap;
import java.util.Map;

/** The contract over TCP; those that extend it run it over something else. */
class RawSocketTransportTest extends TransportContract {
    private final Map<Transport, Started> started = new IdentityHashMap<>();

    @Override
    protected Transport open(RouterDoor door) {
        var fresh = new Started(door, settings());
        started.put(fresh.transport(), fresh);
        return fresh.transport();
    }

    @Override
    protected void deactivate(Transport transport) {
        started.get(transport).close();
    }

    @Override
    protected final Client connect(SocketAddress address) throws IOException {
        return silent(address).handshake();
    }

    @Override
    protected final void assertRefused(SocketAddress address) throws IOException {
        try (RawClient client = silent(address)) {
            client.assertRefused(4);
        }
    }

    /** Keys and values in turn. */
    String[] settings() {
        return new String[0];
    }

    /** A connection on which nothing was said yet. */
    RawClient silent(SocketAddress address) throws IOException {
        return RawClient.silent(address);
    }
}
