package io.patchbay.core.session;

import io.patchbay.api.metrics.MetricSource;

/** How many messages of each type came and went. Written by one thread; may be read by any. */
final class MessageCounts {
    private static final int TYPES = 128;

    private final long[] received = new long[TYPES];
    private final long[] sent = new long[TYPES];

    void received(int type) {
        received[type]++;
    }

    void sent(int type) {
        sent[type]++;
    }

    void add(MessageCounts others) {
        for (int type = 0; type < TYPES; type++) {
            received[type] += others.received[type];
            sent[type] += others.sent[type];
        }
    }

    void collect(MetricSource.Sink sink) {
        for (int type = 0; type < TYPES; type++) {
            count(sink, "patchbay_messages_received_total", "Messages received", type, received);
            count(sink, "patchbay_messages_sent_total", "Messages sent", type, sent);
        }
    }

    private static void count(
            MetricSource.Sink sink, String name, String help, int type, long[] counts) {
        if (counts[type] > 0) {
            sink.counter(name, help, counts[type], "type", Counters.nameOf(type));
        }
    }
}
