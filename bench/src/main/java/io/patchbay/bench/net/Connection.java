package io.patchbay.bench.net;

import io.patchbay.bench.wire.Bytes;
import io.patchbay.bench.wire.Framing;
import io.patchbay.bench.wire.Template;
import io.patchbay.bench.wire.WireFault;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/**
 * One connection to a router. What is sent leaves at the loop's next turn. Holds no buffer while
 * nothing is under way.
 */
public final class Connection implements Framing.Sink {
    private static final byte[] NOTHING = new byte[0];
    private static final int PENDING_BYTES = 4096;

    private final EventLoop loop;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final Framing framing;
    private final ConnectionHandler handler;

    private boolean open;
    private boolean dead;
    private boolean awaitsFlush;

    private @Nullable Bytes out;
    private int written;
    private byte[] pending = NOTHING;
    private int pendingSize;

    Connection(
            EventLoop loop,
            SocketChannel channel,
            SelectionKey key,
            Framing framing,
            ConnectionHandler handler) {
        this.loop = loop;
        this.channel = channel;
        this.key = key;
        this.framing = framing;
        this.handler = handler;
    }

    public void send(byte[] message) {
        Bytes buffer = out();
        framing.begin(buffer, message.length);
        int bodyStart = buffer.size();
        buffer.put(message);
        framing.end(buffer, bodyStart);
    }

    public void send(Template message, long id) {
        Bytes buffer = out();
        framing.begin(buffer, message.size(id));
        int bodyStart = buffer.size();
        message.write(buffer, id);
        framing.end(buffer, bodyStart);
    }

    /** Sends the message {@code [from, from + length)} of {@code data}. */
    public void send(byte[] data, int from, int length) {
        Bytes buffer = out();
        framing.begin(buffer, length);
        int bodyStart = buffer.size();
        buffer.put(data, from, length);
        framing.end(buffer, bodyStart);
    }

    private Bytes out() {
        Bytes buffer = out;
        if (buffer == null) {
            buffer = loop.borrow();
            out = buffer;
        }
        if (!awaitsFlush) {
            awaitsFlush = true;
            loop.needsFlush(this);
        }
        return buffer;
    }

    /** Closes the socket; the handler hears nothing more. */
    public void close() {
        dead = true;
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void ready() {
        try {
            if (!key.isValid()) {
                return;
            }
            if (key.isConnectable()) {
                connected();
                return;
            }
            if (key.isReadable()) {
                read();
            }
            if (!dead && key.isWritable()) {
                flush();
            }
        } catch (IOException | WireFault e) {
            fail(String.valueOf(e.getMessage()));
        }
    }

    private void connected() throws IOException {
        channel.finishConnect();
        key.interestOps(SelectionKey.OP_READ);
        out().put(framing.opening());
        accept(NOTHING, 0);
    }

    private void read() throws IOException {
        int count = loop.read(channel);
        if (count < 0) {
            fail("closed by the router");
        } else if (pendingSize == 0) {
            keep(loop.received(), consume(loop.received(), count), count);
        } else {
            append(loop.received(), count);
            drop(consume(pending, pendingSize));
        }
    }

    private void append(byte[] data, int count) {
        if (pendingSize + count > pending.length) {
            pending = Arrays.copyOf(pending, Math.max(2 * pending.length, pendingSize + count));
        }
        System.arraycopy(data, 0, pending, pendingSize, count);
        pendingSize += count;
    }

    /** Reads whole frames out of {@code data}; returns the number of bytes used. */
    private int consume(byte[] data, int size) {
        int position = open ? 0 : accept(data, size);
        int previous = -1;
        while (open && !dead && position < size && position != previous) {
            previous = position;
            position = framing.next(data, position, size, this);
        }
        return position;
    }

    private int accept(byte[] data, int size) {
        int position = framing.accept(data, 0, size);
        if (position < 0) {
            return 0;
        }
        open = true;
        handler.opened();
        return position;
    }

    private void keep(byte[] data, int from, int to) {
        pendingSize = to - from;
        if (pendingSize > 0) {
            pending = new byte[Math.max(PENDING_BYTES, 2 * pendingSize)];
            System.arraycopy(data, from, pending, 0, pendingSize);
        }
    }

    private void drop(int count) {
        pendingSize -= count;
        if (pendingSize == 0) {
            pending = NOTHING;
        } else {
            System.arraycopy(pending, count, pending, 0, pendingSize);
        }
    }

    @Override
    public void message(byte[] data, int from, int length) {
        handler.message(data, from, length);
    }

    @Override
    public void ping(byte[] data, int from, int length) {
        framing.pong(out(), data, from, length);
    }

    @Override
    public void closed(String reason) {
        fail(reason);
    }

    void flush() {
        awaitsFlush = false;
        Bytes buffer = out;
        if (dead || buffer == null) {
            return;
        }
        try {
            written += loop.write(channel, buffer.array(), written, buffer.size());
            if (written == buffer.size()) {
                drained(buffer);
            } else {
                key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
            }
        } catch (IOException e) {
            fail("write: " + e.getMessage());
        }
    }

    private void drained(Bytes buffer) {
        out = null;
        written = 0;
        loop.giveBack(buffer);
        if ((key.interestOps() & SelectionKey.OP_WRITE) != 0) {
            key.interestOps(SelectionKey.OP_READ);
        }
    }

    private void fail(String reason) {
        if (!dead) {
            close();
            handler.failed(reason);
        }
    }
}
