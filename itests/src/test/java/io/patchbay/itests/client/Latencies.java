package io.patchbay.itests.client;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Times that messages took, by when they were sent. Any thread. */
public final class Latencies {
    private long[] sent = new long[1 << 16];
    private long[] took = new long[1 << 16];
    private int count;

    synchronized void add(long sentNanos, long receivedNanos) {
        if (count == sent.length) {
            sent = Arrays.copyOf(sent, 2 * count);
            took = Arrays.copyOf(took, 2 * count);
        }
        sent[count] = sentNanos;
        took[count++] = receivedNanos - sentNanos;
    }

    /** How many there are so far. */
    public synchronized int count() {
        return count;
    }

    /** Those of what was sent in one of these spans of time. */
    public synchronized Summary within(List<Span> spans) {
        long[] chosen =
                IntStream.range(0, count)
                        .filter(i -> spans.stream().anyMatch(span -> span.contains(sent[i])))
                        .mapToLong(i -> took[i])
                        .sorted()
                        .toArray();
        return new Summary(
                chosen.length, at(chosen, 0.5), at(chosen, 0.99), at(chosen, 0.999), at(chosen, 1));
    }

    private static Duration at(long[] sorted, double quantile) {
        int index = (int) Math.ceil(sorted.length * quantile) - 1;
        return Duration.ofNanos(index < 0 ? 0 : sorted[index]);
    }

    /** From one reading of {@link System#nanoTime} to another. */
    public record Span(long from, long to) {
        boolean contains(long nanos) {
            return nanos - from >= 0 && nanos - to < 0;
        }
    }

    /** Quantiles of what was measured. */
    public record Summary(
            int count, Duration median, Duration p99, Duration p999, Duration longest) {
        @Override
        public String toString() {
            return "%d messages, p50 %.1f ms, p99 %.1f ms, p99.9 %.1f ms, max %.1f ms"
                    .formatted(count, ms(median), ms(p99), ms(p999), ms(longest));
        }

        private static double ms(Duration duration) {
            return duration.toNanos() / 1e6;
        }
    }
}
