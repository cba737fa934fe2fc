package io.patchbay.bench.load;

/**
 * The unit of CPU time that Linux shows to processes: 1/100 s on every architecture that Java runs
 * on.
 */
final class Jiffies {
    private static final long NANOS = 10_000_000;

    private Jiffies() {}

    static long toNanos(long jiffies) {
        return jiffies * NANOS;
    }
}
