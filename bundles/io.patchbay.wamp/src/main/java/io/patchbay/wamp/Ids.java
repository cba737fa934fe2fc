package io.patchbay.wamp;

import java.util.concurrent.ThreadLocalRandom;

/** The id space of WAMP: integers in [1, 2^53]. Specification: Basic Profile, "IDs". */
public final class Ids {
    public static final long MIN = 1;
    public static final long MAX = 1L << 53;

    private Ids() {}

    public static boolean isValid(long id) {
        return id >= MIN && id <= MAX;
    }

    /** A global-scope id, drawn uniformly. Any thread. */
    public static long random() {
        return ThreadLocalRandom.current().nextLong(MIN, MAX + 1);
    }

    /** The session-scope id that follows {@code id}: one more, 1 after 2^53. */
    public static long next(long id) {
        return id >= MAX ? MIN : id + 1;
    }
}
