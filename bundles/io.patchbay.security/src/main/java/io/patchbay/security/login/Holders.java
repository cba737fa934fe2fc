package io.patchbay.security.login;

import io.patchbay.api.auth.TokenKind;
import io.patchbay.wamp.Uri;

import java.util.Optional;

/** Knows to whom realms have given tokens. Any thread; nothing blocks. */
@FunctionalInterface
public interface Holders {
    /**
     * The user of a token that a client shows in a realm; empty if it is none that is good there.
     */
    Optional<String> find(Uri realm, TokenKind kind, String token);
}
