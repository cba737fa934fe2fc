package io.patchbay.core.dealer;

import io.patchbay.core.session.TimerWheel;
import io.patchbay.wamp.WampError;

/** The router's watch over one call. On the caller's loop. */
final class CallTimeout extends TimerWheel.Deadline {
    private final PendingCall call;
    private final long millis;

    /** Starts to watch. */
    CallTimeout(PendingCall call, long millis) {
        this.call = call;
        this.millis = millis;
        call.caller.counters().timeoutsPending.increment();
        wheel().set(this, millis);
    }

    private TimerWheel wheel() {
        return call.caller.state().deadlines();
    }

    /** A part of the result has come: the time for the next begins. */
    void restart() {
        wheel().cancel(this);
        wheel().set(this, millis);
    }

    void stop() {
        wheel().cancel(this);
        call.caller.counters().timeoutsPending.decrement();
    }

    @Override
    protected void reached() {
        call.caller.counters().callsTimedOut.increment();
        Answers.giveUp(call, WampError.TIMEOUT, "no answer came within " + millis + " ms");
    }
}
