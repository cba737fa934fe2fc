package io.patchbay.transport.websocket;

import io.patchbay.api.metrics.MetricSource.Sink;
import io.patchbay.transport.netty.NettyLoop;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;

/** What the endpoint counts. Any thread, but the counts of a loop are written on that loop. */
final class Counters {
    private final String[] labels;
    private final OfLoop[] loops;
    private final LongAdder accepted = new LongAdder();
    private final Map<Refusal, LongAdder> refused = new EnumMap<>(Refusal.class);
    private final Map<Integer, LongAdder> violations = new ConcurrentHashMap<>();

    /**
     * @param listener by which operators know it
     */
    Counters(String listener, int loopCount) {
        labels = new String[] {"transport", "websocket", "listener", listener};
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

    /** A peer broke the protocol. */
    void violated(int closeCode) {
        violations.computeIfAbsent(closeCode, absent -> new LongAdder()).increment();
    }

    void collect(Sink sink, int open) {
        sink.gauge("patchbay_transport_connections", "Open connections", open, labels);
        sink.counter(
                "patchbay_transport_connections_accepted_total",
                "Connections accepted",
                (double) accepted.sum(),
                labels);
        refused.forEach(
                (reason, count) ->
                        sink.counter(
                                "patchbay_transport_connections_refused_total",
                                "Connections that did not get through the handshake",
                                (double) count.sum(),
                                with("reason", reason.name().toLowerCase(Locale.ROOT))));
        violations.forEach(
                (code, count) ->
                        sink.counter(
                                "patchbay_transport_violations_total",
                                "Connections that broke the framing",
                                (double) count.sum(),
                                with("code", code.toString())));
        traffic(sink, "bytes_received", "Bytes received", loop -> loop.bytesIn.get());
        traffic(sink, "bytes_sent", "Bytes sent", loop -> loop.bytesOut.get());
        traffic(sink, "frames_received", "Frames received", loop -> loop.framesIn.get());
        traffic(sink, "frames_sent", "Frames sent", loop -> loop.framesOut.get());
    }

    private String[] with(String label, String value) {
        String[] more = Arrays.copyOf(labels, labels.length + 2);
        more[labels.length] = label;
        more[labels.length + 1] = value;
        return more;
    }

    private void traffic(Sink sink, String what, String help, ToLongFunction<OfLoop> count) {
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

        void sent(int bytes) {
            add(bytesOut, bytes);
            add(framesOut, 1);
        }

        private static void add(AtomicLong count, long more) {
            count.setOpaque(count.getPlain() + more);
        }
    }
}
