package io.patchbay.core.session;

import io.patchbay.api.metrics.MetricSource;
import io.patchbay.api.transport.Loop;
import io.patchbay.wamp.codec.Codecs;

import java.util.concurrent.atomic.AtomicLong;

/** A loop and what its sessions share. Written on that loop; the counts may be read anywhere. */
public final class LoopState {
    private static final int TYPES = 128;
    private static final long BACKLOG_BYTES = 16L << 20;
    private static final int TASK_BYTES = 128;

    private final Loop loop;
    private final Codecs codecs = new Codecs();
    private final long[] received = new long[TYPES];
    private final long[] sent = new long[TYPES];
    private final AtomicLong backlog = new AtomicLong();

    public LoopState(Loop loop) {
        this.loop = loop;
    }

    public Loop loop() {
        return loop;
    }

    public Codecs codecs() {
        return codecs;
    }

    /**
     * Runs a task here on behalf of a session: at once if it lives here too, else after all that
     * the session gave before. A session that gives more than this loop can take is slowed down, so
     * that no queue grows without bound.
     *
     * @param bytes the size of what the task carries
     */
    public void run(RouterSession sender, int bytes, Runnable task) {
        if (sender.state() == this) {
            task.run();
            return;
        }
        int weight = bytes + TASK_BYTES;
        if (backlog.addAndGet(weight) > BACKLOG_BYTES) {
            sender.pause();
            loop.execute(() -> sender.state().loop.execute(sender::resume));
        }
        loop.execute(
                () -> {
                    backlog.addAndGet(-weight);
                    task.run();
                });
    }

    void received(int type) {
        received[type]++;
    }

    void sent(int type) {
        sent[type]++;
    }

    /** Shows the sum of what the loops counted. */
    public static void collect(Iterable<LoopState> loops, MetricSource.Sink sink) {
        long[] received = new long[TYPES];
        long[] sent = new long[TYPES];
        for (LoopState loop : loops) {
            for (int type = 0; type < TYPES; type++) {
                received[type] += loop.received[type];
                sent[type] += loop.sent[type];
            }
        }
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
