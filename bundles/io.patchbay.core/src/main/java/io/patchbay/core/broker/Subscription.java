package io.patchbay.core.broker;

import io.patchbay.core.session.LoopState;
import io.patchbay.wamp.MatchPolicy;
import io.patchbay.wamp.Uri;

import java.time.Instant;
import java.util.Arrays;
import java.util.function.LongConsumer;

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

    private final long createdMillis = System.currentTimeMillis();

    private volatile int holders;

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

    public Instant created() {
        return Instant.ofEpochMilli(createdMillis);
    }

    public int subscriberCount() {
        return holders;
    }

    /** One more or less holds this. Under the lock of the registry's entry. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // for that reason
    int addHolders(int more) {
        holders += more;
        return holders;
    }

    /**
     * Goes through the subscribers, those of each loop on that loop, one loop after another.
     *
     * @param visitor takes the ids of their sessions
     * @param end runs after that, on the loop where this was called
     */
    public void visit(LoopState home, LongConsumer visitor, Runnable end) {
        visit(groups, 0, visitor, () -> home.loop().execute(end));
    }

    private static void visit(LoopGroup[] groups, int next, LongConsumer visitor, Runnable end) {
        if (next == groups.length) {
            end.run();
            return;
        }
        LoopGroup group = groups[next];
        group.home
                .loop()
                .execute(
                        () -> {
                            group.visit(visitor);
                            visit(groups, next + 1, visitor, end);
                        });
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
