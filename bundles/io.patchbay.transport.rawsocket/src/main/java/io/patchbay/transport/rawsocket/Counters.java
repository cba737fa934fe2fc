package io.patchbay.transport.rawsocket;

import io.patchbay.api.metrics.MetricSource.Sink;
import io.patchbay.transport.netty.EventLoops;
import io.patchbay.transport.netty.Traffic;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What a listener counts. Any thread. */
final class Counters {
    private final Traffic traffic;
    private final LongAdder accepted = new LongAdder();
    private final LongAdder violations = new LongAdder();
    private final Map<Refusal, LongAdder> refused = new EnumMap<>(Refusal.class);

    Counters(EventLoops loops) {
        traffic = new Traffic(loops);
        for (Refusal reason : Refusal.values()) {
            refused.put(reason, new LongAdder());
        }
    }

    Traffic traffic() {
        return traffic;
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
        traffic.collect(sink, labels);
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
}
