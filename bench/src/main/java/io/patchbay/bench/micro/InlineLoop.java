package io.patchbay.bench.micro;

import io.patchbay.api.transport.Loop;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/** The calling thread as a loop: runs what it is given when asked to; timers never fire. */
final class InlineLoop implements Loop {
    private final Queue<Runnable> tasks = new ArrayDeque<>();

    /** Runs all tasks that wait, and those that they add. */
    void drain() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public boolean inLoop() {
        return true;
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Timer schedule(Runnable task, Duration delay) {
        return () -> {};
    }
}
