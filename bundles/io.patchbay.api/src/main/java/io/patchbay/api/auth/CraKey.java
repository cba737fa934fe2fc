package io.patchbay.api.auth;

import java.util.Arrays;

/**
 * The secret that a user shares for WAMP-CRA, derived from its password by PBKDF2 with SHA-256.
 *
 * @param salt as it is told to the client
 * @param iterations how often PBKDF2 was run
 * @param keyLength of what it gave, in bytes
 * @param secret the key of the HMAC: what PBKDF2 gave, in Base64
 */
public record CraKey(String salt, int iterations, int keyLength, byte[] secret) {
    @Override
    public boolean equals(Object other) {
        return other instanceof CraKey key
                && salt.equals(key.salt)
                && iterations == key.iterations
                && keyLength == key.keyLength
                && Arrays.equals(secret, key.secret);
    }

    @Override
    public int hashCode() {
        return salt.hashCode();
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "CraKey[salt=" + salt + ", iterations=" + iterations + "]";
    }
}
