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
        return match.matches(uri, candidate);
    }
}
