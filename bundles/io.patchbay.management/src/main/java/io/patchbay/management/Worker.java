package io.patchbay.management;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The thread of the management API, which is there once there was a call. Any thread. */
final class Worker implements Executor, AutoCloseable {
    private static final int WAITING = 1000;

    private final ThreadPoolExecutor executor =
            new ThreadPoolExecutor(
                    1,
                    1,
                    0,
                    TimeUnit.SECONDS,
                    new ArrayBlockingQueue<>(WAITING),
                    task -> {
                        var thread = new Thread(task, "patchbay-management");
                        thread.setDaemon(true);
                        return thread;
                    });

    /**
     * @throws RejectedExecutionException if too much waits already
     */
    @Override
    public void execute(Runnable task) {
        executor.execute(task);
    }

    /** What waits is not done any more. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}
