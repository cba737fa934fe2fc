package io.patchbay.core.broker;

import io.patchbay.core.session.RouterSession;
import io.patchbay.wamp.Uri;

import org.jspecify.annotations.Nullable;

import java.util.Iterator;

/**
 * Brings what is retained to a session that subscribed to a pattern, a little at a time, and no
 * faster than the client reads. Session's loop.
 */
final class Replay {
    private static final int SLICE = 1000;

    private final RetainedEvents events;
    private final Subscriber subscriber;
    private final RouterSession session;
    private final Iterator<Uri> topics;

    Replay(RetainedEvents events, Subscriber subscriber) {
        this.events = events;
        this.subscriber = subscriber;
        this.session = subscriber.session;
        this.topics = events.topics();
    }

    /** Does nothing where one is under way already. */
    void start() {
        if (!subscriber.isReplaying) {
            subscriber.isReplaying = true;
            session.state().slices().add(this::isUnfinished);
        }
    }

    /** Does a part, and says whether another follows in a later turn of the loop. */
    private boolean isUnfinished() {
        for (int i = 0; i < SLICE; i++) {
            if (!topics.hasNext() || !isWanted()) {
                subscriber.isReplaying = false;
                return false;
            }
            if (session.isCongested()) {
                session.whenDrained(() -> session.state().slices().add(this::isUnfinished));
                return false;
            }
            bring(topics.next());
        }
        return true;
    }

    private boolean isWanted() {
        Subscription subscription = subscriber.subscription;
        return session.subscriptions().get(subscription.id()) == subscriber;
    }

    private void bring(Uri topic) {
        Subscription subscription = subscriber.subscription;
        if (subscription.match().matches(subscription.topic(), topic)) {
            bring(events, topic, subscriber);
        }
    }

    /** Brings the latest event of a topic, if there is one for the session. */
    static void bring(RetainedEvents events, Uri topic, Subscriber subscriber) {
        RouterSession session = subscriber.session;
        @Nullable RetainedEvent latest =
                events.latest(topic, session, session.state().loop().nanoTime());
        if (latest != null) {
            session.deliver(new Outgoing(latest.event(subscriber.subscription)), session);
        }
    }
}
