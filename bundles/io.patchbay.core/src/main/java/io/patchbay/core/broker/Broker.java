package io.patchbay.core.broker;

import io.patchbay.api.access.Action;
import io.patchbay.api.realm.Disclosure;
import io.patchbay.api.realm.Feature;
import io.patchbay.core.meta.MetaEvents;
import io.patchbay.core.registry.Registry;
import io.patchbay.core.session.Request;
import io.patchbay.core.session.RouterSession;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Ids;
import io.patchbay.wamp.MatchPolicy;
import io.patchbay.wamp.Message.Publish;
import io.patchbay.wamp.Message.Published;
import io.patchbay.wamp.Message.Subscribe;
import io.patchbay.wamp.Message.Subscribed;
import io.patchbay.wamp.Message.Unsubscribe;
import io.patchbay.wamp.Message.Unsubscribed;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.WampError;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * The broker of one realm. Does no I/O and holds no thread: each method runs on the loop of the
 * session that it is given. Specification: Basic Profile, "Publish and Subscribe"; Advanced
 * Profile, "Advanced PubSub".
 */
public final class Broker {
    private final Registry<Subscription> subscriptions;
    private final RetainedEvents retained = new RetainedEvents();

    public Broker(Uri realm) {
        this.subscriptions = new Registry<>(realm);
    }

    public Registry<Subscription> registry() {
        return subscriptions;
    }

    public int subscriptionCount() {
        return subscriptions.size();
    }

    public int retainedCount() {
        return retained.count();
    }

    public long retainedBytes() {
        return retained.bytes();
    }

    public void subscribe(RouterSession session, Subscribe message) {
        MatchPolicy match = MatchPolicy.of(message.options());
        boolean getsRetained = message.options().bool("get_retained", false);
        Uri topic = message.topic();
        var request = Request.of(session, message);
        if (!request.isValid(topic, match)
                || !request.isAllowed(Action.SUBSCRIBE, topic, match)
                || !hasRoom(session, request, topic, match)) {
            return;
        }
        Subscriber held = held(session, topic, match);
        Subscriber subscriber = held == null ? join(session, topic, match) : held;
        session.send(new Subscribed(message.request(), subscriber.subscription.id()));
        if (getsRetained) {
            replay(subscriber);
        }
    }

    private void replay(Subscriber subscriber) {
        RouterSession session = subscriber.session;
        if (!session.home().offers(Feature.EVENT_RETENTION)) {
            return;
        }
        if (subscriber.subscription.match() == MatchPolicy.EXACT) {
            Replay.bring(retained, subscriber.subscription.topic(), subscriber);
        } else {
            new Replay(retained, subscriber).start();
        }
    }

    private boolean hasRoom(RouterSession session, Request request, Uri topic, MatchPolicy match) {
        int count = session.subscriptions().size();
        if (count >= session.limits().subscriptions() && held(session, topic, match) == null) {
            return request.refuse(
                    WampError.UNAVAILABLE, "this session holds " + count + " subscriptions");
        }
        return subscriptions.accepts(match, topic)
                || request.refuse(
                        WampError.UNAVAILABLE,
                        "'" + topic + "' is one form of wildcard pattern too many");
    }

    private @Nullable Subscriber held(RouterSession session, Uri topic, MatchPolicy match) {
        Subscription subscription = subscriptions.find(match, topic);
        return subscription == null ? null : session.subscriptions().get(subscription.id());
    }

    private Subscriber join(RouterSession session, Uri topic, MatchPolicy match) {
        Subscription subscription =
                subscriptions.change(
                        match,
                        topic,
                        (entry, ids) -> {
                            var kept =
                                    entry == null
                                            ? ids.make(id -> new Subscription(id, match, topic))
                                            : entry;
                            kept.addHolders(1);
                            MetaEvents.subscribed(session, kept, entry == null);
                            return kept;
                        });
        var subscriber = new Subscriber(session, Objects.requireNonNull(subscription));
        subscription.join(subscriber);
        session.subscriptions().put(subscription.id(), subscriber);
        return subscriber;
    }

    public void unsubscribe(RouterSession session, Unsubscribe message) {
        Subscriber subscriber = session.subscriptions().get(message.subscription());
        var request = Request.of(session, message);
        if (subscriber == null) {
            request.refuse(
                    WampError.NO_SUCH_SUBSCRIPTION,
                    "no subscription " + message.subscription() + " is held by this session");
        } else if (request.isAllowed(
                Action.UNSUBSCRIBE,
                subscriber.subscription.topic(),
                subscriber.subscription.match())) {
            session.subscriptions().remove(message.subscription());
            leave(subscriber);
            session.send(new Unsubscribed(message.request(), Dict.EMPTY));
        }
    }

