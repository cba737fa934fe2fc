package io.patchbay.core.meta;

import static io.patchbay.api.management.ManagementProcedure.inRealm;
import static io.patchbay.api.management.ManagementProcedure.ofSession;

import io.patchbay.api.management.ManagementCall;
import io.patchbay.api.management.ManagementError;
import io.patchbay.api.management.ManagementProcedure;
import io.patchbay.api.management.ManagementProcedures;
import io.patchbay.api.session.Identity;
import io.patchbay.core.broker.Subscription;
import io.patchbay.core.dealer.Registration;
import io.patchbay.core.realm.Realm;
import io.patchbay.core.realm.Realms;
import io.patchbay.core.session.RouterSession;
import io.patchbay.wamp.Ids;
import io.patchbay.wamp.MatchPolicy;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.Uri;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What operators may ask about the realms as they are served: {@code bondy.session.*}, {@code
 * bondy.registration.*} and {@code bondy.subscription.*}. What is the router's own is not told. Any
 * thread.
 */
public final class ManagedRealms implements ManagementProcedures {
    private static final String PROCEDURE = "procedure";

    private final Realms realms;

    public ManagedRealms(Realms realms) {
        this.realms = realms;
    }

    @Override
    public Collection<ManagementProcedure> procedures() {
        return List.of(
                ofSession("session.self", this::self),
                inRealm("registration.list", this::registrations),
                inRealm("registration.get", call -> of(call).registration(), "registration"),
                inRealm("registration.summary", call -> of(call).registrations()),
                inRealm("registration.callee.list", this::callees).optionally(PROCEDURE),
                inRealm("registration.callee.get", call -> of(call).callee(), "session"),
                inRealm("subscription.list", this::subscriptions),
                inRealm("subscription.get", call -> of(call).subscription(), "subscription"),
                inRealm("subscription.summary", call -> of(call).subscriptions()));
    }

    private ManagedEntries of(ManagementCall call) {
        return new ManagedEntries(realm(call), call);
    }

    private Realm realm(ManagementCall call) {
        return realms.find(call.realm())
                .orElseThrow(
                        () ->
                                ManagementError.because(
                                        ManagementError.NOT_FOUND,
                                        "there is no realm '" + call.realm() + "'"));
    }

    private CompletionStage<Payload> self(ManagementCall call) {
        RouterSession session = realm(call).session(call.caller().id());
        if (session == null) {
            throw ManagementError.because(
                    ManagementError.NOT_IN_SESSION, "the session that calls has ended");
        }
        Identity identity = session.identity();
        Map<String, Object> details = SessionDetails.of(session);
        details.put("realm", session.realm().toString());
        details.put(
                "x_authroles",
                Objects.requireNonNullElse(
                        identity.authextra().get("x_authroles"), List.of(identity.authrole())));
        details.put(
                "x_meta", Objects.requireNonNullElse(identity.authextra().get("meta"), Map.of()));
        return answer(Payload.of(details));
    }

    static CompletionStage<Payload> answer(Payload payload) {
        return CompletableFuture.completedStage(payload);
    }

    private CompletionStage<Payload> registrations(ManagementCall call) {
        return list(
                call,
                realm(call).dealer().registry()::from,
                registration -> !sessions(registration).isEmpty(),
                registration -> details(call, registration));
    }

    static Map<String, Object> details(ManagementCall call, Registration registration) {
        Map<String, Object> details =
                details(
                        call,
                        "registration",
                        registration.id(),
                        registration.procedure(),
                        registration.match(),
                        registration.created());
        details.put("invoke", registration.policy().wireName());
        details.put("callees", sessions(registration).size());
        return details;
    }

    /** Of its callees, the clients. */
    static Set<Long> sessions(Registration registration) {
        var sessions = new LinkedHashSet<Long>();
        registration.callees().stream()
                .filter(callee -> !callee.session().isTrusted())
                .forEach(callee -> sessions.add(callee.session().id()));
        return sessions;
    }

    private CompletionStage<Payload> subscriptions(ManagementCall call) {
        return list(
                call,
                realm(call).broker().registry()::from,
                subscription -> true,
                subscription -> details(call, subscription));
    }

    static Map<String, Object> details(ManagementCall call, Subscription subscription) {
        Map<String, Object> details =
                details(
                        call,
                        "subscription",
                        subscription.id(),
                        subscription.topic(),
                        subscription.match(),
                        subscription.created());
        details.put("subscribers", subscription.subscriberCount());
        return details;
    }

    private static Map<String, Object> details(
            ManagementCall call,
            String type,
            long id,
            Uri uri,
            MatchPolicy match,
            Instant created) {
        var details = new LinkedHashMap<String, Object>();
        details.put("type", type);
        details.put("realm_uri", call.realm().toString());
        details.put("entry_id", id);
        details.put("uri", uri.toString());
        details.put("match_policy", match.wireName());
        details.put("created", created.toString());
        return details;
    }

    /** By ascending ids; those that come and go meanwhile may or may not be told. */
    private static <E> CompletionStage<Payload> list(
            ManagementCall call,
            Function<Long, Iterator<E>> from,
            Predicate<E> wanted,
            Function<E, Map<String, Object>> details) {
        int limit = call.limit();
        Iterator<E> entries = from.apply(call.number("after", Ids.MAX, 0) + 1);
        var list = new ArrayList<Map<String, Object>>();
        while (list.size() < limit && entries.hasNext()) {
            E entry = entries.next();
            if (wanted.test(entry)) {
                list.add(details.apply(entry));
            }
        }
        return answer(call.listed(list));
    }

    /** The sessions that answer calls of a procedure, or for a registration, or any calls. */
    private CompletionStage<Payload> callees(ManagementCall call) {
        var registry = realm(call).dealer().registry();
        var sessions = new LinkedHashSet<Long>();
        if (call.arguments().get(PROCEDURE) instanceof Long) {
            sessions.addAll(sessions(of(call).registration(call.id(PROCEDURE))));
        } else if (call.has(PROCEDURE)) {
            registry.forEachMatch(
                    Uri.of(call.string(PROCEDURE)),
                    registration -> sessions.addAll(sessions(registration)));
        } else {
            int limit = call.limit();
            Iterator<Registration> entries = registry.from(1);
            while (sessions.size() < limit && entries.hasNext()) {
                sessions.addAll(sessions(entries.next()));
            }
        }
        return answer(call.listed(sessions.stream().map(ManagedRealms::callee).toList()));
    }

    private static Map<String, Object> callee(long session) {
        return Map.of("session_id", session);
    }
}
