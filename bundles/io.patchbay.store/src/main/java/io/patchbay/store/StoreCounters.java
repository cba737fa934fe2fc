package io.patchbay.store;

import java.util.concurrent.atomic.LongAdder;

/** What the store has done since it was opened. Any thread. */
final class StoreCounters {
    final LongAdder commits = new LongAdder();
    final LongAdder commitNanos = new LongAdder();
    final LongAdder changedBytes = new LongAdder();
    final LongAdder overloaded = new LongAdder();
    final LongAdder compactions = new LongAdder();
    final LongAdder quarantined = new LongAdder();
    final LongAdder backups = new LongAdder();
    final LongAdder backupFailures = new LongAdder();

    void committed(Commit commit) {
        commits.increment();
        commitNanos.add(commit.nanos());
        changedBytes.add(commit.bytes());
    }
}
