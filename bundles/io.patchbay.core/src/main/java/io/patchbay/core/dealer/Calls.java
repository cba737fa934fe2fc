package io.patchbay.core.dealer;

import io.patchbay.core.registry.LongMap;
import io.patchbay.core.session.RouterSession;

import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;

/** The calls of one session that have no final answer yet. On the session's loop. */
public final class Calls {
    private final LongMap<PendingCall> pending = new LongMap<>();
    private long made;
    private long latestAnswered;

    public int size() {
        return pending.size();
    }

    /** The call of that CALL.Request. */
    public @Nullable PendingCall get(long request) {
        return pending.get(request);
    }

    void open(PendingCall call) {
        call.order = ++made;
        pending.put(call.request, call);
    }

    /** More of a call goes to its callee, which must not be overtaken either. */
    void follow(PendingCall call) {
        call.order = ++made;
        call.isFollowed = true;
    }

    boolean isOpen(PendingCall call) {
        return pending.get(call.request) == call;
    }

    /** Whether this is who gives the call its final answer. */
    boolean close(PendingCall call) {
        if (!isOpen(call)) {
            return false;
        }
        pending.remove(call.request);
        latestAnswered = Math.max(latestAnswered, call.order);
        return true;
    }

    /**
     * Whether a call may still go to a session without coming after a later one. Specification:
     * Basic Profile, "Ordering Guarantees".
     */
    boolean mayGoTo(RouterSession callee, PendingCall call) {
        return latestAnswered < call.order
                && pending.noneMatch(
                        later -> later.order > call.order && later.callee.session() == callee);
    }

    void drain(Consumer<PendingCall> consumer) {
        pending.drain(consumer);
    }
}
