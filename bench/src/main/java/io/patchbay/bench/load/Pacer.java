package io.patchbay.bench.load;

/** Says when each of a steady stream of operations is due. */
final class Pacer {
    private final double gapNanos;
    private final long startNanos;
    private long taken;

    /**
     * @param rate operations per second
     */
    Pacer(double rate, long startNanos) {
        gapNanos = 1e9 / rate;
        this.startNanos = startNanos;
    }

    boolean isDue(long nowNanos) {
        return nextDue() <= nowNanos;
    }

    /** Takes the next operation; returns when it is or was due. */
    long take() {
        long due = nextDue();
        taken++;
        return due;
    }

    /** Operations not taken that were due before {@code nanos}. */
    long dueBefore(long nanos) {
        return Math.max(0, (long) Math.ceil((nanos - startNanos) / gapNanos) - taken);
    }

    private long nextDue() {
        return startNanos + (long) (taken * gapNanos);
    }
}
