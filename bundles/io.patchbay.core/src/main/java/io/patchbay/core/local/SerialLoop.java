package io.patchbay.core.local;

import io.patchbay.api.transport.Loop;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The loop of the sessions that live inside the router: one thread of its own. Any thread. */
public final class SerialLoop implements Loop {
    private static final Logger LOG = LoggerFactory.getLogger(SerialLoop.class);

    private final ScheduledThreadPoolExecutor executor;
    private volatile @Nullable Thread thread;

    public SerialLoop(String name) {
        executor = new ScheduledThreadPoolExecutor(1, task -> start(name, task));
        executor.setRejectedExecutionHandler((task, ended) -> {});
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
        executor.execute(guarded(task));
    }

    @Override
    public boolean inLoop() {
        return Thread.currentThread() == thread;
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Timer schedule(Runnable task, Duration delay) {
        var future = executor.schedule(guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    /** The executor would keep a failure to itself, and not repeat a task that failed. */
    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.error("A task of the router failed", e);
            }
        };
    }

    /** Runs what is there, drops what waits for its time, and ends the thread. */
    public void stop() {
        executor.shutdown();
    }
}
