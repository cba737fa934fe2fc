package io.patchbay.core.broker;

import io.patchbay.core.session.RouterSession;

/** One session's part in a subscription. Lives on the session's loop. */
public final class Subscriber {
    final RouterSession session;
    final Subscription subscription;
    int index;
    boolean isReplaying;

    Subscriber(RouterSession session, Subscription subscription) {
        this.session = session;
        this.subscription = subscription;
    }

    public Subscription subscription() {
        return subscription;
    }
}
