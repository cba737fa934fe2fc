package io.patchbay.transport.rawsocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.api.metrics.MetricSource.Sink;
import io.patchbay.testkit.OpaqueSerializer;
import io.patchbay.testkit.RecordingRouter;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

@Timeout(60)
class CountersTest {
    private final RecordingRouter router = new RecordingRouter(OpaqueSerializer.MSGPACK);
    private final Started server = new Started(router, "connections.max", "2");

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void whatHappensIsCounted() throws IOException {
        router.echo();
        try (RawClient good = RawClient.ready(server.address());
                RawClient bad = RawClient.silent(server.address());
                RawClient third = RawClient.silent(server.address())) {
            good.send(new byte[] {1, 2, 3});
            good.receive();
            third.assertRefused(4);
            bad.write(0);
            bad.assertClosed();
            good.write(0xff, 0, 0, 0);
            good.assertClosed();
        }
        await().until(() -> value("connections") == 0);

        assertThat(value("connections_accepted_total")).isEqualTo(3);
        assertThat(value("connections_refused_total not_raw_socket")).isEqualTo(1);
        assertThat(value("connections_refused_total too_many_connections")).isEqualTo(1);
        assertThat(value("connections_refused_total timeout")).isZero();
        assertThat(value("violations_total")).isEqualTo(1);
        assertThat(value("frames_received_total")).isEqualTo(1);
        assertThat(value("frames_sent_total")).isEqualTo(1);
        assertThat(value("bytes_received_total")).isEqualTo(11);
        assertThat(value("bytes_sent_total")).isEqualTo(7);
    }

    @Test
    void aListenerThatListensIsReady() {
        assertThat(server.transport().waitingFor()).isEmpty();
        server.transport().stopAccepting();

        assertThat(server.transport().waitingFor()).contains("rawsocket-test to listen");
    }

    private double value(String name) {
        Map<String, Double> values = new ConcurrentHashMap<>();
        server.transport()
                .collect(
                        new Sink() {
                            @Override
                            public void counter(
                                    String metric, String help, double value, String... labels) {
                                values.put(key(metric, labels), value);
                            }

                            @Override
                            public void gauge(
                                    String metric, String help, double value, String... labels) {
                                values.put(key(metric, labels), value);
                            }
                        });
        return values.get(name);
    }

    private static String key(String metric, String... labels) {
        assertThat(List.of(labels).subList(0, 4))
                .containsExactly("transport", "rawsocket", "listener", "rawsocket-test");
        String name = metric.replace("patchbay_transport_", "");
        return labels.length == 6 ? name + " " + labels[5] : name;
    }
}
