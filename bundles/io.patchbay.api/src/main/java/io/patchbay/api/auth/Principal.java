package io.patchbay.api.auth;

import io.patchbay.api.session.Identity;

import org.osgi.annotation.versioning.ProviderType;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * What a realm knows of the user that a client wants to be. Where there is no such user, or it has
 * nothing of the kind, what this gives is made up: the same each time, and good for nothing. A
 * method works with it as with anything else, so that nobody learns who there is. Any thread.
 */
@ProviderType
public interface Principal {
    /** The name of the user, though the client may have given an alias. */
    String username();

    boolean has(Credential credential);

    /**
     * Whether that is the user's password. Takes its time, and not that of the calling thread.
     * Fails with {@link io.patchbay.api.session.WampFailure} if there is too much to do.
     */
    CompletionStage<Boolean> verifyPassword(String password);

    CraKey cra();

    ScramKey scram();

    /** Ed25519 public keys of 32 bytes each. */
    List<byte[]> authorizedKeys();

    /**
     * Whom a token lets in: the principal, or if the client did not say who it is, whomever the
     * token was given to. Empty if it is none, not good any more, or somebody else's.
     *
     * @param method by which it was shown
     */
    CompletionStage<Optional<Identity>> redeem(TokenKind kind, String token, String method);

    /** Who a client is that has proven to be the principal by that method. */
    default Identity identity(String method) {
        return Identity.ofUser(username(), method);
    }
}
