package io.patchbay.transport.websocket;

import io.patchbay.api.metrics.MetricSource.Sink;
import io.patchbay.transport.netty.EventLoops;
import io.patchbay.transport.netty.Traffic;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What the endpoint counts. Any thread. */
final class Counters {
    private final String[] labels;
    private final Traffic traffic;
    private final LongAdder accepted = new LongAdder();
    private final Map<Refusal, LongAdder> refused = new EnumMap<>(Refusal.class);
    private final Map<Integer, LongAdder> violations = new ConcurrentHashMap<>();

    /**
     * @param listener by which operators know it
     */
    Counters(String listener, EventLoops loops) {
        labels = new String[] {"transport", "websocket", "listener", listener};
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
        traffic.collect(sink, labels);
    }

    private String[] with(String label, String value) {
        String[] more = Arrays.copyOf(labels, labels.length + 2);
        more[labels.length] = label;
        more[labels.length + 1] = value;
        return more;
    }
}
