package io.patchbay.core.broker;

import io.patchbay.api.realm.Retention;
import io.patchbay.core.session.RouterSession;
import io.patchbay.wamp.Uri;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The events that a realm retains: of each topic the latest that was for everybody, and those since
 * then that were for some. Reading takes no lock. Any thread. Specification: Advanced Profile,
 * "Event Retention".
 */
final class RetainedEvents {
    /** How many events for some are retained of a topic. */
    private static final int MOST_PARTIAL = 16;

    private final ConcurrentHashMap<Uri, List<RetainedEvent>> topics = new ConcurrentHashMap<>();
    private final ConcurrentSkipListSet<RetainedEvent> expiring =
            new ConcurrentSkipListSet<>(RetainedEvents::compareDeadlines);
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    private static int compareDeadlines(RetainedEvent one, RetainedEvent other) {
        int order = Long.signum(one.deadline() - other.deadline());
        return order == 0 ? Long.compare(one.publication(), other.publication()) : order;
    }

    int count() {
        return count.get();
    }

    long bytes() {
        return bytes.get();
    }

    /**
     * Retains an event in place of those that it supersedes. These go even if it is beyond the
     * bounds itself: nothing is better than what is no longer true.
     *
     * @return whether it is retained
     */
    boolean retain(RetainedEvent event, Retention bounds) {
        var isRetained = new boolean[1];
        topics.compute(
                event.topic(),
                (topic, before) -> {
                    List<RetainedEvent> after = remaining(before, event);
                    isRetained[0] = reserve(event, bounds);
                    if (isRetained[0]) {
                        after.add(0, event);
                    }
                    return after.isEmpty() ? null : List.copyOf(after);
                });
        return isRetained[0];
    }

    /** What a new event leaves of those before it, the latest first. */
    private List<RetainedEvent> remaining(
            @Nullable List<RetainedEvent> before, RetainedEvent event) {
        var remaining = new ArrayList<RetainedEvent>();
        if (before != null) {
            int partial = 1;
            for (RetainedEvent old : before) {
                if (supersedes(event, old)) {
                    release(old);
                } else if (old.isPartial() && ++partial > MOST_PARTIAL) {
                    release(old);
                } else {
                    remaining.add(old);
                }
            }
        }
        return remaining;
    }

    private static boolean supersedes(RetainedEvent event, RetainedEvent old) {
        return !event.isPartial() || event.audience().lists().equals(old.audience().lists());
    }

    private boolean reserve(RetainedEvent event, Retention bounds) {
        if (event.bytes() > bounds.eventBytes()) {
            return false;
        }
        int events = count.incrementAndGet();
        boolean fits =
                bytes.addAndGet(event.bytes()) <= bounds.bytes() && events <= bounds.events();
        if (!fits) {
            release(event);
        } else if (!event.isLasting()) {
            expiring.add(event);
        }
        return fits;
    }

    private void release(RetainedEvent event) {
        count.decrementAndGet();
        bytes.addAndGet(-event.bytes());
        if (!event.isLasting()) {
            expiring.remove(event);
        }
    }

    /** Drops what has expired; it is not shown in any case. */
    void dropExpired(long now) {
        for (RetainedEvent event : expiring) {
            if (!event.isExpired(now)) {
                return;
            }
            drop(event);
        }
    }

    private void drop(RetainedEvent event) {
        topics.computeIfPresent(
                event.topic(),
                (topic, before) -> {
                    if (!before.contains(event)) {
                        return before;
                    }
                    release(event);
                    List<RetainedEvent> after =
                            before.stream().filter(other -> other != event).toList();
                    return after.isEmpty() ? null : after;
                });
    }

    /** The latest of a topic that the session would have got, or null if there is none. */
    @Nullable RetainedEvent latest(Uri topic, RouterSession session, long now) {
        List<RetainedEvent> events = topics.get(topic);
        if (events != null) {
            for (RetainedEvent event : events) {
                if (!event.isExpired(now) && event.audience().includes(session)) {
                    return event;
                }
            }
        }
        return null;
    }

    /** The topics of which something is retained, as they come and go. */
    Iterator<Uri> topics() {
        return topics.keySet().iterator();
    }
}
