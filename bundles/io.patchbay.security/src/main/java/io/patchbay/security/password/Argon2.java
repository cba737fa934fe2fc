package io.patchbay.security.password;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

import java.nio.charset.StandardCharsets;

/** The one place that touches the library for it, which costs nothing until somebody comes here. */
final class Argon2 {
    private Argon2() {}

    /**
     * @param memory in KiB
     */
    static byte[] hash(String password, byte[] salt, int iterations, int memory) {
        var generator = new Argon2BytesGenerator();
        generator.init(
                new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                        .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                        .withParallelism(1)
                        .withIterations(iterations)
                        .withMemoryAsKB(memory)
                        .withSalt(salt)
                        .build());
        byte[] hash = new byte[Kdf.LENGTH];
        generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }
}
