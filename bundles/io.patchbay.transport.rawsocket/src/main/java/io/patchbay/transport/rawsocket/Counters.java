package io.patchbay.transport.rawsocket;

import io.patchbay.api.metrics.MetricSource.Sink;
import io.patchbay.transport.netty.NettyLoop;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;

/** What a listener counts. Any thread, but the counts of a loop are written on that loop. */
final class Counters {
    private final OfLoop[] loops;
    private final LongAdder accepted = new LongAdder();
    private final LongAdder violations = new LongAdder();
    private final Map<Refusal, LongAdder> refused = new EnumMap<>(Refusal.class);

    Counters(int loopCount) {
        loops = new OfLoop[loopCount];
        for (int i = 0; i < loopCount; i++) {
            loops[i] = new OfLoop();
        }
        for (Refusal reason : Refusal.values()) {
            refused.put(reason, new LongAdder());
        }
    }

    OfLoop of(NettyLoop loop) {
        return loops[loop.index()];
    }

    void accepted() {
        accepted.increment();
    }

    void refused(Refusal reason) {
        refused.computeIfAbsent(reason, absent -> new LongAdder()).increment();
    }

    void violated() {
        violations.increment();
    }

    /**
     * @param dropped connections that the listener closed because they were too many
     */
    void collect(Sink sink, String listener, int open, long dropped) {
        String[] labels = {"transport", "rawsocket", "listener", listener};
        sink.gauge("patchbay_transport_connections", "Open connections", open, labels);
        sink.counter(
                "patchbay_transport_connections_accepted_total",
                "Connections accepted",
                (double) (accepted.sum() + dropped),
                labels);
        refused.forEach((reason, count) -> refused(sink, listener, reason, count, dropped));
        sink.counter(
                "patchbay_transport_violations_total",
                "Connections that broke the framing",
                (double) violations.sum(),
                labels);
        traffic(sink, "bytes_received", "Bytes received", loop -> loop.bytesIn.get(), labels);
        traffic(sink, "bytes_sent", "Bytes sent", loop -> loop.bytesOut.get(), labels);
        traffic(sink, "frames_received", "Frames received", loop -> loop.framesIn.get(), labels);
        traffic(sink, "frames_sent", "Frames sent", loop -> loop.framesOut.get(), labels);
    }

    private static void refused(
            Sink sink, String listener, Refusal reason, LongAdder count, long dropped) {
        sink.counter(
                "patchbay_transport_connections_refused_total",
                "Connections that did not get through the handshake",
                (double) (count.sum() + (reason == Refusal.TOO_MANY_CONNECTIONS ? dropped : 0)),
                "transport",
                "rawsocket",
                "listener",
                listener,
                "reason",
                reason.name().toLowerCase(Locale.ROOT));
    }

    private void traffic(
            Sink sink, String what, String help, ToLongFunction<OfLoop> count, String... labels) {
        long sum = 0;
        for (OfLoop loop : loops) {
            sum += count.applyAsLong(loop);
        }
        sink.counter("patchbay_transport_" + what + "_total", help, (double) sum, labels);
    }

    /** The counts of one loop: only it writes, so no atomic addition is needed. */
    static final class OfLoop {
        private final AtomicLong bytesIn = new AtomicLong();
        private final AtomicLong bytesOut = new AtomicLong();
        private final AtomicLong framesIn = new AtomicLong();
        private final AtomicLong framesOut = new AtomicLong();

        void received(int bytes) {
            add(bytesIn, bytes);
        }

        void delivered(int frames) {
            add(framesIn, frames);
        }

        void sent(int frameBytes) {
            add(bytesOut, frameBytes);
            add(framesOut, 1);
        }

        private static void add(AtomicLong count, long more) {
            count.setOpaque(count.getPlain() + more);
        }
    }
}
