package io.patchbay.transport.rawsocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.transport.Connection;
import io.patchbay.testkit.OpaqueSerializer;
import io.patchbay.testkit.RecordingPeer;
import io.patchbay.testkit.RecordingRouter;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;

@Timeout(120)
class FramingTest {
    private static final int PING = 1 << 24;
    private static final int PONG = 2 << 24;
    private static final int EXACTLY_16_MIB = 1 << 27;
    private static final int MIB = 1 << 20;

    private final RecordingRouter router = new RecordingRouter(OpaqueSerializer.MSGPACK);
    private Started server = new Started(router);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void framesMayBeCutAnywhere() throws IOException {
        byte[] script = script();
        for (int cut = 1; cut < script.length; cut++) {
            try (RawClient client = RawClient.ready(server.address())) {
                RecordingPeer peer = router.nextPeer();
                client.write(Arrays.copyOf(script, cut));
                peer.onLoop(Connection::pendingBytes); // so that it is read in two
                client.write(Arrays.copyOfRange(script, cut, script.length));

                assertScriptDelivered(peer, client);
            }
        }
    }

    @Test
    void framesMayComeOctetByOctet() throws IOException {
        try (RawClient client = RawClient.ready(server.address())) {
            RecordingPeer peer = router.nextPeer();
            for (byte octet : script()) {
                client.write(octet);
                peer.onLoop(Connection::pendingBytes);
            }

            assertScriptDelivered(peer, client);
        }
    }

    @Test
    void cutsBetweenLargeFramesDoNotMatter() throws IOException {
        router.echo();
        var random = new Random(42);
        try (RawClient client = RawClient.ready(server.address())) {
            for (int i = 0; i < 200; i++) {
                byte[] message = new byte[random.nextInt(200_000)];
                random.nextBytes(message);
                client.send(message);
                assertThat(client.receive()).isEqualTo(message);
            }
        }
    }

