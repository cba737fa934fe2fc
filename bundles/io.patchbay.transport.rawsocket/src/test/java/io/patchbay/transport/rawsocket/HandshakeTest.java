package io.patchbay.transport.rawsocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.testkit.OpaqueSerializer;
import io.patchbay.testkit.RecordingPeer;
import io.patchbay.testkit.RecordingRouter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;

@Timeout(60)
class HandshakeTest {
    private final RecordingRouter router =
            new RecordingRouter(
                    OpaqueSerializer.JSON, OpaqueSerializer.MSGPACK, OpaqueSerializer.CBOR);

    @ParameterizedTest
    @CsvSource({"0, json, 1, 512", "7, msgpack, 2, 65536", "15, cbor, 3, 16777216"})
    void agreesOnSerializerAndLength(int length, String name, int serializer, int maxBytes)
            throws IOException {
        try (var server = new Started(router, "message.limit.bytes", "1048576");
                RawClient client = RawClient.silent(server.address())) {
            client.write(0x7f, length << 4 | serializer, 0, 0);

            assertThat(client.readInt()).isEqualTo(0x7fb00000 | serializer << 16);
            RecordingPeer peer = router.nextPeer();
            assertThat(peer.serializer().name()).isEqualTo(name);
            assertThat(peer.connection().maxMessageBytes()).isEqualTo(maxBytes);
        }
    }

    @Test
    void tellsWhoConnected() throws IOException {
        try (var server = new Started(router);
                RawClient client = RawClient.ready(server.address())) {
            var info = router.nextPeer().connection().info();

            assertThat(client).isNotNull();
            assertThat(info.transport()).isEqualTo("rawsocket");
            assertThat(info.listener()).isEqualTo("rawsocket-test");
            assertThat(info.secure()).isFalse();
            assertThat(info.address()).get().matches(address -> address.isLoopbackAddress());
        }
    }

    @Test
    void octetsMayComeOneByOneAndMessagesRightBehind() throws IOException {
        try (var server = new Started(router);
                RawClient client = RawClient.silent(server.address())) {
            client.write(0x7f).write(0xf2).write(0).write(0, 0, 0, 0, 1, 42);

            assertThat(client.readInt()).isEqualTo(0x7ff20000);
            assertThat(router.nextPeer().nextMessage()).containsExactly(42);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 6, 15})
    void refusesSerializersThatAreNotThere(int serializer) throws IOException {
        try (var server = new Started(router);
                RawClient client = RawClient.silent(server.address())) {
            client.write(0x7f, 0xf0 | serializer, 0, 0);

            assertThat(client.readInt()).isEqualTo(0x7f100000);
            client.assertClosed();
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "0, 1", "128, 0", "255, 255"})
    void refusesReservedBits(int third, int fourth) throws IOException {
        try (var server = new Started(router);
                RawClient client = RawClient.silent(server.address())) {
            client.write(0x7f, 0xf2, third, fourth);

            assertThat(client.readInt()).isEqualTo(0x7f300000);
            client.assertClosed();
        }
    }

    @Test
    void refusesMoreConnectionsThanConfigured() throws IOException {
        router.echo();
        try (var server = new Started(router, "connections.max", "1");
                RawClient first = RawClient.ready(server.address());
                RawClient second = RawClient.silent(server.address())) {
            second.assertRefused(4);

            first.send(new byte[] {1});
            assertThat(first.receive()).containsExactly(1);
        }
    }

    @Test
    void aPlaceThatIsFreeAgainIsGiven() throws IOException {
        try (var server = new Started(router, "connections.max", "1")) {
            RawClient.ready(server.address()).close();
            router.nextPeer().awaitClosed();

            try (RawClient next = RawClient.ready(server.address())) {
                assertThat(next).isNotNull();
            }
        }
    }

    @Test
    void closesOnSerializerZeroWithoutAnswer() throws IOException {
        try (var server = new Started(router);
                RawClient client = RawClient.silent(server.address())) {
            client.write(0x7f, 0xf0, 0, 0);

            client.assertClosed();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 0x7e, 'G', 0x16, 0xff})
    void closesOnWrongMagicAtTheFirstOctet(int first) throws IOException {
        try (var server = new Started(router);
                RawClient client = RawClient.silent(server.address())) {
            client.write(first);

            client.assertClosed();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void slowHandshakesAreGivenUp(int octets) throws IOException {
        try (var server = new Started(router, "handshake.timeout.ms", "50");
                RawClient client = RawClient.silent(server.address())) {
            for (int i = 0; i < octets; i++) {
                client.write(new int[] {0x7f, 0xf2, 0}[i]);
            }

            client.assertClosed();
            assertThat(router.waitingPeers()).isZero();
        }
    }

    @Test
    void aHandshakeInTimeIsNotGivenUp() throws IOException {
        router.echo();
        try (var server = new Started(router, "handshake.timeout.ms", "100");
                RawClient client = RawClient.ready(server.address());
                RawClient late = RawClient.silent(server.address())) {
            late.assertClosed(); // the time of the first one is over as well

            client.send(new byte[] {1});
            assertThat(client.receive()).containsExactly(1);
        }
    }
}
