package io.patchbay.core.local;

import io.patchbay.api.transport.Loop;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The loop of the sessions that live inside the router: one thread of its own. Any thread. */
public final class SerialLoop implements Loop {
    private final ScheduledThreadPoolExecutor executor;
    private volatile @Nullable Thread thread;

    public SerialLoop(String name) {
        executor = new ScheduledThreadPoolExecutor(1, task -> start(name, task));
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    private Thread start(String name, Runnable task) {
        var started = new Thread(task, name);
        started.setDaemon(true);
        thread = started;
        return started;
    }

    @Override
    public void execute(Runnable task) {
        if (!executor.isShutdown()) {
            executor.execute(task);
        }
    }

    @Override
    public boolean inLoop() {
        return Thread.currentThread() == thread;
    }

    @Override
    public Timer schedule(Runnable task, Duration delay) {
        var future = executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    /** Runs a task again and again, first after one period. */
    public void repeat(Runnable task, Duration period) {
        executor.scheduleWithFixedDelay(
                task, period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Drops what waits and ends the thread. */
    public void stop() {
        executor.shutdownNow();
    }
}
