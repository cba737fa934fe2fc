package io.patchbay.security.realm;

import io.patchbay.api.access.Action;
import io.patchbay.wamp.MatchPolicy;
import io.patchbay.wamp.Uri;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Predicate;

/**
 * What somebody may do, compiled from all grants that count: an action is allowed if one of them
 * gives it and none takes it. Any thread; it takes no lock.
 */
final class Permissions {
    /** Nothing at all. */
    static final Permissions NONE = new Permissions(List.of());

    private static final int LEAST_REMEMBERED = 64;
    private static final int MOST_REMEMBERED = 4096;
    private static final int LONGEST = 128;

    private final List<Grant> grants;
    private final GrantIndex index;
    private final int everywhere;

    /** Racy, which costs at worst that something is looked up twice: what is in it is immutable. */
    private final @Nullable Answer[] remembered;

    private record Answer(Uri uri, int actions) {}

    Permissions(List<Grant> grants) {
        this.grants = List.copyOf(grants);
        this.index = new GrantIndex(grants);
        this.everywhere =
                actions(grants, grant -> !grant.denies() && isEverywhere(grant))
                        & ~actions(grants, Grant::denies);
        this.remembered = new Answer[remembered(grants.size())];
    }

    /** A power of two. Who was given more grants asks for more, and is worth more memory. */
    private static int remembered(int grants) {
        int wanted = Math.clamp(4L * grants, LEAST_REMEMBERED, MOST_REMEMBERED);
        return Integer.highestOneBit(wanted - 1) << 1;
    }

    private static boolean isEverywhere(Grant grant) {
        return grant.match() == MatchPolicy.PREFIX && grant.uri().toString().isEmpty();
    }

    private static int actions(List<Grant> grants, Predicate<Grant> condition) {
        return grants.stream()
                .filter(condition)
                .mapToInt(Grant::actions)
                .reduce(0, (one, other) -> one | other);
    }

    /** Whether the action is allowed on all that the URI or pattern matches. */
    boolean allow(Action action, Uri uri, MatchPolicy match) {
        int bit = 1 << action.ordinal();
        return (everywhere & bit) != 0
                || (match == MatchPolicy.EXACT
                        ? (on(uri) & bit) != 0
                        : allowsPattern(bit, uri, match));
    }

    private boolean allowsPattern(int bit, Uri pattern, MatchPolicy match) {
        return allows(grant -> (grant.actions() & bit) != 0, pattern, match);
    }

    /** Whether a permission that is no action is granted on all that the URI or pattern matches. */
    boolean allow(String permission, Uri uri, MatchPolicy match) {
        return allows(grant -> grant.others().contains(permission), uri, match);
    }

    private boolean allows(Predicate<Grant> concerns, Uri pattern, MatchPolicy match) {
        boolean isGiven = false;
        for (Grant grant : grants) {
            if (concerns.test(grant)) {
                if (grant.denies()) {
                    if (grant.touches(pattern, match)) {
                        return false;
                    }
                } else {
                    isGiven = isGiven || grant.covers(pattern, match);
                }
            }
        }
        return isGiven;
    }

    /** Clients choose the URIs: neither how many nor how long they are may matter. */
    private int on(Uri uri) {
        int hash = uri.hashCode();
        int slot = (hash ^ hash >>> 16) & remembered.length - 1;
        Answer recent = remembered[slot];
        if (recent != null && recent.uri.equals(uri)) {
            return recent.actions;
        }
        Answer earlier = remembered[slot ^ 1];
        if (earlier != null && earlier.uri.equals(uri)) {
            return earlier.actions;
        }
        int actions = index.on(uri);
        if (uri.toString().length() <= LONGEST) {
            remembered[slot ^ 1] = recent;
            remembered[slot] = new Answer(uri, actions);
        }
        return actions;
    }
}
