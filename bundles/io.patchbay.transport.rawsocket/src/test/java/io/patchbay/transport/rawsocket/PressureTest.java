package io.patchbay.transport.rawsocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.api.transport.CloseReason;
import io.patchbay.api.transport.Connection;
import io.patchbay.testkit.OpaqueSerializer;
import io.patchbay.testkit.RecordingPeer;
import io.patchbay.testkit.RecordingRouter;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.SocketException;

/** Peers that do not do their share. */
@Timeout(120)
class PressureTest {
    private static final int PING = 1 << 24;
    private static final int PONG = 2 << 24;

    private final RecordingRouter router = new RecordingRouter(OpaqueSerializer.MSGPACK);
    private Started server = new Started(router);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aPingFloodWhosePongsNobodyReadsIsNotReadEither() throws Exception {
        byte[] ping = RawClient.frame(PING | 60_000, new byte[60_000]);
        try (RawClient client = RawClient.ready(server.address())) {
            RecordingPeer peer = router.nextPeer();
            Thread flood = Thread.startVirtualThread(() -> flood(client, ping, 1_000));

            await().until(() -> peer.onLoop(Connection::pendingBytes) > 0);
            for (int i = 0; i < 1_000; i++) {
                assertThat(peer.onLoop(Connection::pendingBytes)).isLessThan(400_000);
            }
            for (int i = 0; i < 1_000; i++) {
                assertThat(client.readInt()).isEqualTo(PONG | 60_000);
                client.readBytes(60_000);
            }
            flood.join();
        }
    }

    @Test
    void aClientThatIsNotReadFromIsHeldBackByTcp() throws Exception {
        router.onMessage((peer, message) -> peer.connection().setReading(false));
        byte[] frame = RawClient.frame(1_000, new byte[1_000]);
        try (RawClient client = RawClient.ready(server.address())) {
            RecordingPeer peer = router.nextPeer();
            Thread flood = Thread.startVirtualThread(() -> flood(client, frame, 50_000));
            peer.nextMessage();
            peer.onLoop(Connection::pendingBytes);
            assertThat(flood.isAlive()).isTrue();

            int more = 1;
            while (more < 50_000) {
                peer.onLoop(
                        connection -> {
                            connection.setReading(true);
                            return true;
                        });
                peer.nextMessage();
                more++;
            }
            flood.join();
            assertThat(peer.waitingMessages()).isZero();
        }
    }

    @Test
    void timeWhileTheRouterDoesNotReadIsNotThePeersFault() throws Exception {
        restart("frame.timeout.ms", "1000"); // reading stops before, on a busy machine as well
        try (RawClient client = RawClient.ready(server.address())) {
            RecordingPeer peer = router.nextPeer();
            client.write(0, 0, 0);
            peer.onLoop(
                    connection -> {
                        connection.setReading(false);
                        return true;
                    });
            try (RawClient other = RawClient.ready(server.address())) {
                other.write(0);
                other.assertClosed(); // its time is over, and so would be that of the first
            }
            client.write(2, 1, 2);
            peer.onLoop(
                    connection -> {
                        connection.setReading(true);
                        return true;
                    });

            assertThat(peer.nextMessage()).containsExactly(1, 2);
        }
    }

    @Test
    void aClosedConnectionReadsOnSoThatTheLastWordsArrive() throws Exception {
        router.onMessage(
                (peer, message) -> {
                    peer.connection().send(message, message.length, message, 0, 0);
                    peer.connection().close(CloseReason.PROTOCOL_VIOLATION);
                });
        byte[] frame = RawClient.frame(50_000, new byte[50_000]);
        try (RawClient client = RawClient.ready(server.address())) {
            for (int i = 0; i < 20; i++) {
                client.write(frame);
            }

            assertThat(client.receive()).hasSize(50_000);
            client.assertClosed();
        }
    }

    @Test
    void silentPeersArePingedAndGivenUp() throws Exception {
        restart("ping.interval.ms", "50", "ping.timeout.ms", "50");
        try (RawClient client = RawClient.ready(server.address())) {
            RecordingPeer peer = router.nextPeer();

            assertThat(client.readInt()).isEqualTo(PING);
            client.assertClosed();
            peer.awaitClosed();
        }
    }

    @Test
    void peersThatAnswerPingsStay() throws Exception {
        restart("ping.interval.ms", "20", "ping.timeout.ms", "10000");
        try (RawClient client = RawClient.ready(server.address())) {
            RecordingPeer peer = router.nextPeer();
            for (int i = 0; i < 10; i++) {
                assertThat(client.readInt()).isEqualTo(PING);
                client.write(2, 0, 0, 0);
            }

            assertThat(peer.isClosed()).isFalse();
        }
    }

    @Test
    void anErrorOfTheRouterEndsOnlyThatConnection() throws Exception {
        router.onMessage(
                (peer, message) -> {
                    if (message[0] == 0) {
                        throw new IllegalStateException("thrown by the test");
                    }
                    peer.connection().send(message, message.length, message, 0, 0);
                });
        try (RawClient bad = RawClient.ready(server.address());
                RawClient good = RawClient.ready(server.address())) {
            bad.send(new byte[] {0});
            bad.assertClosed();

            good.send(new byte[] {1});
            assertThat(good.receive()).containsExactly(1);
        }
    }

    private void restart(String... settings) {
        server.close();
        server = new Started(router, settings);
    }

    private static void flood(RawClient client, byte[] frame, int times) {
        try {
            for (int i = 0; i < times; i++) {
                client.write(frame);
            }
        } catch (SocketException closed) {
            // The test is over.
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
