package io.patchbay.transport.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.patchbay.api.transport.CloseReason;
import io.patchbay.api.transport.Connection;
import io.patchbay.api.transport.ConnectionInfo;
import io.patchbay.api.transport.Loop.Timer;
import io.patchbay.api.transport.Peer;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * A connection over a channel. It gathers what is sent in one turn of the loop in one buffer; a
 * transport adds how a message is framed and delivers to {@link #peer} what it reads. Idle, it
 * holds no buffer. All methods that do not say otherwise are called on the loop.
 *
 * <p>The transport calls {@link #attach} once the router has accepted the connection, and {@link
 * #disconnected} when the channel is inactive; it delivers only while {@link #isReading}.
 */
@SuppressWarnings("FutureReturnValueIgnored") // handlers learn what became of an operation
public abstract class NettyConnection implements Connection {
    /** How long a peer may take to receive its last bytes and to close its side. */
    public static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    /** What {@link #writeHeader} writes at most. */
    protected static final int HEADER_BYTES_MAX = 16;

    private static final int BATCH_BYTES_MIN = 512;

    /**
     * A batch over this size is handed over and another one begun: growing would copy, and larger
     * buffers cost the allocator ten times as much.
     */
    private static final int BATCH_BYTES_MAX = 16 * 1024;

    private final Channel channel;
    private final NettyLoop loop;
    private final ConnectionInfo info;
    private final int maxMessageBytes;
    private @Nullable Peer peer;
    private @Nullable ByteBuf batch;
    private @Nullable Timer closeTimer;
    private int batchBytes = BATCH_BYTES_MIN;
    private boolean dirty;
    private boolean awaitingDrain;
    private boolean peerReads = true;
    private boolean held;
    private boolean reading = true;
    private int readingTurns;
    private boolean resuming;
    private boolean closing;

    /**
     * @param maxMessageBytes the largest message that the peer accepts
     */
    protected NettyConnection(
            Channel channel, NettyLoop loop, ConnectionInfo info, int maxMessageBytes) {
        this.channel = channel;
        this.loop = loop;
        this.info = info;
        this.maxMessageBytes = maxMessageBytes;
    }

    /** Writes what precedes a message of that length in bytes. */
    protected abstract void writeHeader(ByteBuf out, int messageLength);

    /** Called once as closing begins, to write a last frame by {@link #room}. */
    protected void farewell(CloseReason reason) {}

    /**
     * Called once all has left after {@link #close}. Ends the output, and lets the peer close: a
     * socket that is closed with input unread would destroy what the peer has not received yet.
     */
    protected void hangUp() {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null) {
            shutDownOutput();
        } else {
            tls.closeOutbound().addListener(done -> shutDownOutput());
        }
    }

    /**
     * Called when reading is on again, before the channel is read.
     *
     * @return whether all that was read before and not delivered is delivered now
     */
    protected boolean catchUp() {
        return true;
    }

    /** {@link #pendingBytes} has fallen to zero. */
    protected void drained() {
        if (peer != null) {
            peer.drained();
        }
    }

    /** Whom messages are delivered to; null until the router has accepted the connection. */
    public final @Nullable Peer peer() {
        return peer;
    }

    public final Channel channel() {
        return channel;
    }

    @Override
    public final NettyLoop loop() {
        return loop;
    }

    @Override
    public final ConnectionInfo info() {
        return info;
    }

    @Override
    public final int maxMessageBytes() {
        return maxMessageBytes;
    }

    /** The router has accepted the connection. */
    public final void attach(Peer accepted) {
        peer = accepted;
    }

    /** Whether messages may be delivered now; if not, the transport keeps them. */
    public final boolean isReading() {
        return reading && !closing;
    }

    /**
     * How often reading was stopped or resumed: equal at both ends of a time in which it never was.
     */
    public final int readingTurns() {
        return readingTurns;
    }

    /** Whether {@link #close} was called: what still comes in is to be dropped. */
    public final boolean isClosing() {
        return closing;
    }

    @Override
    public void send(byte[] head, int headLength, byte[] tail, int tailOffset, int tailLength) {
        if (closing) {
            return;
        }
        int length = headLength + tailLength;
        ByteBuf out = room(HEADER_BYTES_MAX + length);
        writeHeader(out, length);
        out.writeBytes(head, 0, headLength);
        out.writeBytes(tail, tailOffset, tailLength);
    }

    /** Where the next frame of about that many bytes is to be written; flushed after this turn. */
    protected final ByteBuf room(int bytes) {
        ByteBuf out = batch;
        if (out != null && out.readableBytes() + bytes > BATCH_BYTES_MAX) {
            handOver(out);
            out = null;
        }
        if (out == null) {
            out = channel.alloc().directBuffer(Math.max(batchBytes, bytes));
            batch = out;
        }
        if (!dirty) {
            dirty = true;
            loop.flushLater(this);
        }
        return out;
    }

    @Override
    public final long pendingBytes() {
        ChannelOutboundBuffer outbound = channel.unsafe().outboundBuffer();
        long handedOver = outbound == null ? 0 : outbound.totalPendingWriteBytes();
        return batch == null ? handedOver : handedOver + batch.readableBytes();
    }

    @Override
    public final void setReading(boolean on) {
        peerReads = on;
        updateReading();
    }

    /** Stops or resumes reading for the transport's own reasons, whatever the router wants. */
    protected final void hold(boolean on) {
        held = on;
        updateReading();
    }

    @Override
    public final void close(CloseReason reason) {
        if (closing) {
            return;
        }
        farewell(reason);
        closing = true;
        updateReading();
        closeTimer = loop.schedule(this::abort, CLOSE_TIMEOUT);
        if (!dirty) {
            dirty = true;
            loop.flushLater(this);
        }
    }

    /** Closes at once: what is pending is lost, and nothing more is delivered. */
    public final void abort() {
        closing = true;
        Channels.closeNow(channel);
    }

    /** The channel is inactive. */
    public final void disconnected() {
        closing = true;
        if (batch != null) {
            batch.release();
            batch = null;
        }
        if (closeTimer != null) {
            closeTimer.cancel();
        }
        if (peer != null) {
            peer.closed();
            peer = null;
        }
    }

    /** Writes what was sent in this turn; called by the loop. */
    final void flush() {
        dirty = false;
        if (!channel.isActive()) {
            return;
        }
        if (batch != null) {
            handOver(batch);
        }
        channel.flush();
        settle();
    }

    private void handOver(ByteBuf out) {
        int bytes = out.readableBytes();
        batchBytes = Math.clamp((batchBytes + bytes) / 2, BATCH_BYTES_MIN, BATCH_BYTES_MAX);
        batch = null;
        channel.write(out, channel.voidPromise());
    }

    private void settle() {
        if (pendingBytes() == 0) {
            allHasLeft();
        } else if (!awaitingDrain) {
            awaitingDrain = true;
            // Completes when all before it was taken. The channel still counts it then: look later.
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER)
                    .addListener(done -> loop.execute(this::drainAwaited));
        }
    }

    private void drainAwaited() {
        awaitingDrain = false;
        if (channel.isActive()) {
            settle();
        }
    }

    private void allHasLeft() {
        try {
            if (closing) {
                hangUp();
            } else {
                drained();
            }
        } catch (RuntimeException e) {
            channel.pipeline().fireExceptionCaught(e);
        }
    }

    private void shutDownOutput() {
        if (channel instanceof DuplexChannel duplex && duplex.isActive()) {
            duplex.shutdownOutput();
        } else {
            channel.close();
        }
    }

    private void updateReading() {
        boolean on = closing || (peerReads && !held);
        if (on == reading) {
            return;
        }
        reading = on;
        readingTurns++;
        if (!on) {
            channel.config().setAutoRead(false);
        } else if (!resuming) {
            resuming = true;
            loop.execute(this::resume);
        }
    }

    private void resume() {
        resuming = false;
        try {
            if (reading && (closing || catchUp()) && reading) {
                channel.config().setAutoRead(true);
            }
        } catch (RuntimeException e) {
            channel.pipeline().fireExceptionCaught(e);
        }
    }
}
