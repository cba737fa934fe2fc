package io.patchbay.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.testkit.RecordingPeer;
import io.patchbay.wamp.WampError;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;

class ReconfigurationTest extends WsTest {
    @Test
    void limitsCountForConnectionsThatCome() throws IOException {
        router.echo();
        try (WsClient before = connect("msgpack")) {
            started().modify("message.limit.bytes", "128");

            before.send(new byte[1_000]);
            assertThat(before.receive()).hasSize(1_000);
            try (WsClient after = connect("msgpack")) {
                after.send(new byte[129]);
                after.assertCloses(CloseCode.TOO_BIG);
            }
        }
    }

    @Test
    void anotherPathEndsTheSessionsOfTheFormerOne() throws IOException {
        try (WsClient client = connect("msgpack")) {
            RecordingPeer peer = router.nextPeer();
            started().modify("path", "/wamp");

            assertThat(peer.nextShutDown()).isEqualTo(WampError.SYSTEM_SHUTDOWN);
            client.assertCloseFrame(1001);
        }
        try (WsClient client = WsClient.silent(started().address())) {
            assertThat(client.request("wamp.2.json")).startsWith("HTTP/1.1 404 ");
        }
    }

    @Test
    void theListenerClosesWhenTheEndpointLeavesIt() {
        assertThat(started().listener().addresses()).isNotEmpty();

        started().modify("listener", "other");
        assertThat(started().listener().addresses()).isEmpty();

        started().modify("listener", "public");
        assertThat(started().listener().addresses()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "path, ws",
        "listener, ''",
        "origins, 'loopback, http:/example.com'",
        "message.limit.bytes, 12",
        "frame.limit.bytes, lots",
        "frame.timeout.ms, 0",
        "ping.interval.ms, -1",
        "ping.timeout.ms, 0",
        "compression, maybe",
        "compression.threshold.bytes, -1",
    })
    void aBadChangeChangesNothing(String key, String value) throws IOException {
        router.echo();
        try (WsClient client = connect("msgpack")) {
            started().modify(key, value);

            client.send(new byte[] {1});
            assertThat(client.receive()).containsExactly(1);
        }
        assertThat(started().transport().waitingFor()).isEmpty();
        connect("json").close();
    }

    @Test
    void aBadFirstConfigurationIsToldAndCanBeMended() throws IOException {
        configure("path", "ws");
        assertThat(started().transport().waitingFor())
                .hasValueSatisfying(
                        text ->
                                assertThat(text)
                                        .contains(
                                                "io.patchbay.transport.websocket.cfg: path = ws"));

        started().modify("path", "/ws");

        assertThat(started().transport().waitingFor()).isEmpty();
        connect("json").close();
    }

    @Test
    void connectionsAreCounted() throws IOException {
        try (WsClient client = connect("msgpack")) {
            client.send(new byte[100]);
            RecordingPeer peer = router.nextPeer();
            peer.nextMessage();
            peer.send(new byte[200]);
            client.receive();

            assertThat(metric("patchbay_transport_connections")).isEqualTo(1);
            assertThat(metric("patchbay_transport_connections_accepted_total")).isEqualTo(1);
            assertThat(metric("patchbay_transport_bytes_received_total")).isEqualTo(106);
            assertThat(metric("patchbay_transport_frames_received_total")).isEqualTo(1);
            assertThat(metric("patchbay_transport_bytes_sent_total")).isEqualTo(204);
            assertThat(metric("patchbay_transport_frames_sent_total")).isEqualTo(1);
        }
        await().untilAsserted(() -> assertThat(metric("patchbay_transport_connections")).isZero());
    }
}
