package io.patchbay.security.password;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.BlockPool;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.FixedBlockPool;
import org.bouncycastle.crypto.params.Argon2Parameters;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;

/**
 * The one place that touches the library for it, which costs nothing until somebody comes here.
 *
 * <p>A thread uses its memory again while it has it: tens of thousands of new objects for each hash
 * would be copied by each collection meanwhile, which all of the router waits for. Once there is
 * nothing to hash the next collection that looks there takes it back.
 */
final class Argon2 {
    private static final int LANES = 1;
    private static final int KEPT_KIB = 65_536;
    private static final ThreadLocal<Reference<Memory>> KEPT =
            ThreadLocal.withInitial(() -> new WeakReference<>(null));

    private record Memory(int kib, BlockPool blocks) {
        static Memory of(int kib) {
            return new Memory(
                    kib, new FixedBlockPool(Argon2BytesGenerator.getBlockCount(kib, LANES)));
        }
    }

    private Argon2() {}

    private static Memory memory(int kib) {
        Memory kept = KEPT.get().get();
        if (kept != null && kept.kib == kib) {
            return kept;
        }
        Memory made = Memory.of(kib);
        if (kib <= KEPT_KIB) {
            KEPT.set(new WeakReference<>(made));
        }
        return made;
    }

    /**
     * @param memory in KiB
     */
    static byte[] hash(String password, byte[] salt, int iterations, int memory) {
        Memory kept = memory(memory);
        var generator = new Argon2BytesGenerator();
        generator.init(
                new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                        .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                        .withParallelism(LANES)
                        .withIterations(iterations)
                        .withMemoryAsKB(memory)
                        .withSalt(salt)
                        .withBlockPool(kept.blocks)
                        .build());
        byte[] hash = new byte[Kdf.LENGTH];
        generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }
}
