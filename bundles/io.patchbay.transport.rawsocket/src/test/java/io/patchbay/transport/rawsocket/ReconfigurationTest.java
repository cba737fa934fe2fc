package io.patchbay.transport.rawsocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.testkit.OpaqueSerializer;
import io.patchbay.testkit.RecordingPeer;
import io.patchbay.testkit.RecordingRouter;
import io.patchbay.wamp.WampError;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

@Timeout(60)
class ReconfigurationTest {
    private final RecordingRouter router = new RecordingRouter(OpaqueSerializer.MSGPACK);
    private final Started server = new Started(router);
    private RawClient client;
    private RecordingPeer peer;

    @BeforeEach
    void connect() throws IOException {
        router.echo();
        client = RawClient.ready(server.address());
        peer = router.nextPeer();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
    }

    @Test
    void aListenerThatMovesTakesLeaveOfItsSessions() throws IOException {
        var before = server.address();
        Thread.startVirtualThread(() -> server.modify("backlog", "7", "host", "localhost"));

        assertThat(peer.nextShutDown()).isEqualTo(WampError.SYSTEM_SHUTDOWN);
        client.assertClosed();
        peer.awaitClosed();
        assertThat(server.address()).isNotEqualTo(before);
        assertServed(server);
    }

    @Test
    void theSamePortIsTakenOver() throws IOException {
        String port = String.valueOf(freePort());
        try (var fixed = new Started(router, "port", port);
                RawClient old = RawClient.ready(fixed.address())) {
            Thread move = Thread.startVirtualThread(() -> fixed.modify("backlog", "7"));
            router.nextPeer().nextShutDown();
            old.assertClosed();

            join(move);
            assertServed(fixed);
        }
    }

    @Test
    void thePortIsTakenBackIfTheRestCannotBeUsed() throws IOException {
        String port = String.valueOf(freePort());
        try (var fixed = new Started(router, "port", port);
                RawClient old = RawClient.ready(fixed.address())) {
            fixed.modify("host", "192.0.2.1");

            old.send(new byte[] {1});
            assertThat(old.receive()).containsExactly(1);
            assertServed(fixed);
        }
    }

    @Test
    void limitsAndTimesCountForConnectionsThatCome() throws IOException {
        server.modify("message.limit.bytes", "512", "frame.timeout.ms", "1234");

        assertAlive();
        try (RawClient next = RawClient.silent(server.address())) {
            next.write(0x7f, 0xf2, 0, 0);
            assertThat(next.readInt()).isEqualTo(0x7f020000);
        }
    }

    @Test
    void whatDoesNotChangeDisturbsNobody() throws IOException {
        server.modify();

        assertAlive();
    }

    @ParameterizedTest
    @CsvSource({
        "port, 70000, a whole number from -1 to 65535",
        "port, many, a whole number from -1 to 65535",
        "port, -1, 0 to 65535 as there is no unix.path",
        "host, no.such.host.invalid, an address of this machine",
        "host, 192.0.2.1, an address of this machine",
        "backlog, 0, a whole number from 1 to 65535",
        "connections.max, -1, a whole number from 0 to 2147483647",
        "message.limit.bytes, 1000, a power of two from 512 to 16777216",
        "message.limit.bytes, 33554432, a whole number from 512 to 16777216",
        "handshake.timeout.ms, 0, a whole number from 1 to 86400000",
        "ping.interval.ms, 1s, a whole number from 0 to 86400000",
        "unix.permissions, 0660, nine characters like rw-rw----",
        "tls.certificate.file, /none, a PEM file that can be read"
    })
    void aBadValueIsExplainedAndLeavesEverythingAsItWas(
            String key, String value, String expectation) throws IOException {
        var before = server.address();
        server.modify(key, value);

        assertAlive();
        assertServed(server);
        assertThat(server.address()).isEqualTo(before);
        if (!value.equals("/none")) {
            assertThat(Started.problem(router, key, value))
                    .startsWith(
                            "rawsocket-test to listen: io.patchbay.transport.rawsocket-test.cfg: "
                                    + key
                                    + " = "
                                    + value
                                    + ": expected "
                                    + expectation);
        }
    }

    @Test
    void aPortThatIsTakenIsExplainedAndLeavesEverythingAsItWas() throws IOException {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(other.getLocalPort());
            server.modify("port", port);

            assertAlive();
            assertServed(server);
            assertThat(Started.problem(router, "port", port))
                    .contains("port = " + port)
                    .contains("address already in use");
        }
    }

    @Test
    void aListenerThatCouldNotOpenDoesSoWhenItsFileIsRight() throws IOException {
        try (var late = new Started(router, "port", "many")) {
            assertThat(late.transport().addresses()).isEmpty();

            late.modify("port", "0");
            assertThat(late.transport().waitingFor()).isEmpty();
            assertServed(late);
        }
    }

    private void assertAlive() throws IOException {
        client.send(new byte[] {1});
        assertThat(client.receive()).containsExactly(1);
        assertThat(peer.isClosed()).isFalse();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void assertServed(Started server) throws IOException {
        try (RawClient next = RawClient.ready(server.address())) {
            next.send(new byte[] {2});
            assertThat(next.receive()).containsExactly(2);
        }
    }
}
