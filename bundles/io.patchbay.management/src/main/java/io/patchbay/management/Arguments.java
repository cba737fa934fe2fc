package io.patchbay.management;

import io.patchbay.api.management.ManagementCall;
import io.patchbay.api.management.ManagementError;
import io.patchbay.api.management.ManagementProcedure;
import io.patchbay.api.management.ManagementProcedure.Scope;
import io.patchbay.api.realm.RealmDirectory;
import io.patchbay.api.session.Session;
import io.patchbay.api.session.WampFailure;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.WampError;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes of what somebody sent a call that the procedure may be asked to answer. */
final class Arguments {
    private static final String ANONYMOUS = "anonymous";

    private Arguments() {}

    /**
     * The realm is the first argument if there are more arguments than those that must follow it.
     *
     * @throws WampFailure if that caller may not, or the arguments are too few or too many
     */
    static ManagementCall read(ManagementProcedure procedure, Session caller, Payload payload) {
        checkScope(procedure.scope(), caller);
        List<Object> args = payload.args();
        boolean isRealmNamed =
                procedure.scope() == Scope.REALM && args.size() > procedure.required().size();
        return new ManagementCall(
                caller,
                isRealmNamed ? realm(args.get(0), caller) : caller.realm(),
                named(procedure, isRealmNamed ? args.subList(1, args.size()) : args),
                payload.kwargs());
    }

    private static void checkScope(Scope scope, Session caller) {
        if (scope != Scope.SESSION && isAnonymous(caller)) {
            throw refusal("anonymous clients manage nothing");
        }
        if (scope == Scope.MASTER && !isOnMaster(caller)) {
            throw refusal("this is for sessions of the realm '" + RealmDirectory.MASTER + "' only");
        }
    }

    private static boolean isAnonymous(Session caller) {
        return caller.identity().authrole().equals(ANONYMOUS)
                || caller.identity().authmethod().equals(ANONYMOUS);
    }

    private static boolean isOnMaster(Session caller) {
        return caller.realm().equals(RealmDirectory.MASTER);
    }

    private static WampFailure refusal(String why) {
        return ManagementError.because(WampError.NOT_AUTHORIZED, why);
    }

    /** Realms are the same in lower and upper case. */
    private static Uri realm(@Nullable Object named, Session caller) {
        if (!(named instanceof String text)) {
            throw ManagementError.because(
                    ManagementError.INVALID_DATATYPE,
                    "argument 'realm_uri' is not a string",
                    "realm_uri");
        }
        Uri realm = Uri.of(text.toLowerCase(Locale.ROOT));
        if (!realm.equals(caller.realm()) && !isOnMaster(caller)) {
            throw refusal("other realms are for sessions of '" + RealmDirectory.MASTER + "' only");
        }
        return realm;
    }

    private static Map<String, Object> named(ManagementProcedure procedure, List<Object> args) {
        List<String> required = procedure.required();
        List<String> optional = procedure.optional();
        if (args.size() < required.size()) {
            String missing = required.get(args.size());
            throw ManagementError.because(
                    ManagementError.MISSING_REQUIRED_VALUE,
                    "argument '" + missing + "' is missing",
                    missing);
        }
        if (args.size() > required.size() + optional.size()) {
            throw ManagementError.because(
                    WampError.INVALID_ARGUMENT,
                    "there are arguments behind " + required + " and " + optional);
        }
        var named = new HashMap<String, Object>();
        for (int i = 0; i < args.size(); i++) {
            boolean isRequired = i < required.size();
            named.put(
                    isRequired ? required.get(i) : optional.get(i - required.size()), args.get(i));
        }
        return named;
    }
}
