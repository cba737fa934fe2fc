package io.patchbay.transport.netty;

import io.netty.channel.EventLoop;
import io.netty.channel.RecvByteBufAllocator;
import io.patchbay.api.transport.Loop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * One of the {@link EventLoops}. What connections write is flushed once per turn of the loop: a
 * turn reads every connection that is ready, and flushing comes after that.
 */
public final class NettyLoop implements Loop {
    /** The length of {@link #scratch}. */
    public static final int SCRATCH_BYTES = 64 * 1024;

    private final EventLoop eventLoop;
    private final int index;
    private final byte[] scratch = new byte[SCRATCH_BYTES];
    private final FrameBuffers frameBuffers = new FrameBuffers();
    private final ReadBuffers readBuffers = new ReadBuffers();
    private final Runnable flush = this::flush;
    private List<NettyConnection> dirty = new ArrayList<>();
    private List<NettyConnection> flushing = new ArrayList<>();

    NettyLoop(EventLoop eventLoop, int index) {
        this.eventLoop = eventLoop;
        this.index = index;
    }

    @Override
    public void execute(Runnable task) {
        try {
            eventLoop.execute(task);
        } catch (RejectedExecutionException e) {
            if (!eventLoop.isShuttingDown()) {
                throw e;
            }
        }
    }

    @Override
    public boolean inLoop() {
        return eventLoop.inEventLoop();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Timer schedule(Runnable task, Duration delay) {
        Future<?> future = eventLoop.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    /** From 0 to {@link EventLoops#count} - 1. Any thread. */
    public int index() {
        return index;
    }

    /**
     * An array for whoever runs on this loop, valid until it returns. Transports copy each inbound
     * message here to deliver it. On the loop.
     */
    public byte[] scratch() {
        return scratch;
    }

    /** Arrays for frames that are not whole yet. On the loop. */
    public FrameBuffers frameBuffers() {
        return frameBuffers;
    }

    /**
     * For channels of this loop whose first handler gives every buffer back before it returns from
     * {@code channelRead}: all of them read into one buffer. Not with TLS or Netty's decoders,
     * which keep buffers. To be set before the first read.
     */
    public RecvByteBufAllocator readBuffers() {
        return readBuffers;
    }

    /**
     * Flushes that connection at the end of this turn. On the loop; once per connection and turn.
     */
    void flushLater(NettyConnection connection) {
        if (dirty.isEmpty()) {
            eventLoop.execute(flush);
        }
        dirty.add(connection);
    }

    /** Gives its memory back once its thread has ended. */
    void release() {
        readBuffers.release();
    }

    private void flush() {
        List<NettyConnection> batch = dirty;
        dirty = flushing;
        flushing = batch;
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).flush();
        }
        batch.clear();
    }
}
