package io.patchbay.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What waits for the store's thread, in order and bounded in bytes. Any thread. */
final class WriteQueue {
    /** What is written at once: enough to share the cost of a sync, not so much as to delay it. */
    private static final long GROUP_BYTES = 4 << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<Work> waiting = new ArrayDeque<>();
    private volatile long limitBytes;
    private long bytes;
    private boolean closed;

    WriteQueue(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    void limit(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** How an offer ended. */
    enum Offered {
        TAKEN,
        FULL,
        CLOSED
    }

    /** A single commit that is larger than the limit is taken when nothing else waits. */
    Offered offer(Commit commit) {
        lock.lock();
        try {
            if (closed) {
                return Offered.CLOSED;
            }
            if (bytes > 0 && bytes + commit.weight() > limitBytes) {
                return Offered.FULL;
            }
            bytes += commit.weight();
            waiting.add(commit);
            changed.signal();
            return Offered.TAKEN;
        } finally {
            lock.unlock();
        }
    }

    /** Something to do between what was offered before and what comes after. False if closed. */
    boolean offer(Job<?> job) {
        lock.lock();
        try {
            if (!closed) {
                waiting.add(job);
                changed.signal();
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for something to do, for so long at most.
     *
     * @return one job alone, or all commits up to the next job that make a group; empty if the time
     *     is over or the queue is closed
     */
    List<Work> take(long millis) {
        lock.lock();
        try {
            long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
            while (waiting.isEmpty() && !closed && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            return group();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        } finally {
            lock.unlock();
        }
    }

    private List<Work> group() {
        var group = new ArrayList<Work>();
        long taken = 0;
        while (!waiting.isEmpty() && taken < GROUP_BYTES) {
            if (waiting.peek() instanceof Job<?> && !group.isEmpty()) {
                break;
            }
            Work next = waiting.remove();
            group.add(next);
            if (!(next instanceof Commit commit)) {
                break;
            }
            taken += commit.weight();
        }
        bytes -= taken;
        return group;
    }

    /** Takes nothing more; what waits is still given out. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    boolean isOver() {
        lock.lock();
        try {
            return closed && waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    long bytes() {
        lock.lock();
        try {
            return bytes;
        } finally {
            lock.unlock();
        }
    }
}
