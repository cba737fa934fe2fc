package io.patchbay.core.meta;

import io.patchbay.core.session.RouterSession;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.WampError;

/**
 * What a session is told that is killed: the keyword arguments {@code reason} and {@code message}.
 */
record Farewell(Uri reason, Dict details) {
    private static final int LONGEST = 1000;

    static Farewell of(MetaCall call) {
        return new Farewell(reason(call), details(call));
    }

    private static Uri reason(MetaCall call) {
        Object value = call.get("reason");
        if (value == null) {
            return WampError.KILLED;
        }
        if (value instanceof String text && Uri.of(text).isValid(call.caller().home().uriRule())) {
            return Uri.of(text);
        }
        throw new InvalidArgument(WampError.INVALID_URI, "reason", value, "a URI");
    }

    private static Dict details(MetaCall call) {
        String message = call.string("message", LONGEST);
        return message == null ? Dict.EMPTY : Dict.of("message", message);
    }

    void tell(RouterSession session) {
        session.shutDown(reason, details);
    }
}
