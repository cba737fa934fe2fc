package io.patchbay.transport.websocket;

import io.netty.util.ResourceLeakDetector;
import io.patchbay.testkit.OpaqueSerializer;
import io.patchbay.testkit.RecordingRouter;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;

/** A running endpoint for each test. */
@Timeout(60)
abstract class WsTest {
    static {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    }

    final RecordingRouter router =
            new RecordingRouter(
                    OpaqueSerializer.JSON, OpaqueSerializer.MSGPACK, OpaqueSerializer.CBOR);
    private Started started = new Started(router);

    @AfterEach
    final void stop() {
        started.close();
    }

    final void configure(String... settings) {
        started.close();
        started = new Started(router, settings);
    }

    final Started started() {
        return started;
    }

    final WsClient connect(String serializer, String... headers) throws IOException {
        WsClient client = WsClient.silent(started.address());
        client.upgrade(serializer, headers);
        return client;
    }

    final double metric(String name) {
        return new Figures(started.transport()).get(name);
    }
}
