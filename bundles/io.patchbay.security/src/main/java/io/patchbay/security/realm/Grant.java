package io.patchbay.security.realm;

import io.patchbay.api.access.Action;
import io.patchbay.security.record.GrantRecord;
import io.patchbay.wamp.MatchPolicy;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.UriRule;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Rights on URIs, or the lack of them.
 *
 * @param actions bits of {@link io.patchbay.api.access.Action#ordinal}
 * @param others the permissions that are no actions
 */
record Grant(boolean denies, int actions, Set<String> others, Uri uri, MatchPolicy match) {
    private static final int CALL = 1 << Action.CALL.ordinal();

    /** Whoever is in a realm may ask whether the router is there, unless that is denied. */
    static final List<Grant> OF_EVERYBODY =
            Stream.of("bondy.ping", "com.bondy.ping", "com.leapsight.bondy.ping")
                    .map(uri -> new Grant(false, CALL, Uri.of(uri), MatchPolicy.EXACT))
                    .toList();

    Grant(boolean denies, int actions, Uri uri, MatchPolicy match) {
        this(denies, actions, Set.of(), uri, match);
    }

    static Grant of(GrantRecord record) {
        return new Grant(
                record.denies(), record.actions(), record.others(), record.uri(), record.match());
    }

    boolean covers(Uri candidate) {
        return match.matches(uri, candidate);
    }

    /** Whether it is on all that the pattern matches. */
    boolean covers(Uri pattern, MatchPolicy policy) {
        return switch (policy) {
            case EXACT -> covers(pattern);
            case PREFIX -> match == MatchPolicy.PREFIX && pattern.startsWith(uri);
            case WILDCARD ->
                    switch (match) {
                        case EXACT -> pattern.isValid(UriRule.LOOSE) && pattern.equals(uri);
                        case PREFIX -> literalStart(pattern.toString()).startsWith(uri.toString());
                        case WILDCARD -> covers(pattern);
                    };
        };
    }

    /** What each URI that a wildcard pattern matches begins with. */
    private static String literalStart(String pattern) {
        if (pattern.isEmpty() || pattern.startsWith(".")) {
            return "";
        }
        int wildcard = pattern.indexOf("..");
        return wildcard < 0 ? pattern : pattern.substring(0, wildcard + 1);
    }

    /** Whether it is on anything that the pattern matches. */
    boolean touches(Uri pattern, MatchPolicy policy) {
        return switch (match) {
            case EXACT -> policy.matches(pattern, uri);
            case PREFIX ->
                    policy == MatchPolicy.WILDCARD
                            ? meet(uri.toString(), pattern.toString())
                            : pattern.startsWith(uri) || policy.matches(pattern, uri);
            case WILDCARD ->
                    switch (policy) {
                        case EXACT -> covers(pattern);
                        case PREFIX -> meet(pattern.toString(), uri.toString());
                        case WILDCARD -> overlap(split(uri), split(pattern));
                    };
        };
    }

    /** Whether some URI begins like that and has the components of the pattern. */
    private static boolean meet(String prefix, String pattern) {
        String[] start = prefix.split("\\.", -1);
        String[] components = pattern.split("\\.", -1);
        if (start.length > components.length) {
            return false;
        }
        int last = start.length - 1;
        for (int i = 0; i < last; i++) {
            if (start[i].isEmpty()
                    || !(components[i].isEmpty() || components[i].equals(start[i]))) {
                return false;
            }
        }
        return components[last].isEmpty() || components[last].startsWith(start[last]);
    }

    private static String[] split(Uri pattern) {
        return pattern.toString().split("\\.", -1);
    }

    private static boolean overlap(String[] one, String[] other) {
        if (one.length != other.length) {
            return false;
        }
        for (int i = 0; i < one.length; i++) {
            if (!one[i].isEmpty() && !other[i].isEmpty() && !one[i].equals(other[i])) {
                return false;
            }
        }
        return true;
    }
}
