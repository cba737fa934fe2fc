package io.patchbay.core.session;

import io.patchbay.api.transport.Loop;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What happens around a session that does not read as fast as it is sent to. Who sends to it is
 * slowed down for a moment; if it does not catch up in that time, it is left behind: from then on
 * events to it are dropped, and after the limit it is closed. Session's loop only.
 */
final class Pressure {
    private static final Duration PATIENCE = Duration.ofMillis(250);

    private final RouterSession session;
    private final List<RouterSession> slowed = new ArrayList<>(2);
    private Loop.@Nullable Timer patience;
    private Loop.@Nullable Timer limit;
    private boolean leftBehind;
    private boolean heldBack;
    private final List<Runnable> waiting = new ArrayList<>(0);

    Pressure(RouterSession session) {
        this.session = session;
    }

    /** The session has more to read than it should; this one sent the latest of it. */
    void slowDown(RouterSession sender) {
        if (leftBehind || slowed.contains(sender)) {
            return;
        }
        slowed.add(sender);
        sender.pause();
        if (patience == null) {
            patience = session.state().loop().schedule(this::leaveBehind, PATIENCE);
        }
    }

    /** The session does not read its own answers: nothing more is read from it until it does. */
    void holdBack() {
        if (!heldBack) {
            heldBack = true;
            session.pause();
        }
    }

    /** The session is over its budget: things are being dropped. */
    void overflow() {
        if (limit == null) {
            limit = session.state().loop().schedule(this::judge, session.limits().slow());
        }
    }

    /** Runs a task once the session has read all, or has ended. */
    void whenRelieved(Runnable task) {
        waiting.add(task);
    }

    private void judge() {
        limit = null;
        if (session.isOverBudget()) {
            session.tooSlow();
        }
    }

    /** All is read, or the session has ended. */
    void relieve() {
        release();
        if (heldBack) {
            heldBack = false;
            session.resume();
        }
        cancel(patience);
        cancel(limit);
        patience = null;
        limit = null;
        leftBehind = false;
        List<Runnable> ready = List.copyOf(waiting);
        waiting.clear();
        ready.forEach(Runnable::run);
    }

    private void leaveBehind() {
        leftBehind = true;
        release();
    }

    private void release() {
        slowed.forEach(sender -> sender.state().loop().execute(sender::resume));
        slowed.clear();
    }

    private static void cancel(Loop.@Nullable Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }
}
