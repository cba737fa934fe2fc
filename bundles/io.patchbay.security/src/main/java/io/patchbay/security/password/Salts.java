package io.patchbay.security.password;

import java.security.SecureRandom;
import java.util.Arrays;

/** Where salts come from. */
@FunctionalInterface
interface Salts {
    int LENGTH = 16;

    /** Another salt. */
    byte[] next();

    /** Salts that nobody can foresee. */
    static Salts random() {
        var random = new SecureRandom();
        return () -> {
            byte[] salt = new byte[LENGTH];
            random.nextBytes(salt);
            return salt;
        };
    }

    /** Salts that are the same again whenever key and purpose are. For one thread. */
    static Salts derived(byte[] key, String purpose) {
        int[] number = {0};
        return () -> Arrays.copyOf(Scram.hmac(key, purpose + '\0' + number[0]++), LENGTH);
    }
}
