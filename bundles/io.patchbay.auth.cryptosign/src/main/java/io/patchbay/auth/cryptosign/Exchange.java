package io.patchbay.auth.cryptosign;

import io.patchbay.api.auth.AuthOutcome;
import io.patchbay.api.auth.Conversation;
import io.patchbay.api.auth.Credential;
import io.patchbay.api.auth.Principal;
import io.patchbay.api.session.Identity;
import io.patchbay.wamp.Dict;

import org.jspecify.annotations.Nullable;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One client that is asked for its signature. Client's loop only. */
final class Exchange implements Conversation {
    static final int CHALLENGE_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final HexFormat HEX = HexFormat.of();

    private final Principal principal;
    private final byte[] publicKey;
    private final @Nullable String binding;
    private final byte[] challenge = new byte[CHALLENGE_BYTES];
    private final byte[] signed;

    /**
     * @param binding the kind of channel binding; null for none
     * @param channel what identifies the channel then
     */
    Exchange(
            Principal principal,
            byte[] publicKey,
            @Nullable String binding,
            Optional<byte[]> channel) {
        this.principal = principal;
        this.publicKey = publicKey;
        this.binding = binding;
        RANDOM.nextBytes(challenge);
        this.signed = channel.map(id -> either(challenge, id)).orElse(challenge);
    }

    static byte[] either(byte[] challenge, byte[] channel) {
        byte[] bound = challenge.clone();
        for (int i = 0; i < bound.length; i++) {
            bound[i] ^= channel[i];
        }
        return bound;
    }

    @Override
    public CompletionStage<AuthOutcome> start() {
        var extra = new HashMap<String, Object>();
        extra.put("challenge", HEX.formatHex(challenge));
        if (binding != null) {
            extra.put("channel_binding", binding);
        }
        return CompletableFuture.completedStage(new AuthOutcome.Challenge(Dict.of(extra)));
    }

    @Override
    public CompletionStage<AuthOutcome> answer(String signature, Dict extra) {
        boolean right = isRight(signature) & isAuthorized();
        return CompletableFuture.completedStage(
                right && principal.has(Credential.KEY)
                        ? new AuthOutcome.Accepted(
                                new Identity(
                                        principal.username(),
                                        "",
                                        CryptosignAuth.NAME,
                                        Identity.REALM_USER,
                                        Dict.EMPTY))
                        : new AuthOutcome.Unproven());
    }

    /** The signature, with what was signed behind it or without. */
    private boolean isRight(String answer) {
        int digits = 2 * Ed25519.SIGNATURE_BYTES;
        String expected = HEX.formatHex(signed);
        if (answer.length() != digits
                && !(answer.length() == digits + expected.length()
                        && answer.substring(digits).equalsIgnoreCase(expected))) {
            return false;
        }
        try {
            return Ed25519.verify(publicKey, signed, HEX.parseHex(answer, 0, digits));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private boolean isAuthorized() {
        boolean authorized = false;
        for (byte[] key : principal.authorizedKeys()) {
            authorized |= MessageDigest.isEqual(key, publicKey);
        }
        return authorized;
    }
}
