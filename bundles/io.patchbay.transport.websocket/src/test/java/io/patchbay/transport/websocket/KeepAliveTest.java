package io.patchbay.transport.websocket;

import static io.patchbay.transport.websocket.WsClient.FIN;
import static io.patchbay.transport.websocket.WsClient.PING;
import static io.patchbay.transport.websocket.WsClient.PONG;
import static io.patchbay.transport.websocket.WsClient.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.testkit.RecordingPeer;

import org.junit.jupiter.api.Test;

import java.io.IOException;

class KeepAliveTest extends WsTest {
    @Test
    void aSilentPeerIsPinged() throws IOException {
        configure("ping.interval.ms", "50", "ping.timeout.ms", "5000");
        try (WsClient client = connect("json")) {
            for (int i = 0; i < 5; i++) {
                assertThat(client.readFrame().bits()).isEqualTo(FIN | PING);
                client.write(frame(FIN | PONG, ""));
            }
            assertThat(router.nextPeer().isClosed()).isFalse();
        }
    }

    @Test
    void aPeerThatDoesNotAnswerIsGivenUp() throws IOException {
        configure("ping.interval.ms", "50", "ping.timeout.ms", "50");
        try (WsClient client = connect("json")) {
            assertThat(client.readFrame().bits()).isEqualTo(FIN | PING);

            assertThat(client.assertCloses(CloseCode.POLICY)).contains("ping");
            RecordingPeer peer = router.nextPeer();
            client.disconnect();
            peer.awaitClosed();
        }
    }
}
