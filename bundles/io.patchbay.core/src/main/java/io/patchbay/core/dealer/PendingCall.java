package io.patchbay.core.dealer;

import io.patchbay.core.session.RouterSession;
import io.patchbay.wamp.Uri;

/**
 * A call between CALL and its final answer. The caller's loop decides about the answer: whoever
 * removes the call from {@link RouterSession#calls} gives it. The callee's loop owns {@link
 * #invocation}.
 */
public final class PendingCall {
    final RouterSession caller;
    final RouterSession callee;
    final Uri procedure;
    final long request;

    /** INVOCATION.Request, or 0 before it was sent. */
    long invocation;

    PendingCall(RouterSession caller, Registration registration, long request) {
        this.caller = caller;
        this.callee = registration.callee();
        this.procedure = registration.procedure();
        this.request = request;
    }
}
