package io.patchbay.security.dynamic;

import io.patchbay.api.auth.CraKey;
import io.patchbay.api.session.Identity;
import io.patchbay.wamp.Dict;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What a procedure says of a client.
 *
 * @param authid who it is
 * @param roles it acts in, at least one
 * @param extra what it is told in WELCOME
 * @param cra what it shares with the router, if that was said
 * @param key that it signs with, if that was said
 */
public record Grantee(
        String authid,
        List<String> roles,
        Dict extra,
        @Nullable CraKey cra,
        byte @Nullable [] key) {
    private static final String PROVIDER = "dynamic";

    /** Who it is once it has proven that. */
    public Identity identity(String method) {
        return new Identity(
                authid,
                roles.get(0),
                method,
                PROVIDER,
                extra,
                roles.size() == 1 ? List.of() : roles);
    }
}
