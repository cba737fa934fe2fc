package io.patchbay.security.password;

import io.patchbay.api.auth.CraKey;
import io.patchbay.api.auth.ScramKey;

import java.util.Base64;

/**
 * Records for users that there are not: as a realm would have them, the same at each time, and of
 * no password. Any thread.
 */
public final class Decoys {
    private final byte[] key;

    /**
     * @param key whoever has it can tell a decoy; two nodes with the same give the same decoys
     */
    public Decoys(byte[] key) {
        this.key = key.clone();
    }

    public PasswordRecord record(String realm, String authid, PasswordOptions options) {
        Salts bytes = Salts.derived(key, "decoy" + '\0' + realm + '\0' + authid);
        var scram =
                new ScramKey(
                        options.kdf().wireName(),
                        bytes.next(),
                        options.iterations(),
                        options.memory(),
                        twice(bytes),
                        twice(bytes));
        int iterations =
                options.craIterations() == 0
                        ? PasswordOptions.USUAL_CRA_ITERATIONS
                        : options.craIterations();
        Base64.Encoder base64 = Base64.getEncoder();
        var cra =
                new CraKey(
                        base64.encodeToString(bytes.next()),
                        iterations,
                        Kdf.LENGTH,
                        base64.encode(twice(bytes)));
        return new PasswordRecord(scram, cra);
    }

    private static byte[] twice(Salts bytes) {
        byte[] key = new byte[2 * Salts.LENGTH];
        System.arraycopy(bytes.next(), 0, key, 0, Salts.LENGTH);
        System.arraycopy(bytes.next(), 0, key, Salts.LENGTH, Salts.LENGTH);
        return key;
    }
}
