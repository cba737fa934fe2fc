package io.patchbay.core.realm;

import io.patchbay.wamp.MatchPolicy;
import io.patchbay.wamp.Uri;

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
        return switch (match) {
            case EXACT -> candidate.equals(uri);
            case PREFIX -> candidate.startsWith(uri);
            case WILDCARD -> coversComponents(candidate.toString(), uri.toString());
        };
    }

    private static boolean coversComponents(String candidate, String pattern) {
        String[] components = candidate.split("\\.", -1);
        String[] patterns = pattern.split("\\.", -1);
        if (components.length != patterns.length) {
            return false;
        }
        for (int i = 0; i < components.length; i++) {
            if (!patterns[i].isEmpty() && !patterns[i].equals(components[i])) {
                return false;
            }
        }
        return true;
    }
}
