package io.patchbay.core.broker;

import io.patchbay.wamp.Dict;
import io.patchbay.wamp.MatchPolicy;
import io.patchbay.wamp.Message.Event;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.Uri;

/**
 * An event that the broker keeps for those who subscribe later. Immutable.
 *
 * @param details what all subscribers are told
 * @param payload kept
 * @param audience who would have got it when it was published
 * @param deadline when it expires, by the clock of the loops
 * @param isLasting whether it never does
 * @param bytes how much it counts
 */
record RetainedEvent(
        Uri topic,
        long publication,
        Dict details,
        Payload payload,
        Audience audience,
        long deadline,
        boolean isLasting,
        long bytes) {

    /** Whether it was not for everybody. */
    boolean isPartial() {
        return !audience.lists().isEmpty();
    }

    boolean isExpired(long now) {
        return !isLasting && now - deadline >= 0;
    }

    /** What a subscriber of the subscription gets. */
    Event event(Subscription subscription) {
        Dict told = details.with("retained", true);
        return new Event(
                subscription.id(),
                publication,
                subscription.match() == MatchPolicy.EXACT
                        ? told
                        : told.with("topic", topic.toString()),
                payload);
    }
}
