package io.patchbay.auth.cryptosign;

import io.patchbay.api.auth.AuthOutcome;
import io.patchbay.api.auth.ChannelBinding;
import io.patchbay.api.auth.Conversation;
import io.patchbay.api.auth.Credential;
import io.patchbay.api.auth.Principal;
import io.patchbay.wamp.Dict;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One client that is asked for its signature. Client's loop only. */
final class Exchange implements Conversation {
    static final int CHALLENGE_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final HexFormat HEX = HexFormat.of();

    private final Principal principal;
    private final byte[] publicKey;
    private final ChannelBinding binding;
    private final byte[] challenge = new byte[CHALLENGE_BYTES];
    private final byte[] signed;

    Exchange(Principal principal, byte[] publicKey, ChannelBinding binding) {
        this.principal = principal;
        this.publicKey = publicKey;
        this.binding = binding;
        RANDOM.nextBytes(challenge);
        this.signed = binding.isNone() ? challenge : either(challenge, binding.data());
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
        if (!binding.isNone()) {
            extra.put("channel_binding", binding.kind());
        }
        return CompletableFuture.completedStage(new AuthOutcome.Challenge(Dict.of(extra)));
    }

    @Override
    public CompletionStage<AuthOutcome> answer(String signature, Dict extra) {
        boolean right = isRight(signature) & isAuthorized();
        return CompletableFuture.completedStage(
                AuthOutcome.of(
                        right, principal, Credential.KEY, principal.identity(CryptosignAuth.NAME)));
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
