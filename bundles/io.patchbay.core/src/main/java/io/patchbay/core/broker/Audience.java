package io.patchbay.core.broker;

import io.patchbay.core.session.RouterSession;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.InvalidOption;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Who of the subscribers an event is for, by the lists that its publisher gave. Immutable.
 * Specification: Advanced Profile, "Subscriber Black- and Whitelisting".
 *
 * @param lists one for each option that was given; a subscriber must pass all of them
 * @param without the id of a session that is left out whatever the lists say, or 0
 */
record Audience(List<Listing> lists, long without) {
    static final Audience EVERYBODY = new Audience(List.of(), 0);

    /**
     * @param isWhite whether to be on the list is asked for, or forbidden
     */
    private record Listing(Subject subject, boolean isWhite, Set<?> members) {
        boolean passes(RouterSession session) {
            return members.contains(subject.of(session)) == isWhite;
        }
    }

    /** What of a subscriber is on a list. */
    private enum Subject {
        SESSION("exclude", "eligible") {
            @Override
            Set<?> members(Dict options, String option) {
                return Set.copyOf(options.ids(option));
            }

            @Override
            Object of(RouterSession session) {
                return session.id();
            }
        },
        AUTHID("exclude_authid", "eligible_authid") {
            @Override
            Object of(RouterSession session) {
                return session.identity().authid();
            }
        },
        AUTHROLE("exclude_authrole", "eligible_authrole") {
            @Override
            Object of(RouterSession session) {
                return session.identity().authrole();
            }
        };

        private final String black;
        private final String white;

        /**
         * @param black the option that lists who does not get the event
         * @param white the option that lists who does
         */
        Subject(String black, String white) {
            this.black = black;
            this.white = white;
        }

        Set<?> members(Dict options, String option) {
            return Set.copyOf(options.strings(option));
        }

        abstract Object of(RouterSession session);
    }

    /**
     * @param options of PUBLISH
     * @throws InvalidOption if one of the lists is none
     */
    static Audience of(Dict options) {
        var lists = new ArrayList<Listing>();
        for (Subject subject : Subject.values()) {
            add(lists, options, subject.black, subject, false);
            add(lists, options, subject.white, subject, true);
        }
        return lists.isEmpty() ? EVERYBODY : new Audience(List.copyOf(lists), 0);
    }

    private static void add(
            List<Listing> lists, Dict options, String option, Subject subject, boolean isWhite) {
        if (options.has(option)) {
            lists.add(new Listing(subject, isWhite, subject.members(options, option)));
        }
    }

    /** This audience but that session, which is the publisher. */
    Audience without(long session) {
        return new Audience(lists, session);
    }

    /** Any thread. */
    boolean includes(RouterSession session) {
        if (session.id() == without) {
            return false;
        }
        for (Listing listing : lists) {
            if (!listing.passes(session)) {
                return false;
            }
        }
        return true;
    }
}
