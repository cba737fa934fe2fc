package io.patchbay.bench.load;

import java.util.function.LongSupplier;

/** One connection's calls under way: when each was due, by request id. */
final class Caller {
    /** What {@link #answered} returns for an id that is not under way. */
    static final long UNKNOWN = 0;

    private final LongSupplier sender;
    private final long[] dueNanos;
    private final int mask;
    private int underWay;
    private long lost;

    /**
     * @param sender sends one call and returns its id; ids follow one another
     * @param limit calls under way at most, a power of two
     */
    Caller(LongSupplier sender, int limit) {
        this.sender = sender;
        dueNanos = new long[limit];
        mask = limit - 1;
    }

    boolean isFull() {
        return underWay > mask;
    }

    int underWay() {
        return underWay;
    }

    /** Calls whose answer never came. */
    long lost() {
        return lost + underWay;
    }

    /** Sends a call that was due at {@code due}, by {@link System#nanoTime}. */
    void call(long due) {
        int slot = (int) sender.getAsLong() & mask;
        if (dueNanos[slot] == UNKNOWN) {
            underWay++;
        } else {
            lost++;
        }
        dueNanos[slot] = due;
    }

    /** Takes the answer to call {@code id}; returns when that was due, or {@link #UNKNOWN}. */
    long answered(long id) {
        int slot = (int) id & mask;
        long due = dueNanos[slot];
        if (due != UNKNOWN) {
            dueNanos[slot] = UNKNOWN;
            underWay--;
        }
        return due;
    }
}
