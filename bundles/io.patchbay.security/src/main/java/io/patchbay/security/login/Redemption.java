package io.patchbay.security.login;

import io.patchbay.api.auth.TokenKind;
import io.patchbay.api.session.Identity;
import io.patchbay.wamp.Uri;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/** How clients of a realm come in by tokens. */
record Redemption(Holders holders, Uri realm) {
    /** The holder of a token, if it may be that one. */
    CompletionStage<Optional<Identity>> of(
            TokenKind kind, String token, String method, Predicate<String> condition) {
        return CompletableFuture.completedStage(
                holders.find(realm, kind, token)
                        .filter(condition)
                        .map(username -> Identity.ofUser(username, method)));
    }
}
