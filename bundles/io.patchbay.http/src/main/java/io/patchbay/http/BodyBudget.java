package io.patchbay.http;

import java.util.concurrent.atomic.AtomicLong;

/** The memory that the request bodies of all connections of a listener share. Any thread. */
final class BodyBudget {
    private final AtomicLong used = new AtomicLong();
    private volatile long limit;

    BodyBudget(long limit) {
        this.limit = limit;
    }

    void limit(long bytes) {
        limit = bytes;
    }

    /** Takes that many bytes, to be given back, or none and returns false. */
    boolean take(int bytes) {
        if (used.addAndGet(bytes) <= limit) {
            return true;
        }
        used.addAndGet(-bytes);
        return false;
    }

    void giveBack(int bytes) {
        used.addAndGet(-bytes);
    }

    long used() {
        return used.get();
    }
}
