package io.patchbay.core.dealer;

import io.patchbay.wamp.Dict;
import io.patchbay.wamp.MatchPolicy;

/**
 * What {@code REGISTER.Options} ask for. Immutable.
 *
 * @param policy how calls are spread if others register the same
 * @param disclosesCaller whether the callee wants to know who calls
 * @param disclosesSession whether the callee wants to know all about its callers' sessions
 * @param forwardsTimeout whether the callee wants to watch over the timeout of its calls
 */
record RegisterOptions(
        MatchPolicy match,
        InvocationPolicy policy,
        boolean disclosesCaller,
        boolean disclosesSession,
        boolean forwardsTimeout) {

    static RegisterOptions of(Dict options) {
        return new RegisterOptions(
                MatchPolicy.of(options),
                InvocationPolicy.of(options),
                options.bool("disclose_caller", false),
                options.bool("_disclose_session_info", false),
                options.bool("forward_timeout", false));
    }
}
