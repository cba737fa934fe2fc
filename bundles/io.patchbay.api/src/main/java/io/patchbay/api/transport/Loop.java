package io.patchbay.api.transport;

import org.osgi.annotation.versioning.ConsumerType;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * A thread that runs tasks one after another in the order in which each other thread gave them. A
 * session lives on one loop: its state is touched nowhere else. Tasks must not block; those given
 * to a loop that has ended are dropped.
 */
@ConsumerType
public interface Loop extends Executor {
    /** Whether the calling thread is this loop. */
    boolean inLoop();

    /** The time by the clock of {@link #schedule}; only differences mean something. Any thread. */
    long nanoTime();

    /** Runs a task later, on this loop. */
    Timer schedule(Runnable task, Duration delay);

    /** A task that waits for its time. */
    @ConsumerType
    interface Timer {
        /** Drops the task unless it ran. */
        void cancel();
    }
}
