package io.patchbay.core.meta;

import io.patchbay.core.dealer.Registration;
import io.patchbay.core.realm.Realm;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.WampError;

import java.util.LinkedHashMap;
import java.util.Map;

/** {@code wamp.registration.*}. Specification: Advanced Profile, "Registration Meta API". */
final class RegistrationProcedures {
    private final Realm realm;
    private final Entries<Registration> entries;

    RegistrationProcedures(Realm realm) {
        this.realm = realm;
        this.entries =
                new Entries<>(
                        realm.dealer().registry(),
                        Registration::id,
                        Registration::match,
                        "registration",
                        WampError.NO_SUCH_REGISTRATION);
    }

    Map<String, MetaProcedure> byName() {
        return Map.of(
                "list", entries::list,
                "lookup", entries::lookup,
                "match", this::match,
                "get", this::get,
                "list_callees", this::listCallees,
                "count_callees", this::countCallees,
                "remove_callee",
                        new Revocation(
                                        realm.dealer()::revoke,
                                        "registration",
                                        WampError.NO_SUCH_REGISTRATION)
                                ::answer);
    }

    /** The id of the one that a call would go to, or null. */
    private void match(MetaCall call) {
        Registration best = realm.dealer().find(Uri.of(call.string(0, "procedure")));
        call.answerWith(best == null ? null : best.id());
    }

    private void get(MetaCall call) {
        Registration registration = entries.find(call);
        if (registration != null) {
            call.answer(details(registration));
        }
    }

    static Map<String, Object> details(Registration registration) {
        var details = new LinkedHashMap<String, Object>();
        details.put("id", registration.id());
        details.put("created", registration.created().toString());
        details.put("uri", registration.procedure().toString());
        details.put("match", registration.match().wireName());
        details.put("invoke", registration.policy().wireName());
        return details;
    }

    private void listCallees(MetaCall call) {
        Registration registration = entries.find(call);
        if (registration != null) {
            var selection = new Selection(Page.of(call));
            registration.callees().forEach(callee -> selection.offer(callee.session().id()));
            call.answer(selection.ids());
        }
    }

    private void countCallees(MetaCall call) {
        Registration registration = entries.find(call);
        if (registration != null) {
            call.answer(registration.callees().size());
        }
    }
}
