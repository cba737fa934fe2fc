package io.patchbay.security.password;

import io.patchbay.api.auth.CraKey;
import io.patchbay.api.auth.ScramKey;

import org.jspecify.annotations.Nullable;

/**
 * How a realm keeps passwords.
 *
 * @param kdf what stands between a stolen record and the password
 * @param iterations of that function
 * @param memory that it takes, in KiB
 * @param craIterations of PBKDF2 for the keys of WAMP-CRA; 0 if the realm does not have that method
 */
public record PasswordOptions(Kdf kdf, int iterations, int memory, int craIterations) {
    /** 19 MiB, twice: some 50 ms of a present processor. */
    public static final PasswordOptions USUAL =
            new PasswordOptions(
                    Kdf.ARGON2ID, Kdf.ARGON2ID.usualIterations(), Kdf.ARGON2ID.usualMemory(), 0);

    /** What clients written for Bondy expect; each of them computes it at every login. */
    public static final int USUAL_CRA_ITERATIONS = 10_000;

    public static final int LEAST_CRA_ITERATIONS = 4096;

    public static final int MOST_CRA_ITERATIONS = 1_000_000;

    /** The same with keys for WAMP-CRA. */
    public PasswordOptions withCra(int iterations) {
        return new PasswordOptions(kdf, this.iterations, memory, iterations);
    }

    /** Whether a record is already as these ask for. */
    public boolean hold(PasswordRecord password) {
        ScramKey scram = password.scram();
        return scram.kdf().equals(kdf.wireName())
                && scram.iterations() == iterations
                && scram.memory() == memory
                && hold(password.cra());
    }

    private boolean hold(@Nullable CraKey cra) {
        return cra == null ? craIterations == 0 : cra.iterations() == craIterations;
    }
}
