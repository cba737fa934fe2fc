package io.patchbay.auth.scram;

import io.patchbay.api.auth.ChannelBinding;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a client proves by. Specification: "SCRAM Algorithms". */
final class Proof {
    private static final String HMAC = "HmacSHA256";

    private Proof() {}

    static boolean isOf(byte[] storedKey, String exchanged, byte[] proof) {
        byte[] signature = hmac(storedKey, exchanged);
        if (proof.length != signature.length) {
            return false;
        }
        byte[] clientKey = signature.clone();
        for (int i = 0; i < clientKey.length; i++) {
            clientKey[i] ^= proof[i];
        }
        return MessageDigest.isEqual(sha256(clientKey), storedKey);
    }

    /** {@code CBindInput} of the specification. */
    static byte[] channel(ChannelBinding binding) {
        String flag = (binding.isNone() ? "n" : "p=" + binding.kind()) + ",,";
        byte[] head = flag.getBytes(StandardCharsets.UTF_8);
        byte[] input = Arrays.copyOf(head, head.length + binding.data().length);
        System.arraycopy(binding.data(), 0, input, head.length, binding.data().length);
        return input;
    }

    static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
