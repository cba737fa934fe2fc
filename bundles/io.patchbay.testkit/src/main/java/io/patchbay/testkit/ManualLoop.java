package io.patchbay.testkit;

import io.patchbay.api.transport.Loop;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.stream.IntStream;

/**
 * A loop that a test turns by hand: tasks run and time passes when the test says so, and never by
 * themselves. Tasks may be given by any thread; one thread at a time turns the loop. What a task
 * throws is thrown at who turns.
 */
public final class ManualLoop implements Loop {
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final PriorityQueue<Waiting> timers =
            new PriorityQueue<>(
                    Comparator.comparing(Waiting::due).thenComparing(Waiting::sequence));
    private List<ManualLoop> group = List.of(this);
    private Duration now = Duration.ZERO;
    private long sequence;
    private volatile @Nullable Thread turning;

    private record Waiting(Duration due, long sequence, Runnable task) {}

    /** Loops that settle together. */
    public static List<ManualLoop> group(int size) {
        List<ManualLoop> loops =
                IntStream.range(0, size).mapToObj(index -> new ManualLoop()).toList();
        loops.forEach(loop -> loop.group = loops);
        return loops;
    }

    @Override
    public synchronized void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public boolean inLoop() {
        return Thread.currentThread() == turning;
    }

    @Override
    public synchronized long nanoTime() {
        return now.toNanos();
    }

    @Override
    public synchronized Timer schedule(Runnable task, Duration delay) {
        var waiting = new Waiting(now.plus(delay), sequence++, task);
        timers.add(waiting);
        return () -> cancel(waiting);
    }

    private synchronized void cancel(Waiting waiting) {
        timers.remove(waiting);
    }

    /** Runs one task, if there is one, and says whether there was. */
    public boolean step() {
        Runnable task = nextTask();
        if (task == null) {
            return false;
        }
        Thread before = turning;
        turning = Thread.currentThread();
        try {
            task.run();
        } finally {
            turning = before;
        }
        return true;
    }

    private synchronized @Nullable Runnable nextTask() {
        return tasks.poll();
    }

    /** Runs all tasks of all loops of the group, those that come up meanwhile included. */
    public void settle() {
        boolean idle = false;
        while (!idle) {
            idle = true;
            for (ManualLoop loop : group) {
                while (loop.step()) {
                    idle = false;
                }
            }
        }
    }

    /** Lets time pass for all loops of the group and runs what is due, in its order. */
    public void advance(Duration time) {
        settle();
        Duration end = now.plus(time);
        Waiting next;
        while ((next = firstUntil(end)) != null) {
            Runnable task = next.task;
            for (ManualLoop loop : group) {
                loop.now = next.due;
            }
            owner(next).fire(next, task);
            settle();
        }
        for (ManualLoop loop : group) {
            loop.now = end;
        }
    }

    private @Nullable Waiting firstUntil(Duration end) {
        return group.stream()
                .map(ManualLoop::firstTimer)
                .filter(timer -> timer != null && timer.due.compareTo(end) <= 0)
                .min(Comparator.comparing(Waiting::due))
                .orElse(null);
    }

    private synchronized @Nullable Waiting firstTimer() {
        return timers.peek();
    }

    private ManualLoop owner(Waiting timer) {
        return group.stream().filter(loop -> loop.firstTimer() == timer).findFirst().orElseThrow();
    }

    private synchronized void fire(Waiting timer, Runnable task) {
        timers.remove(timer);
        tasks.add(task);
    }

    /** How many tasks wait for their time. */
    public synchronized int timers() {
        return timers.size();
    }
}
