package io.patchbay.bench.load;

import io.patchbay.bench.net.EventLoop;
import io.patchbay.bench.net.Target;

import java.util.function.BooleanSupplier;

/** One run in progress: what its parts share. One thread. */
final class LoadRun {
    private static final long DRAIN_NANOS = 1_000_000_000L;

    private final LoadOptions options;
    private final Target target;
    private final EventLoop loop;
    private final Report report;
    private final RouterProcess router;
    private final Measurement measurement;
    private final ErrorTally errors = new ErrorTally();

    LoadRun(
            LoadOptions options,
            Target target,
            EventLoop loop,
            Report report,
            RouterProcess router) {
        this.options = options;
        this.target = target;
        this.loop = loop;
        this.report = report;
        this.router = router;
        measurement = new Measurement(router);
    }

    LoadOptions options() {
        return options;
    }

    Target target() {
        return target;
    }

    EventLoop loop() {
        return loop;
    }

    Report report() {
        return report;
    }

    RouterProcess router() {
        return router;
    }

    Measurement measurement() {
        return measurement;
    }

    ErrorTally errors() {
        return errors;
    }

    /** How long answers are waited for after the last request. */
    long drainNanos() {
        return DRAIN_NANOS;
    }

    /**
     * Waits until {@code done}; ends the run if an error or the time limit comes first. {@code
     * step} is for people.
     */
    void await(String step, BooleanSupplier done) {
        boolean inTime =
                loop.runUntil(
                        () -> done.getAsBoolean() || errors.count() > 0, options.connectNanos());
        if (errors.count() > 0) {
            throw new LoadFailure(step + ": " + errors.first());
        }
        if (!inTime) {
            throw new LoadFailure(step + ": no answer in time");
        }
    }
}
