package io.patchbay.core.meta;

import static io.patchbay.core.meta.ManagedRealms.answer;

import io.patchbay.api.management.ManagementCall;
import io.patchbay.api.management.ManagementError;
import io.patchbay.api.session.WampFailure;
import io.patchbay.core.broker.Subscription;
import io.patchbay.core.dealer.Registration;
import io.patchbay.core.realm.Realm;
import io.patchbay.wamp.Payload;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/**
 * What a call is told about single registrations, callees and subscriptions of a realm, and about
 * all of them in numbers. Any thread.
 */
record ManagedEntries(Realm realm, ManagementCall call) {

    CompletionStage<Payload> registration() {
        return answer(
                Payload.of(ManagedRealms.details(call, registration(call.id("registration")))));
    }

    /**
     * The registration of that id.
     *
     * @throws WampFailure if clients have none
     */
    Registration registration(long id) {
        return Optional.ofNullable(realm.dealer().registry().get(id))
                .filter(found -> !ManagedRealms.sessions(found).isEmpty())
                .orElseThrow(() -> notFound("registration", id));
    }

    private static WampFailure notFound(String noun, long id) {
        return ManagementError.because(
                ManagementError.NOT_FOUND, "there is no " + noun + " " + id, noun);
    }

    /** A session with what it has registered. */
    CompletionStage<Payload> callee() {
        long id = call.id("session");
        int limit = call.limit();
        var registrations = new ArrayList<Map<String, Object>>();
        Iterator<Registration> all = realm.dealer().registry().from(1);
        while (registrations.size() < limit && all.hasNext()) {
            Registration registration = all.next();
            if (ManagedRealms.sessions(registration).contains(id)) {
                registrations.add(ManagedRealms.details(call, registration));
            }
        }
        if (registrations.isEmpty()) {
            throw notFound("session", id);
        }
        return answer(Payload.of(Map.of("session_id", id, "registrations", registrations)));
    }

    CompletionStage<Payload> subscription() {
        long id = call.id("subscription");
        Subscription found = realm.broker().registry().get(id);
        if (found == null) {
            throw notFound("subscription", id);
        }
        return answer(Payload.of(ManagedRealms.details(call, found)));
    }

    /** How many there are, by match policy and by invocation policy, and of how many callees. */
    CompletionStage<Payload> registrations() {
        var byMatch = new TreeMap<String, Long>();
        var byPolicy = new TreeMap<String, Long>();
        long registrations = 0;
        long callees = 0;
        Iterator<Registration> all = realm.dealer().registry().from(1);
        while (all.hasNext()) {
            Registration registration = all.next();
            Set<Long> sessions = ManagedRealms.sessions(registration);
            if (!sessions.isEmpty()) {
                registrations++;
                callees += sessions.size();
                byMatch.merge(registration.match().wireName(), 1L, Long::sum);
                byPolicy.merge(registration.policy().wireName(), 1L, Long::sum);
            }
        }
        var summary = new LinkedHashMap<String, Object>();
        summary.put("registrations", registrations);
        summary.put("callees", callees);
        summary.put("match_policy", byMatch);
        summary.put("invoke", byPolicy);
        return answer(Payload.of(summary));
    }

    /** How many there are, by match policy, and of how many subscribers. */
    CompletionStage<Payload> subscriptions() {
        var byMatch = new TreeMap<String, Long>();
        long subscriptions = 0;
        long subscribers = 0;
        Iterator<Subscription> all = realm.broker().registry().from(1);
        while (all.hasNext()) {
            Subscription subscription = all.next();
            subscriptions++;
            subscribers += subscription.subscriberCount();
            byMatch.merge(subscription.match().wireName(), 1L, Long::sum);
        }
        var summary = new LinkedHashMap<String, Object>();
        summary.put("subscriptions", subscriptions);
        summary.put("subscribers", subscribers);
        summary.put("match_policy", byMatch);
        return answer(Payload.of(summary));
    }
}
