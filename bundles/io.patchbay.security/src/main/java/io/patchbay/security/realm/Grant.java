package io.patchbay.security.realm;

import io.patchbay.wamp.MatchPolicy;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.UriRule;

import java.util.List;

/**
 * Rights on URIs.
 *
 * @param roles who has them; {@code all} is everybody but anonymous clients
 * @param actions bits of {@link io.patchbay.api.access.Action#ordinal}
 */
record Grant(List<String> roles, int actions, Uri uri, MatchPolicy match) {
    boolean isFor(String role) {
        return roles.contains(role) || (!role.equals("anonymous") && roles.contains("all"));
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
}
