package io.patchbay.bench.load;

import io.patchbay.bench.net.EventLoop;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Keeps callers busy. Closed loop: every answer begets the next call. Open loop: calls are due at a
 * fixed rate whether or not answers come, and latency counts from when a call was due, so that a
 * stalled router cannot hide the calls it kept waiting.
 */
final class CallDriver {
    private static final int MOST_CALLS_UNDER_WAY = 1 << 16;
    private static final int MOST_BYTES_UNDER_WAY = 1 << 26;
    private static final int BURST = 512;
    private static final int WARM_UP_DEPTH = 8;
    private static final long LEAD_IN_NANOS = 300_000_000L;

    private final LoadRun run;
    private final EventLoop loop;
    private final Measurement measurement;
    private final int limitPerCaller;
    private final List<Caller> callers = new ArrayList<>();
    private boolean refill;
    private int turnOf;

    /**
     * @param payload bytes per call: bounds how many may be under way
     */
    CallDriver(LoadRun run, int payload) {
        this.run = run;
        loop = run.loop();
        measurement = run.measurement();
        limitPerCaller =
                Integer.highestOneBit(
                        Math.clamp(
                                MOST_BYTES_UNDER_WAY / (payload + 64), 16, MOST_CALLS_UNDER_WAY));
    }

    /** Adds a caller; see {@link Caller#Caller}. */
    Caller add(LongSupplier sender) {
        Caller caller = new Caller(sender, limitPerCaller);
        callers.add(caller);
        return caller;
    }

    /** To be called for every answer, be it a result or an error. */
    void answered(Caller caller, long id) {
        long due = caller.answered(id);
        if (due == Caller.UNKNOWN) {
            return;
        }
        long now = System.nanoTime();
        measurement.done(due, now);
        if (refill) {
            caller.call(now);
        }
    }

    /** Runs with {@code depth} calls under way per caller, and reports. */
    void closedLoop(int depth) {
        warmUp(depth);
        fill(depth);
        loop.runUntil(System.nanoTime() + LEAD_IN_NANOS);
        measurement.start();
        loop.runUntil(System.nanoTime() + run.options().measuredNanos());
        measurement.stop();
        drain();
        report();
    }

    /**
     * Runs at {@code rate} calls per second over all callers, and reports.
     *
     * @param depth calls under way per caller while warming up
     */
    void openLoop(double rate, int depth) {
        warmUp(depth);
        Pacer pacer = new Pacer(rate, System.nanoTime());
        pace(pacer, System.nanoTime() + LEAD_IN_NANOS);
        measurement.start();
        pace(pacer, System.nanoTime() + run.options().measuredNanos());
        measurement.stop();
        drain();
        run.report().put("unsent", pacer.dueBefore(measurement.endNanos()));
        report();
    }

    /** Deep enough that both sides compile their code, however shallow the run is to be. */
    private void warmUp(int depth) {
        fill(Math.max(depth, WARM_UP_DEPTH));
        loop.runUntil(System.nanoTime() + run.options().warmupNanos());
        drain();
    }

    private void fill(int depth) {
        refill = true;
        for (int i = 0; i < Math.min(depth, limitPerCaller); i++) {
            for (Caller caller : callers) {
                caller.call(System.nanoTime());
            }
        }
    }

    private void pace(Pacer pacer, long end) {
        for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
            for (int burst = 0;
                    burst < BURST && pacer.isDue(now) && !nextCaller().isFull();
                    burst++) {
                nextCaller().call(pacer.take());
                turnOf++;
            }
            loop.spin();
        }
    }

    private Caller nextCaller() {
        return callers.get(turnOf % callers.size());
    }

    private void drain() {
        refill = false;
        loop.runUntil(() -> callers.stream().allMatch(c -> c.underWay() == 0), run.drainNanos());
    }

    private void report() {
        measurement.report(run.report(), "calls");
        run.report().put("lost", callers.stream().mapToLong(Caller::lost).sum());
        run.errors().report(run.report());
    }
}
