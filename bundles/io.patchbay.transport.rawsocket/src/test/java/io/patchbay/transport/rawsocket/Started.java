package io.patchbay.transport.rawsocket;

import io.patchbay.api.transport.RouterDoor;
import io.patchbay.transport.netty.EventLoops;

import java.net.SocketAddress;
import java.util.HashMap;
import java.util.Map;

/** A transport that runs on loops of its own, at any free port. */
final class Started implements AutoCloseable {
    private final EventLoops loops;
    private final RawSocketTransport transport;
    private final Map<String, Object> properties;

    /**
     * @param settings keys and values in turn; {@code native} is for the loops
     */
    Started(RouterDoor door, String... settings) {
        properties = properties(settings);
        String io = properties.getOrDefault("native", "auto").toString();
        loops = new EventLoops(Map.of("loops", 2, "native", io));
        transport = new RawSocketTransport(loops, door, properties);
    }

    /** Why it does not listen with these settings. */
    static String problem(RouterDoor door, String... settings) {
        try (var started = new Started(door, settings)) {
            return started.transport().waitingFor().orElseThrow();
        }
    }

    RawSocketTransport transport() {
        return transport;
    }

    SocketAddress address() {
        return transport.addresses().getFirst();
    }

    /** Changes some settings, as a changed file would. */
    void modify(String... settings) {
        properties.putAll(pairs(settings));
        transport.modified(properties);
    }

    @Override
    public void close() {
        transport.deactivate();
        loops.close();
    }

    private static Map<String, Object> properties(String... settings) {
        var properties = new HashMap<String, Object>();
        properties.put("host", "127.0.0.1");
        properties.put("port", "0");
        properties.put(
                "felix.fileinstall.filename", "file:/etc/io.patchbay.transport.rawsocket-test.cfg");
        properties.putAll(pairs(settings));
        return properties;
    }

    private static Map<String, Object> pairs(String... settings) {
        var pairs = new HashMap<String, Object>();
        for (int i = 0; i < settings.length; i += 2) {
            pairs.put(settings[i], settings[i + 1]);
        }
        return pairs;
    }
}
