package io.patchbay.transport.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.patchbay.wamp.Uri;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The open channels of a listener or a transport, to end them together. Any thread. */
public final class Channels {
    private static final Duration FORCED_CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private final Set<Channel> open = ConcurrentHashMap.newKeySet();
    private final ChannelFutureListener onClose = this::closed;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition empty = lock.newCondition();
    private volatile boolean ended;

    /** Adds a channel until it closes; one that comes after {@link #shutDown} is closed. */
    public void add(Channel channel) {
        open.add(channel);
        channel.closeFuture().addListener(onClose);
        if (ended) {
            closeNow(channel);
        }
    }

    public int size() {
        return open.size();
    }

    /**
     * Sends {@link ShutDown} to every channel, waits until all are closed, and closes those that
     * are not in time. Not to be called on a loop.
     */
    public void shutDown(Uri reason, Duration grace) {
        ended = true;
        var event = new ShutDown(reason);
        for (Channel channel : open) {
            channel.eventLoop().execute(() -> channel.pipeline().fireUserEventTriggered(event));
        }
        if (!awaitEmpty(grace)) {
            open.forEach(Channels::closeNow);
            awaitEmpty(FORCED_CLOSE_TIMEOUT);
        }
    }

    /** Closes a channel without the last words of its handlers. */
    static void closeNow(Channel channel) {
        channel.eventLoop().execute(() -> channel.unsafe().close(channel.unsafe().voidPromise()));
    }

    private boolean awaitEmpty(Duration limit) {
        long left = limit.toNanos();
        lock.lock();
        try {
            while (!open.isEmpty() && left > 0) {
                left = empty.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        return open.isEmpty();
    }

    private void closed(ChannelFuture closed) {
        open.remove(closed.channel());
        if (ended && open.isEmpty()) {
            lock.lock();
            try {
                empty.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
