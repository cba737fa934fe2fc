package io.patchbay.core.meta;

import io.patchbay.core.broker.Subscription;
import io.patchbay.core.realm.Realm;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.WampError;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code wamp.subscription.*}. Specification: Advanced Profile, "Subscriptions Meta API". */
final class SubscriptionProcedures {
    private final Realm realm;
    private final Entries<Subscription> entries;

    SubscriptionProcedures(Realm realm) {
        this.realm = realm;
        this.entries =
                new Entries<>(
                        realm.broker().registry(),
                        Subscription::id,
                        Subscription::match,
                        "subscription",
                        WampError.NO_SUCH_SUBSCRIPTION);
    }

    Map<String, MetaProcedure> byName() {
        return Map.of(
                "list", entries::list,
                "lookup", entries::lookup,
                "match", this::match,
                "get", this::get,
                "list_subscribers", this::listSubscribers,
                "count_subscribers", this::countSubscribers,
                "remove_subscriber",
                        new Revocation(
                                        realm.broker()::revoke,
                                        "subscription",
                                        WampError.NO_SUCH_SUBSCRIPTION)
                                ::answer);
    }

    /** The ids of all whose subscribers would get an event of the topic, or null. */
    private void match(MetaCall call) {
        var ids = new ArrayList<Long>();
        realm.broker()
                .registry()
                .forEachMatch(
                        Uri.of(call.string(0, "topic")),
                        subscription -> ids.add(subscription.id()));
        call.answerWith(ids.isEmpty() ? null : ids);
    }

    private void get(MetaCall call) {
        Subscription subscription = entries.find(call);
        if (subscription != null) {
            call.answer(details(subscription));
        }
    }

    static Map<String, Object> details(Subscription subscription) {
        var details = new LinkedHashMap<String, Object>();
        details.put("id", subscription.id());
        details.put("created", subscription.created().toString());
        details.put("uri", subscription.topic().toString());
        details.put("match", subscription.match().wireName());
        return details;
    }

    private void listSubscribers(MetaCall call) {
        Subscription subscription = entries.find(call);
        if (subscription == null) {
            return;
        }
        var selection = new Selection(Page.of(call));
        Runnable resume = call.caller().suspend();
        subscription.visit(
                call.caller().state(),
                selection::offer,
                () -> {
                    resume.run();
                    call.answer(selection.ids());
                });
    }

    private void countSubscribers(MetaCall call) {
        Subscription subscription = entries.find(call);
        if (subscription != null) {
            call.answer(subscription.subscriberCount());
        }
    }
}
