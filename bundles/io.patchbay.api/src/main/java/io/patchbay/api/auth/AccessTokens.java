package io.patchbay.api.auth;

import io.patchbay.wamp.Uri;

import org.osgi.annotation.versioning.ProviderType;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Issues tokens of OAuth 2 (RFC 6749) for users of realms. Whoever asks has made sure before that
 * the user, and the client, is who it says. A service. Any thread; nothing blocks.
 */
@ProviderType
public interface AccessTokens {
    /**
     * Tokens for a user at a client, in the place of those that it has there; empty if it is none.
     */
    CompletionStage<Optional<Granted>> grant(Uri realm, Grant grant);

    /**
     * New tokens for a refresh token of that client, which is good only once. Empty if it is not
     * good; one that was used before ends what it was given for.
     */
    CompletionStage<Optional<Granted>> refresh(Uri realm, String client, String refreshToken);

    /** The refresh token of that client, and the access tokens that came with it, end. */
    CompletionStage<Void> revoke(Uri realm, String client, String refreshToken);

    /**
     * What tokens are for. A user has them once for each client and device.
     *
     * @param username the user, by its name or an alias
     * @param client the user that is the client
     * @param device the client's device; empty for none
     * @param isRefreshable whether there is a refresh token
     */
    record Grant(String username, String client, String device, boolean isRefreshable) {}

    /**
     * What a client gets.
     *
     * @param accessToken is a secret
     * @param lifetimeS of the access token, in seconds
     * @param refreshToken is a secret; empty if there is none
     * @param scope the roles of the user, parted by commas
     */
    record Granted(
            String accessToken, long lifetimeS, Optional<String> refreshToken, String scope) {
        /** Without the tokens. */
        @Override
        public String toString() {
            return "Granted[" + lifetimeS + " s]";
        }
    }
}
