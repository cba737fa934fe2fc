package io.patchbay.core.registry;

import java.util.concurrent.ThreadLocalRandom;

/**
 * A hash of text that grows with it. It differs from process to process, so that nobody can choose
 * patterns that collide.
 */
final class TextHash {
    static final long START = ThreadLocalRandom.current().nextLong();
    private static final long FACTOR = 0x9e3779b97f4a7c15L;

    private TextHash() {}

    /** The hash of a text and what follows it. */
    static long with(long hash, long next) {
        long mixed = (hash ^ next) * FACTOR;
        return mixed ^ mixed >>> 29;
    }

    /** The hash of a text and the piece of another that follows it. */
    static long with(long hash, String text, int from, int to) {
        for (int i = from; i < to; i++) {
            hash = with(hash, text.charAt(i));
        }
        return hash;
    }

    /** As hash tables want it. */
    static int folded(long hash) {
        return (int) (hash ^ hash >>> 32);
    }
}
