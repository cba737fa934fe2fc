package io.patchbay.auth.cryptosign;

import io.patchbay.api.auth.AuthMethod;
import io.patchbay.api.auth.AuthOutcome;
import io.patchbay.api.auth.AuthRequest;
import io.patchbay.api.auth.Conversation;
import io.patchbay.api.auth.Credential;
import io.patchbay.api.auth.WampAuthMethod;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.InvalidOption;
import io.patchbay.wamp.WampError;

import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The client signs a challenge with its private key. Specification: "Cryptosign-based
 * Authentication".
 */
@Component(immediate = true)
@WampAuthMethod(method = CryptosignAuth.NAME)
public final class CryptosignAuth implements AuthMethod {
    static final String NAME = "cryptosign";

    @Override
    public Set<Credential> needs() {
        return Set.of(Credential.KEY);
    }

    @Override
    public Conversation begin(AuthRequest request) {
        try {
            Dict extra = request.details().dict("authextra");
            return exchange(request, publicKey(extra), extra.string("channel_binding"));
        } catch (InvalidOption e) {
            var denied =
                    new AuthOutcome.Denied(
                            WampError.INVALID_ARGUMENT, String.valueOf(e.getMessage()));
            return () -> CompletableFuture.completedStage(denied);
        }
    }

    private static byte[] publicKey(Dict extra) {
        Object given = extra.get("pubkey");
        if (given instanceof String text && text.length() == 2 * Ed25519.KEY_BYTES) {
            try {
                return HexFormat.of().parseHex(text);
            } catch (IllegalArgumentException e) {
                // it is told below
            }
        }
        throw new InvalidOption(
                "authextra.pubkey", given, "an Ed25519 public key of 64 hexadecimal digits");
    }

    /**
     * @param binding the kind of channel binding that the client asks for; null if for none
     */
    private static Conversation exchange(
            AuthRequest request, byte[] publicKey, @Nullable String binding) {
        Optional<byte[]> channel =
                Optional.ofNullable(binding)
                        .flatMap(request.connection()::channelBinding)
                        .filter(id -> id.length == Exchange.CHALLENGE_BYTES);
        if (binding != null && channel.isEmpty()) {
            throw new InvalidOption(
                    "authextra.channel_binding",
                    binding,
                    "nothing, or one that this connection has: "
                            + request.connection().channelBindings());
        }
        return new Exchange(request.principal(), publicKey, binding, channel);
    }
}
