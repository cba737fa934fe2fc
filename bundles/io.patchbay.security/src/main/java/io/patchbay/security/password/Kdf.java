package io.patchbay.security.password;

import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.stream.Stream;

import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * How keys are derived from passwords. Slow on purpose. Specification: "Key Derivation Functions".
 */
public enum Kdf {
    /** Takes memory as well as time: whoever guesses on special hardware gains little. */
    ARGON2ID("argon2id13", 2, 1, 100, 19_456, 8, 1 << 20) {
        @Override
        byte[] derive(String password, byte[] salt, int iterations, int memory) {
            return Argon2.hash(password, salt, iterations, memory);
        }
    },
    /** With HMAC-SHA256. */
    PBKDF2("pbkdf2", 600_000, 4096, 10_000_000, 0, 0, 0) {
        @Override
        byte[] derive(String password, byte[] salt, int iterations, int memory) {
            return pbkdf2(password, salt, iterations);
        }
    };

    /** How many bytes come out. */
    static final int LENGTH = 32;

    private final String wireName;
    private final int usualIterations;
    private final int leastIterations;
    private final int mostIterations;
    private final int usualMemory;
    private final int leastMemory;
    private final int mostMemory;

    Kdf(
            String wireName,
            int usualIterations,
            int leastIterations,
            int mostIterations,
            int usualMemory,
            int leastMemory,
            int mostMemory) {
        this.wireName = wireName;
        this.usualIterations = usualIterations;
        this.leastIterations = leastIterations;
        this.mostIterations = mostIterations;
        this.usualMemory = usualMemory;
        this.leastMemory = leastMemory;
        this.mostMemory = mostMemory;
    }

    /**
     * @param memory in KiB
     */
    abstract byte[] derive(String password, byte[] salt, int iterations, int memory);

    /** As in {@code CHALLENGE.Details.kdf} of WAMP-SCRAM. */
    public String wireName() {
        return wireName;
    }

    public static Optional<Kdf> of(String wireName) {
        return Stream.of(values()).filter(kdf -> kdf.wireName.equals(wireName)).findFirst();
    }

    public int usualIterations() {
        return usualIterations;
    }

    public int leastIterations() {
        return leastIterations;
    }

    public int mostIterations() {
        return mostIterations;
    }

    /** In KiB. */
    public int usualMemory() {
        return usualMemory;
    }

    /** In KiB. */
    public int leastMemory() {
        return leastMemory;
    }

    /** In KiB. */
    public int mostMemory() {
        return mostMemory;
    }

    private static byte[] pbkdf2(String password, byte[] salt, int iterations) {
        var spec = new PBEKeySpec(password.toCharArray(), salt, iterations, LENGTH * 8);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java has it
        } finally {
            spec.clearPassword();
        }
    }
}
