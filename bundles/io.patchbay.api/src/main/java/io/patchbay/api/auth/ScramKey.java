package io.patchbay.api.auth;

import java.util.Arrays;

/**
 * What a router keeps of a password for WAMP-SCRAM. Specification: "Data Stored on the Server".
 *
 * @param kdf how the password was hashed: {@code argon2id13} or {@code pbkdf2}
 * @param iterations of that function
 * @param memory that it takes, in KiB; 0 if it takes none to speak of
 */
public record ScramKey(
        String kdf, byte[] salt, int iterations, int memory, byte[] storedKey, byte[] serverKey) {
    @Override
    public boolean equals(Object other) {
        return other instanceof ScramKey key
                && kdf.equals(key.kdf)
                && Arrays.equals(salt, key.salt)
                && iterations == key.iterations
                && memory == key.memory
                && Arrays.equals(storedKey, key.storedKey)
                && Arrays.equals(serverKey, key.serverKey);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(salt);
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "ScramKey[kdf=" + kdf + ", iterations=" + iterations + ", memory=" + memory + "]";
    }
}
