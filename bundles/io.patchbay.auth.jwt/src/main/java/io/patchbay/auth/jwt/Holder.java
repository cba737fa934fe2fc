package io.patchbay.auth.jwt;

import io.patchbay.api.auth.AuthRequest;
import io.patchbay.api.session.Identity;
import io.patchbay.wamp.Dict;

import java.util.List;

/**
 * Whom a token speaks of.
 *
 * @param roles that it gives; empty if it leaves that to the realm
 */
record Holder(String authid, List<String> roles) {
    /** Who says nothing is whom the token speaks of. */
    boolean isWhoItSays(AuthRequest request) {
        return !request.details().has("authid")
                || authid.equalsIgnoreCase(request.principal().username())
                || authid.equals(request.details().string("authid"));
    }

    Identity identity() {
        return roles.isEmpty()
                ? Identity.ofUser(authid, JwtAuth.NAME)
                : new Identity(
                        authid,
                        roles.get(0),
                        JwtAuth.NAME,
                        JwtAuth.NAME,
                        Dict.EMPTY,
                        roles.size() == 1 ? List.of() : roles);
    }
}
