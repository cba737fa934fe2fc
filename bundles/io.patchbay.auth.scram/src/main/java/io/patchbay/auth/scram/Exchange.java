package io.patchbay.auth.scram;

import io.patchbay.api.auth.AuthOutcome;
import io.patchbay.api.auth.AuthRequest;
import io.patchbay.api.auth.ChannelBinding;
import io.patchbay.api.auth.Conversation;
import io.patchbay.api.auth.Credential;
import io.patchbay.api.auth.ScramKey;
import io.patchbay.api.session.Identity;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.InvalidOption;

import org.jspecify.annotations.Nullable;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One client that is asked for its proof.
 *
 * @param nonce the client's and the router's
 * @param binding what ties it to its connection
 */
record Exchange(AuthRequest request, String nonce, ChannelBinding binding) implements Conversation {

    @Override
    public CompletionStage<AuthOutcome> start() {
        ScramKey key = request.principal().scram();
        var extra = new HashMap<String, Object>();
        extra.put("nonce", nonce);
        extra.put("salt", Base64.getEncoder().encodeToString(key.salt()));
        extra.put("kdf", key.kdf());
        extra.put("iterations", (long) key.iterations());
        extra.put("memory", key.memory() == 0 ? null : (Long) (long) key.memory());
        return CompletableFuture.completedStage(new AuthOutcome.Challenge(Dict.of(extra)));
    }

    @Override
    public CompletionStage<AuthOutcome> answer(String signature, Dict extra) {
        ScramKey key = request.principal().scram();
        String exchanged = exchanged(key);
        boolean right =
                repeats(extra)
                        & decoded(signature)
                                .filter(proof -> Proof.isOf(key.storedKey(), exchanged, proof))
                                .isPresent();
        return CompletableFuture.completedStage(
                AuthOutcome.of(
                        right,
                        request.principal(),
                        Credential.SCRAM,
                        identity(Proof.hmac(key.serverKey(), exchanged))));
    }

    private Identity identity(byte[] signature) {
        String verifier = "v=" + Base64.getEncoder().encodeToString(signature);
        return Identity.ofUser(request.principal().username(), ScramAuth.NAME)
                .withExtra(Dict.of("verifier", verifier));
    }

    /** Specification: "AuthMessage". */
    private String exchanged(ScramKey key) {
        Base64.Encoder base64 = Base64.getEncoder();
        String authid = request.details().string("authid", "");
        String clientNonce = request.details().dict("authextra").string("nonce", "");
        return "n="
                + authid.replace("=", "=3D").replace(",", "=2C")
                + ",r="
                + clientNonce
                + ",r="
                + nonce
                + ",s="
                + base64.encodeToString(key.salt())
                + ",i="
                + key.iterations()
                + ",c="
                + base64.encodeToString(Proof.channel(binding))
                + ",r="
                + nonce;
    }

    /** Whether the client speaks of the same exchange over the same channel. */
    private boolean repeats(Dict extra) {
        try {
            return nonce.equals(extra.string("nonce"))
                    && Objects.equals(binding.kind(), extra.string("channel_binding"))
                    && isBound(extra.string("cbind_data"));
        } catch (InvalidOption e) {
            return false;
        }
    }

    private boolean isBound(@Nullable String data) {
        return data == null
                ? binding.isNone()
                : decoded(data)
                        .filter(bytes -> MessageDigest.isEqual(bytes, binding.data()))
                        .isPresent();
    }

    private static Optional<byte[]> decoded(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
