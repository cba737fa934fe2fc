package io.patchbay.security.realm;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Tells whether something has changed about a user. What changes about one may seem to have changed
 * about a few others as well: it takes no more memory however many there are. Any thread.
 */
final class UserEpochs {
    private static final int STRIPES = 1024;

    private final AtomicIntegerArray epochs = new AtomicIntegerArray(STRIPES);

    static int stripe(String username) {
        int hash = username.hashCode();
        return (hash ^ hash >>> 16) & STRIPES - 1;
    }

    int now(int stripe) {
        return epochs.get(stripe);
    }

    void changed(String username) {
        epochs.incrementAndGet(stripe(username));
    }
}
