package io.patchbay.testkit;

import io.patchbay.api.auth.CraKey;
import io.patchbay.api.auth.Credential;
import io.patchbay.api.auth.Principal;
import io.patchbay.api.auth.ScramKey;
import io.patchbay.api.auth.TokenKind;
import io.patchbay.api.session.Identity;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A user for tests of authentication.
 *
 * @param credentials what it has; whatever else it is asked for is made up
 * @param tokens that it was given
 */
public record TestPrincipal(
        String username,
        Set<Credential> credentials,
        String password,
        CraKey cra,
        ScramKey scram,
        List<byte[]> authorizedKeys,
        Map<TokenKind, String> tokens)
        implements Principal {

    /** A user without anything. */
    public static TestPrincipal named(String username) {
        return new TestPrincipal(
                username,
                Set.of(),
                "",
                new CraKey("salt", 1, 32, new byte[32]),
                new ScramKey("pbkdf2", new byte[16], 4096, 0, new byte[32], new byte[32]),
                List.of(),
                Map.of());
    }

    public TestPrincipal having(Credential... credentials) {
        return having(List.of(credentials));
    }

    public TestPrincipal having(Collection<Credential> credentials) {
        return new TestPrincipal(
                username, Set.copyOf(credentials), password, cra, scram, authorizedKeys, tokens);
    }

    public TestPrincipal withPassword(String password) {
        return new TestPrincipal(
                username,
                Set.of(Credential.PASSWORD),
                password,
                cra,
                scram,
                authorizedKeys,
                tokens);
    }

    public TestPrincipal with(CraKey cra) {
        return new TestPrincipal(
                username, Set.of(Credential.CRA), password, cra, scram, authorizedKeys, tokens);
    }

    public TestPrincipal with(ScramKey scram) {
        return new TestPrincipal(
                username, Set.of(Credential.SCRAM), password, cra, scram, authorizedKeys, tokens);
    }

    public TestPrincipal withKeys(byte[]... keys) {
        return new TestPrincipal(
                username, Set.of(Credential.KEY), password, cra, scram, List.of(keys), tokens);
    }

    /** Who has been given a token. */
    public TestPrincipal holding(TokenKind kind, String token) {
        return new TestPrincipal(
                username, credentials, password, cra, scram, authorizedKeys, Map.of(kind, token));
    }

    @Override
    public CompletionStage<Optional<Identity>> redeem(TokenKind kind, String token, String method) {
        return CompletableFuture.completedStage(
                Optional.of(identity(method)).filter(found -> token.equals(tokens.get(kind))));
    }

    @Override
    public boolean has(Credential credential) {
        return credentials.contains(credential);
    }

    @Override
    public CompletionStage<Boolean> verifyPassword(String candidate) {
        return CompletableFuture.completedStage(
                has(Credential.PASSWORD) && password.equals(candidate));
    }
}
