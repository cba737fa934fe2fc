package io.patchbay.security;

import io.patchbay.api.auth.AccessTokens;
import io.patchbay.wamp.Uri;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Where other bundles get tokens for users, as a service. Any thread. */
@Component
public final class TokenDesk implements AccessTokens {
    private final AccessTokens tokens;

    @Activate
    public TokenDesk(@Reference Security security) {
        this.tokens = security.tokens();
    }

    @Override
    public CompletionStage<Optional<Granted>> grant(Uri realm, Grant grant) {
        return tokens.grant(realm, grant);
    }

    @Override
    public CompletionStage<Optional<Granted>> refresh(
            Uri realm, String client, String refreshToken) {
        return tokens.refresh(realm, client, refreshToken);
    }

    @Override
    public CompletionStage<Void> revoke(Uri realm, String client, String refreshToken) {
        return tokens.revoke(realm, client, refreshToken);
    }
}
