package io.patchbay.security.login;

import io.patchbay.api.auth.CraKey;
import io.patchbay.api.auth.Credential;
import io.patchbay.api.auth.Principal;
import io.patchbay.api.auth.ScramKey;
import io.patchbay.api.auth.TokenKind;
import io.patchbay.api.session.Identity;
import io.patchbay.security.password.PasswordRecord;
import io.patchbay.security.password.Passwords;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * A user that there is not. It seems to have everything, and nobody can prove to be it.
 *
 * @param password of nobody, with a key for WAMP-CRA
 */
record Decoy(Passwords passwords, String username, PasswordRecord password, Redemption redemption)
        implements Principal {
    @Override
    public boolean has(Credential credential) {
        return true;
    }

    /** As much work as for a user. */
    @Override
    public CompletionStage<Boolean> verifyPassword(String candidate) {
        return passwords.verify(password, candidate).thenApply(right -> false);
    }

    @Override
    public CraKey cra() {
        return Objects.requireNonNull(password.cra());
    }

    @Override
    public ScramKey scram() {
        return password.scram();
    }

    @Override
    public List<byte[]> authorizedKeys() {
        return List.of();
    }

    /** As much work as for a user. */
    @Override
    public CompletionStage<Optional<Identity>> redeem(TokenKind kind, String token, String method) {
        return redemption.of(kind, token, method, holder -> false);
    }
}
