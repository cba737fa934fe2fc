package io.patchbay.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.transport.CloseReason;
import io.patchbay.api.transport.Connection;
import io.patchbay.api.transport.RouterDoor;
import io.patchbay.api.transport.Transport;
import io.patchbay.wamp.WampError;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;

/** What every transport must do. Its test extends this and adds what is special about it. */
@Timeout(60)
public abstract class TransportContract {
    private static final int MANY = 500;

    /** So few that the operating system takes them all although nobody reads them. */
    private static final int FEW = 100;

    private static final int BIG_BYTES = 300_000;

    protected final RecordingRouter router =
            new RecordingRouter(
                    OpaqueSerializer.JSON, OpaqueSerializer.MSGPACK, OpaqueSerializer.CBOR);
    private Transport transport;

    /** A client on one connection that was accepted. */
    public interface Client extends AutoCloseable {
        /** Sends one message. */
        void send(byte[] message) throws IOException;

        /** The next message, waited for; fails when the connection is closed. */
        byte[] receive() throws IOException;

        /** Waits until the other side has closed the connection; messages on the way are lost. */
        void awaitClosed() throws IOException;

        /** Closes without a word. */
        @Override
        void close() throws IOException;
    }

    /** Opens the transport on any free port. */
    protected abstract Transport open(RouterDoor door) throws Exception;

    /** Does what happens when the bundle stops. */
    protected abstract void deactivate(Transport transport);

    /** Connects with the serializer msgpack. */
    protected abstract Client connect(SocketAddress address) throws IOException;

    /** Connects to a transport whose router is full, and checks that it says so and closes. */
    protected abstract void assertRefused(SocketAddress address) throws IOException;

    @BeforeEach
    void openTransport() throws Exception {
        transport = open(router);
    }

    @AfterEach
    void closeTransport() {
        deactivate(transport);
    }

    protected final SocketAddress address() {
        return transport.addresses().getFirst();
    }

    @Test
    void messagesArriveInOrderAndOneByOne() throws Exception {
        try (Client client = connect(address())) {
            for (int i = 0; i < MANY; i++) {
                client.send(text(i));
            }

            RecordingPeer peer = router.nextPeer();
            for (int i = 0; i < MANY; i++) {
                assertThat(peer.nextMessage()).isEqualTo(text(i));
            }
        }
    }

    @Test
    void messagesLeaveInOrderAndOneByOne() throws Exception {
        try (Client client = connect(address())) {
            RecordingPeer peer = router.nextPeer();
            for (int i = 0; i < MANY; i++) {
                peer.send(text(i));
            }

            for (int i = 0; i < MANY; i++) {
                assertThat(client.receive()).isEqualTo(text(i));
            }
        }
    }

    @Test
    void bigMessagesPassBothWays() throws Exception {
        router.echo();
        byte[] big = big();
        try (Client client = connect(address())) {
            client.send(big);
            client.send(text(1));

            assertThat(client.receive()).isEqualTo(big);
            assertThat(client.receive()).isEqualTo(text(1));
        }
    }

    @Test
    void aMessageMayBeSentByAnotherConnectionOfTheLoop() throws Exception {
        try (Client one = connect(address())) {
            RecordingPeer first = router.nextPeer();
            router.onMessage((peer, message) -> first.send(message));
            try (Client other = connect(address())) {
                other.send(text(7));

                assertThat(one.receive()).isEqualTo(text(7));
            }
        }
    }

    @Test
    void nothingIsDeliveredWhileReadingIsOff() throws Exception {
        router.onMessage((peer, message) -> peer.connection().setReading(false));
        try (Client client = connect(address())) {
            RecordingPeer peer = router.nextPeer();
            for (int i = 0; i < FEW; i++) {
                client.send(text(i));
            }

            for (int i = 0; i < FEW; i++) {
                assertThat(peer.nextMessage()).isEqualTo(text(i));
                assertThat(peer.waitingMessages()).isZero();
                peer.onLoop(TransportContract::read);
            }
        }
    }

    @Test
    void readingMayBeSwitchedOffAndOnInOneTurn() throws Exception {
        router.onMessage(
                (peer, message) -> {
                    peer.connection().setReading(false);
                    peer.connection().setReading(true);
                });
        try (Client client = connect(address())) {
            for (int i = 0; i < MANY; i++) {
                client.send(text(i));
            }

            RecordingPeer peer = router.nextPeer();
            for (int i = 0; i < MANY; i++) {
                assertThat(peer.nextMessage()).isEqualTo(text(i));
            }
        }
    }

