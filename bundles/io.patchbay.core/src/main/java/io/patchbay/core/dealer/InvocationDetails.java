package io.patchbay.core.dealer;

import io.patchbay.api.realm.Disclosure;
import io.patchbay.api.session.Identity;
import io.patchbay.core.meta.SessionDetails;
import io.patchbay.core.session.RouterSession;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.MatchPolicy;

import java.util.LinkedHashMap;
import java.util.Map;

/** Makes {@code INVOCATION.Details}; for most calls there are none. */
final class InvocationDetails {
    private static final String SESSION_INFO = "_session_info";

    private InvocationDetails() {}

    /**
     * All but {@code progress}. Caller's loop.
     *
     * @param timeout of the call in milliseconds, 0 if it has none
     */
    static Dict of(PendingCall call, long timeout) {
        CallOptions options = call.options;
        Callee callee = call.callee;
        boolean isPattern = callee.registration().match() != MatchPolicy.EXACT;
        boolean isDisclosed = isDisclosed(call);
        boolean isSessionTold =
                callee.disclosesSession()
                        && call.caller.home().callerDisclosure() != Disclosure.NEVER;
        boolean isForwarded = timeout > 0 && callee.forwardsTimeout();
        if (options == CallOptions.NONE
                && !isPattern
                && !isDisclosed
                && !isSessionTold
                && !isForwarded) {
            return Dict.EMPTY;
        }
        var details = new LinkedHashMap<String, Object>(options.custom().asMap());
        if (isPattern) {
            details.put("procedure", call.procedure.toString());
        }
        if (isDisclosed) {
            disclose(call.caller, details);
        }
        if (isSessionTold) {
            details.put(SESSION_INFO, SessionDetails.of(call.caller));
        } else {
            details.remove(SESSION_INFO); // nobody but the router tells that
        }
        if (call.receivesProgress) {
            details.put("receive_progress", true);
        }
        if (isForwarded) {
            details.put("timeout", timeout);
        }
        return Dict.of(details);
    }

    /** The router itself learns who calls wherever it asks. */
    private static boolean isDisclosed(PendingCall call) {
        return switch (call.caller.home().callerDisclosure()) {
            case ALWAYS -> true;
            case NEVER -> call.callee.disclosesCaller() && call.callee.session().isTrusted();
            case ON_REQUEST -> call.options.disclosesMe() || call.callee.disclosesCaller();
        };
    }

    private static void disclose(RouterSession caller, Map<String, Object> details) {
        Identity identity = caller.identity();
        details.put("caller", caller.id());
        details.put("caller_authid", identity.authid());
        details.put("caller_authrole", identity.authrole());
    }
}