    @Test
    void emptyMessagesAreMessages() throws IOException {
        try (RawClient client = RawClient.ready(server.address())) {
            client.write(0, 0, 0, 0);

            assertThat(router.nextPeer().nextMessage()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {16 * MIB - 1, 16 * MIB})
    void theLargestMessagesPass(int length) throws IOException {
        byte[] message = new byte[length];
        new Random(7).nextBytes(message);
        int header = length == 16 * MIB ? EXACTLY_16_MIB : length;
        try (RawClient client = RawClient.ready(server.address())) {
            client.write(RawClient.frame(header, message));

            RecordingPeer peer = router.nextPeer();
            assertThat(peer.nextMessage()).isEqualTo(message);
            peer.send(message);
            assertThat(client.readInt()).isEqualTo(header);
            assertThat(client.readBytes(length)).isEqualTo(message);
        }
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x03000001, 0x04000000, 0x05000001, 0x06000001, 0x07000001, // types
                0x10000001, 0x20000001, 0x40000001, 0x80000001, 0xf0000000, // reserved bits
                0x08000001, 0x08ffffff // a length beside the bit for 16 MiB
            })
    void undefinedHeadersFailTheConnection(int header) throws IOException {
        try (RawClient client = RawClient.ready(server.address())) {
            client.send(new byte[] {1});
            client.write(RawClient.frame(header, new byte[] {2, 3}));

            RecordingPeer peer = router.nextPeer();
            assertThat(peer.nextMessage()).containsExactly(1);
            assertThat(peer.nextViolation()).contains("reserved");
            client.assertClosed();
            client.close();
            peer.awaitClosed();
            assertThat(peer.waitingMessages()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, PING, PONG})
    void framesOverTheLimitFailTheConnectionAtTheirHeader(int type) throws IOException {
        restart("message.limit.bytes", "512");
        try (RawClient client = RawClient.ready(server.address())) {
            client.send(new byte[512]);
            client.write(RawClient.frame(type | 513, new byte[0]));

            RecordingPeer peer = router.nextPeer();
            assertThat(peer.nextMessage()).hasSize(512);
            assertThat(peer.nextViolation()).contains("512 bytes");
            client.assertClosed();
        }
    }

    @Test
    void sixteenMebibytesAreOverASmallerLimit() throws IOException {
        restart("message.limit.bytes", "8388608");
        try (RawClient client = RawClient.ready(server.address())) {
            client.write(RawClient.frame(EXACTLY_16_MIB, new byte[0]));

            assertThat(router.nextPeer().nextViolation()).contains("8388608 bytes");
        }
    }

    @Test
    void whatThePeerSaysOnAViolationStillArrives() throws IOException {
        router.echo();
        try (RawClient client = RawClient.ready(server.address())) {
            client.send(new byte[] {1});
            client.write(RawClient.frame(0x10000000, new byte[100_000]));

            assertThat(client.receive()).containsExactly(1);
            client.assertClosed();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 9})
    void framesThatAreNeverFinishedAreGivenUp(int octets) throws IOException {
        restart("frame.timeout.ms", "50");
        try (RawClient client = RawClient.ready(server.address())) {
            client.write(Arrays.copyOf(RawClient.frame(MIB, new byte[16]), octets));

            RecordingPeer peer = router.nextPeer();
            assertThat(peer.nextViolation()).contains("not finished in time");
            client.assertClosed();
        }
    }

    @Test
    void idleConnectionsAreNotGivenUp() throws IOException {
        restart("frame.timeout.ms", "500");
        try (RawClient client = RawClient.ready(server.address())) {
            RecordingPeer peer = router.nextPeer();
            client.write(0, 0);
            client.write(0, 1, 42);
            try (RawClient slow = RawClient.ready(server.address())) {
                slow.write(0, 0);
                slow.assertClosed();
            }

            client.send(new byte[] {43});
            assertThat(peer.nextMessage()).containsExactly(42);
            assertThat(peer.nextMessage()).containsExactly(43);
        }
    }

    @Test
    void pingsAreEchoedExactlyAndInOrder() throws IOException {
        router.echo();
        try (RawClient client = RawClient.ready(server.address())) {
            client.write(RawClient.frame(PING, new byte[0]));
            client.send(new byte[] {5});
            client.write(RawClient.frame(PING | 3, new byte[] {1, 2, 3}));

            assertThat(client.readInt()).isEqualTo(PONG);
            assertThat(client.receive()).containsExactly(5);
            assertThat(client.readInt()).isEqualTo(PONG | 3);
            assertThat(client.readBytes(3)).containsExactly(1, 2, 3);
        }
    }

    @Test
    void aPingOf16MiBIsEchoed() throws IOException {
        byte[] payload = new byte[16 * MIB];
        new Random(8).nextBytes(payload);
        try (RawClient client = RawClient.ready(server.address())) {
            client.write(RawClient.frame(PING | EXACTLY_16_MIB, payload));

            assertThat(client.readInt()).isEqualTo(PONG | EXACTLY_16_MIB);
            assertThat(client.readBytes(payload.length)).isEqualTo(payload);
        }
    }

    @Test
    void pongsNobodyAskedForAreIgnored() throws IOException {
        try (RawClient client = RawClient.ready(server.address())) {
            client.write(RawClient.frame(PONG | 2, new byte[] {1, 2}));
            client.send(new byte[] {9});

            assertThat(router.nextPeer().nextMessage()).containsExactly(9);
        }
    }

    /** Two messages, a PING and a third message. */
    private static byte[] script() throws IOException {
        var script = new ByteArrayOutputStream();
        script.write(RawClient.frame(1, new byte[] {1}));
        script.write(RawClient.frame(0, new byte[0]));
        script.write(RawClient.frame(PING | 2, new byte[] {8, 9}));
        script.write(RawClient.frame(5, new byte[] {2, 3, 4, 5, 6}));
        return script.toByteArray();
    }

    private static void assertScriptDelivered(RecordingPeer peer, RawClient client)
            throws IOException {
        assertThat(peer.nextMessage()).containsExactly(1);
        assertThat(peer.nextMessage()).isEmpty();
        assertThat(peer.nextMessage()).containsExactly(2, 3, 4, 5, 6);
        assertThat(client.readInt()).isEqualTo(PONG | 2);
        assertThat(client.readBytes(2)).containsExactly(8, 9);
    }

    private void restart(String... settings) {
        server.close();
        server = new Started(router, settings);
    }
}
