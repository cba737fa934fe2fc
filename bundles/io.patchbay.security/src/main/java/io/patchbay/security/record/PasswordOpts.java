package io.patchbay.security.record;

import io.patchbay.security.password.Kdf;
import io.patchbay.security.password.PasswordOptions;

/** Reads {@code password_opts} of a realm. */
final class PasswordOpts {
    private static final String CRA = "cra";
    private static final String SCRAM = "scram";

    private PasswordOpts() {}

    /** What is said there, for a realm that has WAMP-CRA. */
    static PasswordOptions read(JsonCursor options) throws InvalidRecord {
        PasswordOptions usual = PasswordOptions.USUAL.withCra(PasswordOptions.USUAL_CRA_ITERATIONS);
        if (options.value() == null) {
            return usual;
        }
        JsonCursor params = options.get("params");
        return switch (options.get("protocol").text(SCRAM)) {
            case SCRAM -> params.value() == null ? usual : scram(params, usual);
            case CRA -> params.value() == null ? usual : cra(params, usual);
            default -> throw options.get("protocol").bad("\"cra\" or \"scram\"");
        };
    }

    private static PasswordOptions cra(JsonCursor params, PasswordOptions usual)
            throws InvalidRecord {
        if (kdf(params.get("kdf"), Kdf.PBKDF2) != Kdf.PBKDF2) {
            throw params.get("kdf").bad("\"pbkdf2\" where the protocol is \"cra\"");
        }
        return usual.withCra(
                within(
                        params.get("iterations"),
                        PasswordOptions.USUAL_CRA_ITERATIONS,
                        PasswordOptions.LEAST_CRA_ITERATIONS,
                        PasswordOptions.MOST_CRA_ITERATIONS));
    }

    private static PasswordOptions scram(JsonCursor params, PasswordOptions usual)
            throws InvalidRecord {
        Kdf kdf = kdf(params.get("kdf"), usual.kdf());
        return new PasswordOptions(
                kdf,
                within(
                        params.get("iterations"),
                        kdf.usualIterations(),
                        kdf.leastIterations(),
                        kdf.mostIterations()),
                within(
                        params.get("memory"),
                        kdf.usualMemory(),
                        kdf.leastMemory(),
                        kdf.mostMemory()),
                usual.craIterations());
    }

    private static Kdf kdf(JsonCursor cursor, Kdf absent) throws InvalidRecord {
        return Kdf.of(cursor.text(absent.wireName()))
                .orElseThrow(() -> cursor.bad("\"argon2id13\" or \"pbkdf2\""));
    }

    private static int within(JsonCursor cursor, int absent, int least, int most)
            throws InvalidRecord {
        int number = cursor.number(absent);
        if (number < least || number > most) {
            throw cursor.bad("a whole number from %d to %d".formatted(least, most));
        }
        return number;
    }
}