    /**
     * Takes a subscription from a session, which is told if it understands that. On the session's
     * loop. Specification: Advanced Profile, "Subscription Revocation".
     *
     * @param reason what it is told, or null
     * @return whether the session held it
     */
    public boolean revoke(RouterSession session, long subscription, @Nullable String reason) {
        Subscriber subscriber = session.subscriptions().remove(subscription);
        if (subscriber == null) {
            return false;
        }
        leave(subscriber);
        if (session.features().losesSubscriptions()
                && session.home().offers(Feature.SUBSCRIPTION_REVOCATION)) {
            Dict details = Dict.of("subscription", subscription);
            session.send(
                    new Unsubscribed(0, reason == null ? details : details.with("reason", reason)));
        }
        return true;
    }

    /** Ends a session's part in a subscription that it has already forgotten. */
    public void leave(Subscriber subscriber) {
        Subscription subscription = subscriber.subscription;
        subscription.leave(subscriber);
        subscriptions.change(
                subscription.match(),
                subscription.topic(),
                (entry, ids) -> {
                    boolean isLast = subscription.addHolders(-1) == 0;
                    MetaEvents.unsubscribed(subscriber.session, subscription, isLast);
                    if (!isLast) {
                        return subscription;
                    }
                    ids.release(subscription.id());
                    return null;
                });
    }

    public void publish(RouterSession session, Publish message) {
        PublishOptions options = PublishOptions.of(message.options());
        var request =
                options.acknowledge()
                        ? Request.of(session, message)
                        : Request.silent(session, message);
        if (!request.isValid(message.topic())
                || !request.isUnreserved(message.topic())
                || !request.isAllowed(Action.PUBLISH, message.topic())
                || (options.disclosesMe() && !mayDisclose(session, message.topic(), request))) {
            return;
        }
        var publication =
                new Publication(
                        Ids.random(),
                        session,
                        options.excludesMe()
                                ? options.audience().without(session.id())
                                : options.audience(),
                        message.topic(),
                        details(session, options),
                        message.payload());
        if (options.retain()) {
            retain(session, message, options, publication);
        }
        subscriptions.forEachMatch(message.topic(), publication);
        if (options.acknowledge()) {
            session.send(new Published(message.request(), publication.id));
        }
    }

    private static boolean mayDisclose(RouterSession session, Uri topic, Request request) {
        return session.home().publisherDisclosure() == Disclosure.NEVER
                ? request.refuse(
                        WampError.DISCLOSE_ME_DISALLOWED,
                        "option 'disclose_me' is true, this realm never discloses publishers")
                : request.isAllowed(
                        Action.DISCLOSE_PUBLISHER,
                        topic,
                        MatchPolicy.EXACT,
                        WampError.DISCLOSE_ME_DISALLOWED);
    }

    /** What all subscribers are told. */
    private static Dict details(RouterSession session, PublishOptions options) {
        boolean isDisclosed =
                options.disclosesMe() || session.home().publisherDisclosure() == Disclosure.ALWAYS;
        if (!isDisclosed) {
            return options.custom();
        }
        var details = new LinkedHashMap<String, Object>(options.custom().asMap());
        details.put("publisher", session.id());
        details.put("publisher_authid", session.identity().authid());
        details.put("publisher_authrole", session.identity().authrole());
        return Dict.of(details);
    }

    /** Before it is dispatched, so that who subscribes at the same time gets it in either way. */
    private void retain(
            RouterSession session,
            Publish message,
            PublishOptions options,
            Publication publication) {
        if (!session.home().offers(Feature.EVENT_RETENTION)) {
            return;
        }
        retained.dropExpired(session.state().loop().nanoTime());
        var event = publication.retained(options.lifetime(), RetainedSize.of(message));
        if (!retained.retain(event, session.home().retention())) {
            session.counters().retentionsRefused.increment();
        }
    }

    /**
     * Publishes an event of the router itself about what a session did. On that session's loop.
     * Everybody gets such events in the order in which they were published, whichever sessions they
     * are about.
     *
     * @param payload made only if somebody is subscribed
     */
    public void publishMeta(RouterSession session, Uri topic, Supplier<Payload> payload) {
        if (subscriptions.best(topic) == null) {
            return;
        }
        var publication =
                new Publication(
                        Ids.random(),
                        session,
                        Audience.EVERYBODY,
                        topic,
                        Dict.EMPTY,
                        payload.get());
        publication.isQueued = true;
        subscriptions.forEachMatch(topic, publication);
    }
}
