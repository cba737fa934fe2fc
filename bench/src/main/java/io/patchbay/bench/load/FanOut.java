package io.patchbay.bench.load;

/** Publications under way: when each was due and how many receivers still lack it. */
final class FanOut {
    /** What {@link #delivered} returns for a publication that is not under way. */
    static final long UNKNOWN = 0;

    private static final int CAPACITY = 1 << 16;
    private static final int MASK = CAPACITY - 1;
    private static final long LOST_AFTER_NANOS = 1_000_000_000L;

    private final int receivers;
    private final int[] missing = new int[CAPACITY];
    private final long[] dueNanos = new long[CAPACITY];
    private long oldest;
    private long next;
    private int underWay;
    private long lost;

    FanOut(int receivers) {
        this.receivers = receivers;
    }

    boolean isFull() {
        return next - oldest >= CAPACITY;
    }

    int underWay() {
        return underWay;
    }

    /** Deliveries that did not come within a second, or have not come yet. */
    long lost() {
        long late = 0;
        for (int count : missing) {
            late += count;
        }
        return lost + late;
    }

    /**
     * Begins a publication that was due at {@code due}; returns its sequence number. Must not be
     * full.
     */
    long begin(long due) {
        int slot = (int) next & MASK;
        missing[slot] = receivers;
        dueNanos[slot] = due;
        underWay++;
        return next++;
    }

    /** Takes one delivery; returns when its publication was due, or {@link #UNKNOWN}. */
    long delivered(long sequence) {
        int slot = (int) sequence & MASK;
        if (sequence < oldest || sequence >= next || missing[slot] == 0) {
            return UNKNOWN;
        }
        if (--missing[slot] == 0) {
            underWay--;
            forgetComplete();
        }
        return dueNanos[slot];
    }

    private void forgetComplete() {
        while (oldest < next && missing[(int) oldest & MASK] == 0) {
            oldest++;
        }
    }

    /** Gives up publications that were due more than a second before {@code now}. */
    void expire(long now) {
        while (oldest < next && now - dueNanos[(int) oldest & MASK] > LOST_AFTER_NANOS) {
            int slot = (int) oldest & MASK;
            if (missing[slot] > 0) {
                lost += missing[slot];
                missing[slot] = 0;
                underWay--;
            }
            oldest++;
        }
        forgetComplete();
    }
}
