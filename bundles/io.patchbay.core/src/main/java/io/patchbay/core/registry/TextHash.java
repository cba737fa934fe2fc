package io.patchbay.core.registry;

import java.util.concurrent.ThreadLocalRandom;

/**
 * A hash of text that grows with it, four characters at a step. It differs from process to process,
 * in a way that makes the difference between two texts count differently too, so that nobody can
 * choose patterns that collide.
 */
final class TextHash {
    static final long START = ThreadLocalRandom.current().nextLong();
    private static final long FACTOR = ThreadLocalRandom.current().nextLong() | 1;

    /** Characters of a step. */
    static final int STEP = 4;

    private TextHash() {}

    /** The hash of a text and what follows it: both halves of a product of 128 bits. */
    static long with(long hash, long next) {
        long mixed = hash ^ next;
        return mixed * FACTOR ^ Math.unsignedMultiplyHigh(mixed, FACTOR);
    }

    /**
     * The hash of a text and the piece of another that follows it. If it is made of several pieces,
     * each but the last one must consist of whole steps.
     */
    static long with(long hash, String text, int from, int to) {
        int at = from;
        for (; at <= to - STEP; at += STEP) {
            hash =
                    with(
                            hash,
                            text.charAt(at)
                                    | (long) text.charAt(at + 1) << 16
                                    | (long) text.charAt(at + 2) << 32
                                    | (long) text.charAt(at + 3) << 48);
        }
        for (; at < to; at++) {
            hash = with(hash, text.charAt(at));
        }
        return hash;
    }

    static long of(String text) {
        return with(START, text, 0, text.length());
    }

    /** As hash tables want it. */
    static int folded(long hash) {
        return (int) (hash ^ hash >>> 32);
    }
}
