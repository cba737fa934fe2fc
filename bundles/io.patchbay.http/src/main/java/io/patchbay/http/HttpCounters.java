package io.patchbay.http;

import io.patchbay.api.metrics.MetricSource.Sink;

import java.util.concurrent.atomic.LongAdder;

/** What one listener counts. Any thread. */
final class HttpCounters {
    private static final int CLASSES = 6;

    private final LongAdder[] responses = new LongAdder[CLASSES];
    private final LongAdder timeouts = new LongAdder();
    private final LongAdder upgrades = new LongAdder();

    HttpCounters() {
        for (int i = 0; i < CLASSES; i++) {
            responses[i] = new LongAdder();
        }
    }

    void responded(int status) {
        responses[status / 100].increment();
    }

    void timedOut() {
        timeouts.increment();
    }

    void upgraded() {
        upgrades.increment();
    }

    void collect(Sink sink, String listener) {
        for (int i = 1; i < CLASSES; i++) {
            sink.counter(
                    "patchbay_http_responses_total",
                    "HTTP responses",
                    (double) responses[i].sum(),
                    "listener",
                    listener,
                    "status",
                    i + "xx");
        }
        sink.counter(
                "patchbay_http_timeouts_total",
                "HTTP connections ended because a request or an answer did not come in time",
                (double) timeouts.sum(),
                "listener",
                listener);
        sink.counter(
                "patchbay_http_upgrades_total",
                "Connections that another protocol took over from HTTP",
                (double) upgrades.sum(),
                "listener",
                listener);
    }
}
