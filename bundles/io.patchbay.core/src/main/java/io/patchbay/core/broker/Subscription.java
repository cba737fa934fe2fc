package io.patchbay.core.broker;

import io.patchbay.core.session.LoopState;
import io.patchbay.core.session.RouterSession;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Message.Event;
import io.patchbay.wamp.Message.Publish;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.Uri;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * What is subscribed under one URI. Its subscribers are kept in one group per loop, so that joining
 * and leaving take no lock on the path of events, and an event is one task per loop.
 */
public final class Subscription {
    private static final LoopGroup[] NONE = new LoopGroup[0];

    private final long id;
    private final Uri topic;
    private volatile LoopGroup[] groups = NONE;

    /** How many sessions hold this; guarded by the registry's entry. */
    int holders;

    Subscription(long id, Uri topic) {
        this.id = id;
        this.topic = topic;
    }

    public long id() {
        return id;
    }

    public Uri topic() {
        return topic;
    }

    void join(Subscriber subscriber) {
        group(subscriber.session.state()).add(subscriber);
    }

    void leave(Subscriber subscriber) {
        LoopGroup group = group(subscriber.session.state());
        group.remove(subscriber);
        if (group.isEmpty()) {
            drop(group);
        }
    }

    private LoopGroup group(LoopState home) {
        for (LoopGroup group : groups) {
            if (group.home == home) {
                return group;
            }
        }
        return open(home);
    }

    private synchronized LoopGroup open(LoopState home) {
        LoopGroup[] grown = Arrays.copyOf(groups, groups.length + 1);
        var group = new LoopGroup(home);
        grown[groups.length] = group;
        groups = grown;
        return group;
    }

    private synchronized void drop(LoopGroup group) {
        groups = Arrays.stream(groups).filter(other -> other != group).toArray(LoopGroup[]::new);
    }

    /** Delivers an event to all subscribers, in the order of publication. Publisher's loop. */
    void dispatch(
            RouterSession publisher,
            Publish message,
            long publication,
            @Nullable RouterSession excluded) {
        LoopGroup[] targets = groups;
        boolean stays = targets.length == 1 && targets[0].home == publisher.state();
        Payload payload = stays ? message.payload() : message.payload().kept();
        var event = new Outgoing(new Event(id, publication, Dict.EMPTY, payload));
        for (LoopGroup target : targets) {
            target.home.run(
                    publisher, payload.length(), () -> target.deliver(event, publisher, excluded));
        }
    }
}
