package io.patchbay.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.store.Change;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** What records cost. {@code distribution/docs/store.md} says how to ask for more. */
class ScaleTest {
    private static final Logger LOG = LoggerFactory.getLogger(ScaleTest.class);
    private static final int RECORDS = Integer.getInteger("scale.records", 20_000);
    private static final int COMMITS = Integer.getInteger("scale.commits", 500);
    private static final int VALUE_BYTES = Integer.getInteger("scale.value.bytes", 200);
    private static final int TOGETHER = 64;

    @TempDir Path folder;

    private final Random random = new Random(1);

    @Test
    void aRecordTakesLittleMemory() throws IOException {
        fillAndClose();
        long before = usedHeap();
        long start = System.nanoTime();

        try (var store = open()) {
            long millis = (System.nanoTime() - start) / 1_000_000;
            long each = (usedHeap() - before) / RECORDS;
            LOG.info("{} records: {} ms to load, {} bytes of heap each", RECORDS, millis, each);
            assertThat(store.records()).isEqualTo(RECORDS);
            assertThat(each).isLessThan(600);
        }
    }

    @Test
    void aCommitWritesLittleMoreThanWhatIsChanged() throws IOException {
        try (var store = open()) {
            fill(store);

            assertThat(writtenPerCommit(store, 1)).isLessThan(50_000);
            assertThat(writtenPerCommit(store, TOGETHER)).isLessThan(15_000);
        }
    }

    /** Commits that change one record each, so many under way at a time. */
    private long writtenPerCommit(DurableStore store, int together) {
        long before = store.tally().bytes();
        long start = System.nanoTime();
        int commits = COMMITS * together;
        for (int i = 0; i < COMMITS; i++) {
            var stages = new ArrayList<CompletableFuture<Void>>();
            for (int j = 0; j < together; j++) {
                stages.add(put(store, random.nextInt(RECORDS)));
            }
            CompletableFuture.allOf(stages.toArray(CompletableFuture[]::new)).join();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        long each = (store.tally().bytes() - before) / commits;
        LOG.info(
                "{} records, {} commits under way: {} bytes written for each, {} a second",
                RECORDS,
                together,
                each,
                Math.round(commits / seconds));
        return each;
    }

    private void fillAndClose() throws IOException {
        try (var store = open()) {
            fill(store);
        }
    }

    private void fill(DurableStore store) {
        CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
        for (int i = 0; i < RECORDS; i++) {
            last = put(store, i);
            if (i % 10_000 == 0) {
                last.join();
            }
        }
        last.join();
    }

    private CompletableFuture<Void> put(DurableStore store, int number) {
        byte[] value = new byte[VALUE_BYTES];
        random.nextBytes(value);
        var change = Change.put("users", "user%08d".formatted(number), value);
        return store.commit(List.of(change)).toCompletableFuture();
    }

    private DurableStore open() throws IOException {
        return DurableStore.open(DurableStoreTest.settings(folder));
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
