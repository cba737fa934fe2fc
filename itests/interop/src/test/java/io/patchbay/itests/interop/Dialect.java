package io.patchbay.itests.interop;

import static io.patchbay.itests.interop.Transport.RAW_SOCKET;
import static io.patchbay.itests.interop.Transport.RAW_SOCKET_TLS;
import static io.patchbay.itests.interop.Transport.RAW_SOCKET_UNIX;
import static io.patchbay.itests.interop.Transport.WEBSOCKET;
import static io.patchbay.itests.interop.Transport.WEBSOCKET_TLS;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How a library talks to the router. */
record Dialect(Library library, Transport transport, String serializer) {
    private static final List<String> ALL = List.of("json", "msgpack", "cbor");
    private static final List<String> JSON = List.of("json");

    /** All that each library can do. AutobahnJS has raw sockets for JSON only, the others' none. */
    private static final Map<Library, Map<Transport, List<String>>> SPOKEN =
            Map.of(
                    Library.AUTOBAHN_JS,
                    Map.of(
                            WEBSOCKET, ALL,
                            WEBSOCKET_TLS, ALL,
                            RAW_SOCKET, JSON,
                            RAW_SOCKET_UNIX, JSON),
                    Library.WAMPY,
                    Map.of(WEBSOCKET, ALL, WEBSOCKET_TLS, ALL),
                    Library.AUTOBAHN_PYTHON,
                    Map.of(
                            WEBSOCKET, ALL,
                            WEBSOCKET_TLS, ALL,
                            RAW_SOCKET, ALL,
                            RAW_SOCKET_TLS, ALL,
                            RAW_SOCKET_UNIX, ALL),
                    Library.AUTOBAHN_JAVA,
                    Map.of(WEBSOCKET, ALL, WEBSOCKET_TLS, ALL));

    static Stream<Dialect> all() {
        return Arrays.stream(Library.values())
                .flatMap(library -> Arrays.stream(Transport.values()).flatMap(t -> of(library, t)));
    }

    private static Stream<Dialect> of(Library library, Transport transport) {
        return SPOKEN.getOrDefault(library, Map.of()).getOrDefault(transport, List.of()).stream()
                .map(serializer -> new Dialect(library, transport, serializer));
    }

    /** Whether binary values arrive as such. In JSON they take a convention that few know. */
    boolean isBinary() {
        return !serializer.equals("json") || library == Library.AUTOBAHN_PYTHON;
    }

    /** Whether it reads integers below -2^31: Wampy's CBOR takes their complement in 32 bits. */
    boolean readsLargeNegatives() {
        return library != Library.WAMPY || !serializer.equals("cbor");
    }

    @Override
    public String toString() {
        return library + ", " + transport + ", " + serializer;
    }
}
