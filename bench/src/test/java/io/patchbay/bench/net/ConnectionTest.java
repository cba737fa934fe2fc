package io.patchbay.bench.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.bench.wire.RelayFraming;
import io.patchbay.bench.wire.RelayFraming.Role;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

class ConnectionTest {
    private static final long LIMIT_NANOS = 10_000_000_000L;

    private final EventLoop loop = new EventLoop();
    private final Events events = new Events();
    private ServerSocket server;
    private Connection connection;
    private Socket peer;

    @BeforeEach
    void connect() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        InetSocketAddress address =
                new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
        connection = loop.connect(address, null, new RelayFraming(Role.CALLER), events);
        peer = server.accept();
        loop.runUntil(() -> events.opened, LIMIT_NANOS);
    }

    @AfterEach
    void close() throws IOException {
        loop.close();
        peer.close();
        server.close();
    }

    @Test
    void opensWithTheOpening() throws IOException {
        loop.turn(System.nanoTime());

        assertThat(peer.getInputStream().read()).isEqualTo('C');
    }

    @Test
    void joinsAMessageThatArrivesInPieces() throws IOException {
        for (byte piece : new byte[] {0, 0, 0, 3, 'a', 'b', 'c', 0, 0, 0, 1, 'd'}) {
            peer.getOutputStream().write(piece);
            loop.turn(System.nanoTime() + 5_000_000);
        }

        loop.runUntil(() -> events.messages.size() == 2, LIMIT_NANOS);

        assertThat(events.messages).containsExactly("abc", "d");
    }

    @Test
    void deliversManyMessagesOfOneRead() throws IOException {
        byte[] frames = new byte[5 * 1000];
        for (int i = 0; i < frames.length; i += 5) {
            frames[i + 3] = 1;
            frames[i + 4] = 'x';
        }
        peer.getOutputStream().write(frames);

        loop.runUntil(() -> events.messages.size() == 1000, LIMIT_NANOS);

        assertThat(events.messages).hasSize(1000).containsOnly("x");
    }

    @Test
    void writesMoreThanTheSocketTakesAtOnce() throws IOException {
        byte[] message = new byte[8 << 20];
        Arrays.fill(message, (byte) 'y');
        connection.send(message);
        CompletableFuture<byte[]> received =
                CompletableFuture.supplyAsync(() -> read(4 + 1 + message.length));

        loop.runUntil(received::isDone, LIMIT_NANOS);

        assertThat(received).isCompletedWithValueMatching(data -> data[data.length - 1] == 'y');
    }

    @Test
    void saysThatThePeerIsGone() throws IOException {
        OutputStream out = peer.getOutputStream();
        out.write(0);
        peer.close();

        loop.runUntil(() -> events.failure != null, LIMIT_NANOS);

        assertThat(events.failure).isNotNull();
    }

    private byte[] read(int count) {
        try {
            return new DataInputStream(peer.getInputStream()).readNBytes(count);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Events implements ConnectionHandler {
        final List<String> messages = new ArrayList<>();
        boolean opened;
        String failure;

        @Override
        public void opened() {
            opened = true;
        }

        @Override
        public void message(byte[] data, int from, int length) {
            messages.add(new String(data, from, length, StandardCharsets.US_ASCII));
        }

        @Override
        public void failed(String reason) {
            failure = reason;
        }
    }
}
