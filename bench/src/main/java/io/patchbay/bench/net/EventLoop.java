package io.patchbay.bench.net;

import io.patchbay.bench.wire.Bytes;
import io.patchbay.bench.wire.Framing;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Drives any number of connections on the calling thread, one turn at a time. */
public final class EventLoop implements AutoCloseable {
    private static final int TRANSFER_BYTES = 1 << 18;
    private static final int POOLED_BUFFERS = 64;
    private static final int POOLED_BYTES = 1 << 20;
    private static final long LONGEST_WAIT_MS = 20;

    private final Selector selector;
    private final ByteBuffer incoming = ByteBuffer.allocateDirect(TRANSFER_BYTES);
    private final ByteBuffer outgoing = ByteBuffer.allocateDirect(TRANSFER_BYTES);
    private final byte[] received = new byte[TRANSFER_BYTES];
    private final Deque<Bytes> pool = new ArrayDeque<>();
    private List<Connection> unflushed = new ArrayList<>();
    private List<Connection> flushing = new ArrayList<>();

    public EventLoop() {
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Begins to connect; the handler hears the rest.
     *
     * @param source local address to connect from, or null for the system's choice
     */
    public Connection connect(
            InetSocketAddress target,
            @Nullable InetAddress source,
            Framing framing,
            ConnectionHandler handler)
            throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        if (source != null) {
            channel.bind(new InetSocketAddress(source, 0));
        }
        channel.connect(target);
        SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
        Connection connection = new Connection(this, channel, key, framing, handler);
        key.attach(connection);
        return connection;
    }

    /**
     * One turn that waits for the network until {@code deadlineNanos} at most, by {@link
     * System#nanoTime}, and a few ms at most.
     */
    public void turn(long deadlineNanos) {
        flush();
        long wait = Math.min(LONGEST_WAIT_MS, (deadlineNanos - System.nanoTime()) / 1_000_000);
        try {
            if (wait > 0) {
                selector.select(EventLoop::ready, wait);
            } else {
                selector.selectNow(EventLoop::ready);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One turn that does not wait: for work whose next moment is nearer than a timer can tell. */
    public void spin() {
        flush();
        try {
            if (selector.selectNow(EventLoop::ready) == 0) {
                Thread.onSpinWait();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Turns until {@code deadlineNanos}. */
    public void runUntil(long deadlineNanos) {
        while (System.nanoTime() < deadlineNanos) {
            turn(deadlineNanos);
        }
        flush();
    }

    /** Turns until {@code done}, for {@code limitNanos} at most; says whether it was done. */
    public boolean runUntil(BooleanSupplier done, long limitNanos) {
        long deadline = System.nanoTime() + limitNanos;
        while (!done.getAsBoolean()) {
            if (System.nanoTime() >= deadline) {
                return false;
            }
            turn(deadline);
        }
        flush();
        return true;
    }

    private static void ready(SelectionKey key) {
        Connection connection = (Connection) key.attachment();
        connection.ready();
    }

    private void flush() {
        List<Connection> batch = unflushed;
        unflushed = flushing;
        flushing = batch;
        for (Connection connection : batch) {
            connection.flush();
        }
        batch.clear();
    }

    void needsFlush(Connection connection) {
        unflushed.add(connection);
    }

    /**
     * Reads what has arrived into {@link #received()}; returns the number of bytes, -1 at the end
     * of the stream.
     */
    int read(SocketChannel channel) throws IOException {
        incoming.clear();
        int count = channel.read(incoming);
        if (count > 0) {
            incoming.flip().get(received, 0, count);
        }
        return count;
    }

    byte[] received() {
        return received;
    }

    /** Writes what the socket takes of {@code [from, to)}; returns the number of bytes. */
    int write(SocketChannel channel, byte[] data, int from, int to) throws IOException {
        int written = 0;
        while (from + written < to) {
            int chunk = Math.min(outgoing.capacity(), to - from - written);
            outgoing.clear().put(data, from + written, chunk).flip();
            int count = channel.write(outgoing);
            written += count;
            if (count < chunk) {
                break;
            }
        }
        return written;
    }

    Bytes borrow() {
        Bytes pooled = pool.pollLast();
        return pooled == null ? new Bytes(1024) : pooled;
    }

    void giveBack(Bytes buffer) {
        if (pool.size() < POOLED_BUFFERS && buffer.capacity() <= POOLED_BYTES) {
            buffer.clear();
            pool.addLast(buffer);
        }
    }

    /** Closes every connection and the selector. */
    @Override
    public void close() {
        try {
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
