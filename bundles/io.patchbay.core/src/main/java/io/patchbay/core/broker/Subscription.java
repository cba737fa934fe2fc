package io.patchbay.core.broker;

import io.patchbay.core.session.LoopState;
import io.patchbay.wamp.MatchPolicy;
import io.patchbay.wamp.Uri;

import java.util.Arrays;

/**
 * What is subscribed under one URI or pattern. Its subscribers are kept in one group per loop, so
 * that joining and leaving take no lock on the path of events, and an event is one task per loop.
 */
public final class Subscription {
    private static final LoopGroup[] NONE = new LoopGroup[0];

    private final long id;
    private final MatchPolicy match;
    private final Uri topic;
    private volatile LoopGroup[] groups = NONE;

    /** How many sessions hold this; guarded by the registry's entry. */
    int holders;

    Subscription(long id, MatchPolicy match, Uri topic) {
        this.id = id;
        this.match = match;
        this.topic = topic;
    }

    public long id() {
        return id;
    }

    public MatchPolicy match() {
        return match;
    }

    /** What was subscribed to: a topic or a pattern. */
    public Uri topic() {
        return topic;
    }

    /** Not to be changed. */
    LoopGroup[] groups() {
        return groups;
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
}
