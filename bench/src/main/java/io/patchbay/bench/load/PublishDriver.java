package io.patchbay.bench.load;

import io.patchbay.bench.net.EventLoop;
import io.patchbay.bench.wire.Cursor;

import java.util.function.LongConsumer;

/**
 * Keeps a publisher busy and counts delivered events. Closed loop: a window of publications that
 * not everybody has received. Open loop: publications are due at a fixed rate, and latency counts
 * from when one was due.
 */
final class PublishDriver {
    private static final int BURST = 512;
    private static final long EXPIRE_EVERY_NANOS = 100_000_000L;

    private final LoadRun run;
    private final EventLoop loop;
    private final Measurement measurement;
    private final FanOut fanOut;
    private final int receivers;
    private final LongConsumer publisher;

    /**
     * @param receivers events that each publication becomes
     * @param publisher sends a publication marked with a sequence number
     */
    PublishDriver(LoadRun run, int receivers, LongConsumer publisher) {
        this.run = run;
        loop = run.loop();
        measurement = run.measurement();
        fanOut = new FanOut(receivers);
        this.receivers = receivers;
        this.publisher = publisher;
    }

    /** Takes the EVENT in {@code body}. */
    void event(Cursor body) {
        long due = fanOut.delivered(SequenceMark.read(body));
        if (due == FanOut.UNKNOWN) {
            run.errors().add("unexpected event: " + body.text());
        } else {
            measurement.done(due, System.nanoTime());
        }
    }

    /** Runs with {@code window} publications under way, and reports. */
    void closedLoop(int window) {
        keep(window, System.nanoTime() + run.options().warmupNanos());
        measurement.start();
        keep(window, System.nanoTime() + run.options().measuredNanos());
        finish();
    }

    /** Runs at {@code rate} publications per second, and reports. */
    void openLoop(double rate) {
        Pacer pacer = new Pacer(rate, System.nanoTime());
        pace(pacer, System.nanoTime() + run.options().warmupNanos());
        measurement.start();
        pace(pacer, System.nanoTime() + run.options().measuredNanos());
        finish();
        run.report().put("unsent", pacer.dueBefore(measurement.endNanos()));
    }

    private void keep(int window, long end) {
        long nextExpiry = 0;
        for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
            if (now > nextExpiry) {
                fanOut.expire(now);
                nextExpiry = now + EXPIRE_EVERY_NANOS;
            }
            while (fanOut.underWay() < window && !fanOut.isFull()) {
                publish(System.nanoTime());
            }
            loop.turn(end);
        }
    }

    private void pace(Pacer pacer, long end) {
        for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
            if (fanOut.isFull()) {
                fanOut.expire(now);
            }
            for (int burst = 0; burst < BURST && pacer.isDue(now) && !fanOut.isFull(); burst++) {
                publish(pacer.take());
            }
            loop.spin();
        }
    }

    private void publish(long due) {
        publisher.accept(fanOut.begin(due));
    }

    private void finish() {
        measurement.stop();
        loop.runUntil(() -> fanOut.underWay() == 0, run.drainNanos());
        Report report = run.report();
        measurement.report(report, "events");
        report.put("receivers", receivers).put("lost", fanOut.lost());
        run.errors().report(report);
    }
}
