package io.patchbay.core.broker;

import io.patchbay.core.session.RouterSession;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.MatchPolicy;
import io.patchbay.wamp.Message.Event;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.Uri;

import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;

/**
 * What was published, on its way to each subscription that it matches. Made and handed over on the
 * publisher's loop; {@link #isFor} may be asked anywhere.
 */
final class Publication implements Consumer<Subscription> {
    final long id;
    private final RouterSession publisher;
    private final Audience audience;
    private final Uri topic;
    private final Dict details;
    private Payload payload;
    private boolean isKept;
    private @Nullable Dict detailsWithTopic;

    /** Whether it comes after all that was published before, by whomever. */
    boolean isQueued;

    /**
     * @param publisher who is slowed down if a subscriber does not keep up
     * @param details what all subscribers are told
     */
    Publication(
            long id,
            RouterSession publisher,
            Audience audience,
            Uri topic,
            Dict details,
            Payload payload) {
        this.id = id;
        this.publisher = publisher;
        this.audience = audience;
        this.topic = topic;
        this.details = details;
        this.payload = payload;
    }

    /** Brings an event to all subscribers, in the order of publication. */
    @Override
    public void accept(Subscription subscription) {
        LoopGroup[] targets = subscription.groups();
        boolean stays = targets.length == 1 && targets[0].home == publisher.state();
        Payload carried = stays ? payload : kept();
        var event = new Outgoing(new Event(subscription.id(), id, details(subscription), carried));
        for (LoopGroup target : targets) {
            Runnable delivery = () -> target.deliver(event, this);
            if (isQueued) {
                target.home.enqueue(publisher, carried.length(), delivery);
            } else {
                target.home.run(publisher, carried.length(), delivery);
            }
        }
    }

    private Payload kept() {
        if (!isKept) {
            payload = payload.kept();
            isKept = true;
        }
        return payload;
    }

    private Dict details(Subscription subscription) {
        if (subscription.match() == MatchPolicy.EXACT) {
            return details;
        }
        if (detailsWithTopic == null) {
            detailsWithTopic = details.with("topic", topic.toString());
        }
        return detailsWithTopic;
    }

    RouterSession publisher() {
        return publisher;
    }

    /**
     * What those get who subscribe later.
     *
     * @param lifetime in nanoseconds; 0 for ever
     */
    RetainedEvent retained(long lifetime, long bytes) {
        long deadline = publisher.state().loop().nanoTime() + lifetime;
        return new RetainedEvent(
                topic, id, details, kept(), audience, deadline, lifetime == 0, bytes);
    }

    /** Whether the subscriber gets the event. */
    boolean isFor(RouterSession subscriber) {
        return audience.includes(subscriber);
    }
}
