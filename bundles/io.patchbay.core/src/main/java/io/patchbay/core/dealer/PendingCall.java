package io.patchbay.core.dealer;

import io.patchbay.core.session.RouterSession;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Message;
import io.patchbay.wamp.Uri;

import org.jspecify.annotations.Nullable;

/**
 * A call between CALL and its final answer. The caller's loop decides about the answer: whoever
 * closes the call in {@link RouterSession#calls} gives it. All that may change belongs to that
 * loop, but for {@link #invocation}, which belongs to the callee's.
 */
public final class PendingCall {
    final RouterSession caller;
    final Uri procedure;
    final long request;
    final CallOptions options;

    /** Who answers it; another one only while the call has not reached its callee. */
    Callee callee;

    /** Its place among the calls of its caller, or that of what has followed it. */
    long order;

    /** {@code INVOCATION.Details}, but for {@code progress}. Constant once the callee has it. */
    Dict details = Dict.EMPTY;

    /** Whether the callee may answer in parts. Constant like {@link #details}. */
    boolean receivesProgress;

    /** Whether the caller sends more of it. */
    boolean expectsMore;

    /** Whether something has followed it to its callee, so that no other may take it. */
    boolean isFollowed;

    @Nullable CallTimeout timeout;

    /** INVOCATION.Request, or 0 before it was sent. */
    long invocation;

    PendingCall(RouterSession caller, Message.Call message, CallOptions options, Callee callee) {
        this.caller = caller;
        this.procedure = message.procedure();
        this.request = message.request();
        this.options = options;
        this.callee = callee;
        this.expectsMore = options.progress();
    }

    /** Whether that callee can take what the call asks for. */
    boolean suits(Callee candidate) {
        return !options.progress() || candidate.session().features().takesCallsInParts();
    }
}
