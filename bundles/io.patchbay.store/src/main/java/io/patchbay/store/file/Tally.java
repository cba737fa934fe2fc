package io.patchbay.store.file;

import java.util.concurrent.atomic.AtomicLong;

/** What was written to a file. Any thread. */
public final class Tally {
    private final AtomicLong writes = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong syncs = new AtomicLong();
    private final AtomicLong syncNanos = new AtomicLong();

    void written(long count) {
        writes.incrementAndGet();
        bytes.addAndGet(count);
    }

    void synced(long nanos) {
        syncs.incrementAndGet();
        syncNanos.addAndGet(nanos);
    }

    public long writes() {
        return writes.get();
    }

    public long bytes() {
        return bytes.get();
    }

    public long syncs() {
        return syncs.get();
    }

    public long syncNanos() {
        return syncNanos.get();
    }
}
