package io.patchbay.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.store.Change;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

class CompactionTest {
    private static final long MEGABYTE = 1 << 20;

    @TempDir Path folder;

    @Test
    void aSmallFileIsLeftAsItIs() {
        assertThat(new Compaction().isDue(4 * MEGABYTE, 0, true)).isFalse();
    }

    @Test
    void commitsWaitOnlyForAFileThatIsFourTimesItsRecords() {
        var compaction = new Compaction();

        assertThat(compaction.isDue(39 * MEGABYTE, 10 * MEGABYTE, false)).isFalse();
        assertThat(compaction.isDue(41 * MEGABYTE, 10 * MEGABYTE, false)).isTrue();
        assertThat(compaction.isDue(19 * MEGABYTE, 10 * MEGABYTE, true)).isFalse();
        assertThat(compaction.isDue(21 * MEGABYTE, 10 * MEGABYTE, true)).isTrue();
    }

    @Test
    void aFileThatDidNotGetSmallerIsNotTriedAgainBeforeItHasDoubled() {
        var compaction = new Compaction();
        compaction.tried(30 * MEGABYTE);

        assertThat(compaction.isDue(60 * MEGABYTE, 10 * MEGABYTE, true)).isFalse();
        assertThat(compaction.isDue(61 * MEGABYTE, 10 * MEGABYTE, true)).isTrue();
    }

    @Test
    void theFileStaysSmallHoweverMuchIsWritten() throws Exception {
        try (var store = DurableStore.open(DurableStoreTest.settings(folder))) {
            for (int round = 0; round < 40; round++) {
                overwrite(store, round);
                assertThat(DamageTest.files(folder)).isNotEmpty();
                assertThat(store.fileBytes()).isLessThan(16 * MEGABYTE);
            }
            assertThat(store.tally().bytes()).isGreaterThan(40 * MEGABYTE);
            assertThat(store.counters().compactions.sum()).isPositive();
        }
        assertThat(DamageTest.files(folder)).hasSize(1);
        try (var store = DurableStore.open(DurableStoreTest.settings(folder))) {
            assertThat(store.map("m").get("key3").orElseThrow()[0]).isEqualTo((byte) 39);
        }
        assertThat(Files.size(DamageTest.files(folder).getFirst())).isLessThan(16 * MEGABYTE);
    }

    /** A megabyte, in ten records of some commits. */
    private static void overwrite(DurableStore store, int round) {
        var stages = new ArrayList<CompletableFuture<Void>>();
        for (int key = 0; key < 10; key++) {
            byte[] value = new byte[(int) (MEGABYTE / 10)];
            value[0] = (byte) round;
            stages.add(
                    store.commit(List.of(Change.put("m", "key" + key, value)))
                            .toCompletableFuture());
        }
        CompletableFuture.allOf(stages.toArray(CompletableFuture[]::new)).join();
    }
}
