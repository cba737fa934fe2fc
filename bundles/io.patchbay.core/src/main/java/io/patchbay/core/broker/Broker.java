package io.patchbay.core.broker;

import io.patchbay.api.access.Action;
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

import java.util.Objects;
import java.util.function.Supplier;

/**
 * The broker of one realm. Does no I/O and holds no thread: each method runs on the loop of the
 * session that it is given. Specification: Basic Profile, "Publish and Subscribe".
 */
public final class Broker {
    private final Registry<Subscription> subscriptions;

    public Broker(Uri realm) {
        this.subscriptions = new Registry<>(realm);
    }

    public int subscriptionCount() {
        return subscriptions.size();
    }

    public void subscribe(RouterSession session, Subscribe message) {
        var request = Request.of(session, message);
        if (!request.isExact(message.options())
                || !request.isValid(message.topic())
                || !request.isAllowed(Action.SUBSCRIBE, message.topic())) {
            return;
        }
        Subscriber held = held(session, message.topic());
        if (held == null && !hasRoom(session, request)) {
            return;
        }
        Subscriber subscriber = held == null ? join(session, message.topic()) : held;
        session.send(new Subscribed(message.request(), subscriber.subscription.id()));
    }

    private static boolean hasRoom(RouterSession session, Request request) {
        int count = session.subscriptions().size();
        return count < session.limits().subscriptions()
                || request.refuse(
                        WampError.UNAVAILABLE, "this session holds " + count + " subscriptions");
    }

    private @Nullable Subscriber held(RouterSession session, Uri topic) {
        Subscription subscription = subscriptions.find(MatchPolicy.EXACT, topic);
        return subscription == null ? null : session.subscriptions().get(subscription.id());
    }

    private Subscriber join(RouterSession session, Uri topic) {
        Subscription subscription =
                subscriptions.change(
                        MatchPolicy.EXACT,
                        topic,
                        (entry, ids) -> {
                            var kept =
                                    entry == null
                                            ? ids.make(id -> new Subscription(id, topic))
                                            : entry;
                            kept.holders++;
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
        } else if (request.isAllowed(Action.UNSUBSCRIBE, subscriber.subscription.topic())) {
            session.subscriptions().remove(message.subscription());
            leave(subscriber);
            session.send(new Unsubscribed(message.request(), Dict.EMPTY));
        }
    }

    /** Ends a session's part in a subscription that it has already forgotten. */
    public void leave(Subscriber subscriber) {
        Subscription subscription = subscriber.subscription;
        subscription.leave(subscriber);
        subscriptions.change(
                MatchPolicy.EXACT,
                subscription.topic(),
                (entry, ids) -> {
                    if (--subscription.holders > 0) {
                        return subscription;
                    }
                    ids.release(subscription.id());
                    return null;
                });
    }

    public void publish(RouterSession session, Publish message) {
        boolean acknowledge =
                !message.options().isEmpty() && message.options().bool("acknowledge", false);
        RouterSession excluded = excluded(session, message);
        var request = acknowledge ? Request.of(session, message) : Request.silent(session, message);
        if (!request.isValid(message.topic())
                || !request.isUnreserved(message.topic())
                || !request.isAllowed(Action.PUBLISH, message.topic())) {
            return;
        }
        long publication = Ids.random();
        Subscription subscription = subscriptions.find(MatchPolicy.EXACT, message.topic());
        if (subscription != null) {
            subscription.dispatch(session, message, publication, excluded);
        }
        if (acknowledge) {
            session.send(new Published(message.request(), publication));
        }
    }

    /**
     * Publishes an event of the router itself about what a session did. On that session's loop.
     *
     * @param payload made only if somebody is subscribed
     */
    public void publishMeta(RouterSession session, Uri topic, Supplier<Payload> payload) {
        Subscription subscription = subscriptions.find(MatchPolicy.EXACT, topic);
        if (subscription != null) {
            var message = new Publish(Ids.MIN, Dict.EMPTY, topic, payload.get());
            subscription.dispatch(session, message, Ids.random(), null);
        }
    }

    private static @Nullable RouterSession excluded(RouterSession session, Publish message) {
        return message.options().isEmpty() || message.options().bool("exclude_me", true)
                ? session
                : null;
    }
}