    @Test
    void nothingIsDeliveredOrSentAfterClose() throws Exception {
        router.onMessage(
                (peer, message) -> {
                    peer.connection().close(CloseReason.NORMAL);
                    peer.connection().send(message, message.length, message, 0, 0);
                });
        try (Client client = connect(address())) {
            client.send(text(1));
            client.send(text(2));
            client.awaitClosed();
        }

        RecordingPeer peer = router.nextPeer();
        peer.awaitClosed();
        assertThat(peer.nextMessage()).isEqualTo(text(1));
        assertThat(peer.waitingMessages()).isZero();
    }

    @Test
    void whatWasSentBeforeCloseArrives() throws Exception {
        byte[] big = big();
        try (Client client = connect(address())) {
            RecordingPeer peer = router.nextPeer();
            for (int i = 0; i < 10; i++) {
                peer.send(big);
            }
            peer.connection().loop().execute(() -> peer.connection().close(CloseReason.NORMAL));

            for (int i = 0; i < 10; i++) {
                assertThat(client.receive()).isEqualTo(big);
            }
            client.awaitClosed();
            peer.awaitClosed();
        }
    }

    @Test
    void pendingBytesAreCountedUntilTheClientReads() throws Exception {
        byte[] big = big();
        int count = 100;
        try (Client client = connect(address())) {
            RecordingPeer peer = router.nextPeer();
            IntStream.range(0, count).forEach(i -> peer.send(big));
            long pending = peer.onLoop(Connection::pendingBytes);
            int drains = peer.drains();

            assertThat(pending).isGreaterThan(BIG_BYTES);
            assertThat(drains).isLessThan(count);
            for (int i = 0; i < count; i++) {
                assertThat(client.receive()).isEqualTo(big);
            }
            awaitDrained(peer, drains);
        }
    }

    @Test
    void aClientThatDoesNotReadIsClosedAllTheSame() throws Exception {
        Client client = connect(address());
        RecordingPeer peer = router.nextPeer();
        IntStream.range(0, 100).forEach(i -> peer.send(big()));
        peer.connection().loop().execute(() -> peer.connection().close(CloseReason.TOO_SLOW));

        peer.awaitClosed();
        client.close();
    }

    @Test
    void thePeerLearnsThatTheClientIsGone() throws Exception {
        try (Client client = connect(address())) {
            client.send(text(1));
        }

        RecordingPeer peer = router.nextPeer();
        peer.awaitClosed();
        assertThat(peer.nextMessage()).isEqualTo(text(1));
    }

    @Test
    void aFullRouterRefusesConnections() throws Exception {
        router.fill();

        assertRefused(address());
        assertThat(router.waitingPeers()).isZero();
    }

    @Test
    void stoppedTransportKeepsItsConnections() throws Exception {
        router.echo();
        try (Client client = connect(address())) {
            transport.stopAccepting();

            client.send(text(1));
            assertThat(client.receive()).isEqualTo(text(1));
            assertThat(transport.addresses()).isEmpty();
        }
    }

    @Test
    void deactivationShutsSessionsDown() throws Exception {
        try (Client client = connect(address())) {
            RecordingPeer peer = router.nextPeer();
            Thread.startVirtualThread(() -> deactivate(transport));

            assertThat(peer.nextShutDown()).isEqualTo(WampError.SYSTEM_SHUTDOWN);
            client.awaitClosed();
            peer.awaitClosed();
        }
    }

    private static boolean read(Connection connection) {
        connection.setReading(true);
        return true;
    }

    private static void awaitDrained(RecordingPeer peer, int before) {
        while (peer.drains() == before || peer.onLoop(Connection::pendingBytes) > 0) {
            Thread.onSpinWait();
        }
    }

    private static byte[] text(int number) {
        return ("message " + number).getBytes(StandardCharsets.US_ASCII);
    }

    /** Text as well, so that every transport carries it. */
    private static byte[] big() {
        byte[] big = new byte[BIG_BYTES];
        for (int i = 0; i < big.length; i++) {
            big[i] = (byte) ('a' + i % 25);
        }
        return big;
    }
}
