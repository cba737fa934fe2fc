package io.patchbay.core.session;

import io.patchbay.api.transport.Loop;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * The deadlines of one loop, most of which are taken back before they come: to set one and to take
 * it back costs a few writes, and the loop is woken only while there are any. None comes early, nor
 * later than a tick unless the loop is busy. On the loop only.
 */
public final class TimerWheel {
    private static final int SLOTS = 512;
    private static final long TICK_MILLIS = 10;

    private final Loop loop;
    private final long start;
    private final Deadline[] slots = new Deadline[SLOTS];
    private final Deadline due = new Anchor();
    private int size;

    /** The last tick whose deadlines have been handled. */
    private long handled;

    private long wakeTick;
    private Loop.@Nullable Timer wake;

    /** Something that happens unless it is taken back in time. */
    public abstract static class Deadline {
        private Deadline previous = this;
        private Deadline next = this;
        private long tick;

        /** The time has come; called once, after which the deadline may be set again. */
        protected abstract void reached();

        private boolean isSet() {
            return next != this;
        }

        private void insertBefore(Deadline other) {
            previous = other.previous;
            next = other;
            previous.next = this;
            other.previous = this;
        }

        private void remove() {
            previous.next = next;
            next.previous = previous;
            previous = this;
            next = this;
        }
    }

    /** Where the circle of a slot begins and ends. */
    private static final class Anchor extends Deadline {
        @Override
        protected void reached() {
            throw new IllegalStateException();
        }
    }

    TimerWheel(Loop loop) {
        this.loop = loop;
        this.start = loop.nanoTime();
        for (int i = 0; i < SLOTS; i++) {
            slots[i] = new Anchor();
        }
    }

    /** How many deadlines are set. */
    public int size() {
        return size;
    }

    /** Whether the loop will be woken, be it in vain. */
    public boolean isAwake() {
        return wake != null;
    }

    /** Sets a deadline that is not set. */
    public void set(Deadline deadline, long millis) {
        long now = elapsedMillis();
        if (size == 0) {
            handled = now / TICK_MILLIS;
        }
        deadline.tick = Math.max(handled + 1, ticks(now + millis));
        deadline.insertBefore(slot(deadline.tick));
        size++;
        wakeAt(deadline.tick, now);
    }

    /** Takes a deadline back, if it is set. */
    public void cancel(Deadline deadline) {
        if (deadline.isSet()) {
            deadline.remove();
            size--;
        }
    }

    private long elapsedMillis() {
        return (loop.nanoTime() - start) / 1_000_000;
    }

    /** The first tick that is not before that time. */
    private static long ticks(long millis) {
        return (millis + TICK_MILLIS - 1) / TICK_MILLIS;
    }

    private Deadline slot(long tick) {
        return slots[(int) (tick % SLOTS)];
    }

    /** Has the loop woken at that tick, or after one turn of the wheel. */
    private void wakeAt(long tick, long now) {
        if (wake != null) {
            if (wakeTick <= tick) {
                return;
            }
            wake.cancel();
        }
        wakeTick = Math.min(tick, handled + SLOTS);
        wake = loop.schedule(this::turn, Duration.ofMillis(wakeTick * TICK_MILLIS - now));
    }

    private void turn() {
        wake = null;
        long now = elapsedMillis();
        long last = now / TICK_MILLIS;
        for (long tick = Math.max(handled + 1, last - SLOTS + 1); tick <= last; tick++) {
            collect(slot(tick), last);
        }
        handled = Math.max(handled, last);
        while (due.isSet()) {
            Deadline first = due.next;
            cancel(first);
            first.reached();
        }
        if (size > 0) {
            wakeAt(nextTick(), elapsedMillis());
        }
    }

    /** Moves what is due from a slot to {@link #due}, where it can still be taken back. */
    private void collect(Deadline slot, long last) {
        Deadline deadline = slot.next;
        while (deadline != slot) {
            Deadline following = deadline.next;
            if (deadline.tick <= last) {
                deadline.remove();
                deadline.insertBefore(due);
            }
            deadline = following;
        }
    }

    /** The next tick whose slot is not empty. */
    private long nextTick() {
        long tick = handled + 1;
        while (!slot(tick).isSet()) {
            tick++;
        }
        return tick;
    }
}
