package io.patchbay.core.session;

import io.patchbay.wamp.Dict;

/**
 * What a client said it can do ({@code HELLO.Details.roles}), as far as the router asks. A callee
 * that cannot be interrupted takes and gives nothing in parts, as the specification says.
 *
 * @param interruptible whether it takes INTERRUPT as a callee
 * @param answersInParts whether it may yield progressive results as a callee
 * @param takesCallsInParts whether it takes progressive invocations as a callee
 * @param callTimeout whether it can watch over the timeout of a call as a callee
 * @param takesResultsInParts whether it takes progressive results as a caller
 * @param callsInParts whether it may send progressive calls as a caller
 * @param losesSubscriptions whether it understands that a subscription is taken from it
 * @param losesRegistrations whether it understands that a registration is taken from it
 */
public record Features(
        boolean interruptible,
        boolean answersInParts,
        boolean takesCallsInParts,
        boolean callTimeout,
        boolean takesResultsInParts,
        boolean callsInParts,
        boolean losesSubscriptions,
        boolean losesRegistrations) {

    /** A client inside the router. */
    public static final Features LOCAL =
            new Features(true, false, false, false, false, false, false, false);

    /** The same client where no callee is interrupted. */
    Features uninterruptible() {
        return new Features(
                false,
                false,
                false,
                callTimeout,
                takesResultsInParts,
                callsInParts,
                losesSubscriptions,
                losesRegistrations);
    }

    static Features of(Dict roles) {
        Dict callee = roles.dict("callee").dict("features");
        Dict caller = roles.dict("caller").dict("features");
        Dict subscriber = roles.dict("subscriber").dict("features");
        // The section about progressive invocations spells it with two l.
        boolean interruptible =
                callee.bool("call_canceling", false) || callee.bool("call_cancelling", false);
        return new Features(
                interruptible,
                interruptible && callee.bool("progressive_call_results", false),
                interruptible && callee.bool("progressive_call_invocations", false),
                callee.bool("call_timeout", false),
                caller.bool("progressive_call_results", false),
                caller.bool("progressive_call_invocations", false),
                subscriber.bool("subscription_revocation", false),
                callee.bool("registration_revocation", false));
    }
}
