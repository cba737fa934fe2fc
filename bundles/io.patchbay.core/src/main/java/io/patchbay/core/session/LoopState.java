package io.patchbay.core.session;

import io.patchbay.api.transport.Loop;
import io.patchbay.wamp.codec.Codecs;

import java.util.concurrent.atomic.AtomicLong;

/** A loop and what its sessions share. Written on that loop; the counts may be read anywhere. */
public final class LoopState {
    private static final long BACKLOG_BYTES = 16L << 20;
    private static final int TASK_BYTES = 128;

    private final Loop loop;
    private final Codecs codecs = new Codecs();
    private final MessageCounts counts = new MessageCounts();
    private final TimerWheel deadlines;
    private final Slices slices;
    private final AtomicLong backlog = new AtomicLong();

    public LoopState(Loop loop) {
        this.loop = loop;
        this.deadlines = new TimerWheel(loop);
        this.slices = new Slices(loop);
    }

    public Loop loop() {
        return loop;
    }

    /** On the loop. */
    public TimerWheel deadlines() {
        return deadlines;
    }

    public Codecs codecs() {
        return codecs;
    }

    /** On the loop. */
    public Slices slices() {
        return slices;
    }

    MessageCounts counts() {
        return counts;
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
        } else {
            enqueue(sender, bytes, task);
        }
    }

    /** Runs a task here after all that was given before, by whomever, also if the session does. */
    public void enqueue(RouterSession sender, int bytes, Runnable task) {
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
        counts.received(type);
    }

    void sent(int type) {
        counts.sent(type);
    }
}
