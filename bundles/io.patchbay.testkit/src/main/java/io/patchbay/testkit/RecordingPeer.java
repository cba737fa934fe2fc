package io.patchbay.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.serializer.Serializer;
import io.patchbay.api.transport.CloseReason;
import io.patchbay.api.transport.Connection;
import io.patchbay.api.transport.Peer;
import io.patchbay.wamp.Uri;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The router's end of a connection, for the test of a transport: notes what happens, so that a test
 * waits for it, and checks that all of it happens on the connection's loop. Like the router it
 * closes the connection when it is shut down. Any thread.
 */
public final class RecordingPeer implements Peer {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Connection connection;
    private final Serializer serializer;
    private final BiConsumer<RecordingPeer, byte[]> onMessage;
    private final BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> violations = new LinkedBlockingQueue<>();
    private final BlockingQueue<Uri> shutDowns = new LinkedBlockingQueue<>();
    private final AtomicInteger drains = new AtomicInteger();
    private final CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();

    /**
     * @param onMessage called with each message, on the loop, after it was noted
     */
    RecordingPeer(
            Connection connection,
            Serializer serializer,
            BiConsumer<RecordingPeer, byte[]> onMessage) {
        this.connection = connection;
        this.serializer = serializer;
        this.onMessage = onMessage;
    }

    public Connection connection() {
        return connection;
    }

    public Serializer serializer() {
        return serializer;
    }

    /** The next message, waited for. */
    public byte[] nextMessage() {
        return next(received, "a message");
    }

    /** The next violation, waited for. */
    public String nextViolation() {
        return next(violations, "a violation");
    }

    /** The reason of the next shut-down, waited for. */
    public Uri nextShutDown() {
        return next(shutDowns, "a shut-down");
    }

    /** Messages that are there and were not taken. */
    public int waitingMessages() {
        return received.size();
    }

    /** How often all that was pending had left. */
    public int drains() {
        return drains.get();
    }

    public boolean isClosed() {
        return closed.isDone();
    }

    public void awaitClosed() {
        try {
            closed.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("the connection was not closed", e);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Sends a message, as head and tail, from any thread. */
    public void send(byte[] message) {
        int head = message.length / 2;
        connection.loop().execute(() -> sendParts(message, head));
    }

    /** Does something on the connection's loop and waits for its result. */
    public <T> T onLoop(Function<Connection, T> action) {
        var result = new CompletableFuture<T>();
        connection.loop().execute(() -> result.complete(action.apply(connection)));
        return result.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    @Override
    public void receive(byte[] data, int offset, int length) {
        checkAlive();
        byte[] message = Arrays.copyOfRange(data, offset, offset + length);
        received.add(message);
        onMessage.accept(this, message);
        // The array was borrowed until now: a transport must not need what is in it any more.
        Arrays.fill(data, offset, offset + length, (byte) 0xee);
    }

    @Override
    public void violated(String what) {
        checkAlive();
        violations.add(what);
    }

    @Override
    public void drained() {
        checkAlive();
        drains.incrementAndGet();
    }

    @Override
    public void shutDown(Uri reason) {
        checkAlive();
        shutDowns.add(reason);
        connection.close(CloseReason.GOING_AWAY);
    }

    @Override
    public void closed() {
        checkAlive();
        closed.complete(null);
    }

    private void sendParts(byte[] message, int headLength) {
        byte[] head = Arrays.copyOf(message, headLength);
        connection.send(head, headLength, message, headLength, message.length - headLength);
        Arrays.fill(head, (byte) 0xee); // both parts are copied
    }

    private void checkAlive() {
        assertThat(connection.loop().inLoop()).as("on the connection's loop").isTrue();
        assertThat(closed).as("closed() is the last call").isNotDone();
    }

    private static <T> T next(BlockingQueue<T> queue, String what) {
        try {
            T next = queue.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            assertThat(next).as(what).isNotNull();
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while waiting for " + what, e);
        }
    }
}
