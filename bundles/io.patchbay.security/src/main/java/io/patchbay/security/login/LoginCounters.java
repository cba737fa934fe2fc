package io.patchbay.security.login;

import io.patchbay.api.metrics.MetricSource;

import java.util.concurrent.atomic.LongAdder;

/** What is counted of logins. Any thread. */
final class LoginCounters {
    final LongAdder failed = new LongAdder();
    final LongAdder throttledByAddress = new LongAdder();
    final LongAdder throttledByAuthid = new LongAdder();

    void collect(MetricSource.Sink sink) {
        sink.counter(
                "patchbay_logins_failed_total",
                "Clients that did not prove who they are",
                failed.sum());
        String throttled = "patchbay_logins_throttled_total";
        String help = "Clients refused because too many before them had failed";
        sink.counter(throttled, help, throttledByAddress.sum(), "by", "address");
        sink.counter(throttled, help, throttledByAuthid.sum(), "by", "authid");
    }
}
