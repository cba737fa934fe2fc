package io.patchbay.security.login;

import io.patchbay.api.auth.CraKey;
import io.patchbay.api.auth.Credential;
import io.patchbay.api.auth.Principal;
import io.patchbay.api.auth.ScramKey;
import io.patchbay.api.auth.TokenKind;
import io.patchbay.api.session.Identity;
import io.patchbay.security.password.PasswordOptions;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Whom a client wants to be that does not say so. */
record Nobody(Redemption redemption) implements Principal {
    @Override
    public String username() {
        return "";
    }

    @Override
    public boolean has(Credential credential) {
        return false;
    }

    @Override
    public CompletionStage<Boolean> verifyPassword(String password) {
        return CompletableFuture.completedStage(false);
    }

    @Override
    public CraKey cra() {
        return new CraKey("", PasswordOptions.USUAL_CRA_ITERATIONS, 32, new byte[32]);
    }

    @Override
    public ScramKey scram() {
        return new ScramKey("pbkdf2", new byte[16], 4096, 0, new byte[32], new byte[32]);
    }

    @Override
    public List<byte[]> authorizedKeys() {
        return List.of();
    }

    @Override
    public CompletionStage<Optional<Identity>> redeem(TokenKind kind, String token, String method) {
        return redemption.of(kind, token, method, holder -> true);
    }
}
