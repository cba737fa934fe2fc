package io.patchbay.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.api.store.Change;
import io.patchbay.api.store.StoreFailure;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;

/** More is written than the disk takes. */
class OverloadTest {
    private static final long LIMIT = 100_000;

    @TempDir Path folder;

    private final CountDownLatch disk = new CountDownLatch(1);
    private DurableStore store;

    /** A disk that takes its time: the store's thread waits in a listener. */
    @BeforeEach
    void stall() throws Exception {
        store = DurableStore.open(settings(LIMIT));
        var stalled = new CountDownLatch(1);
        store.listen(
                changes -> {
                    stalled.countDown();
                    await(disk);
                });
        store.commit(List.of(Change.put("m", "first", new byte[1])));
        await(stalled);
    }

    @AfterEach
    void close() {
        disk.countDown();
        store.close();
    }

    @Test
    void whatIsTooMuchIsRefusedAtOnceAndTheRestIsWritten() {
        List<CompletableFuture<Void>> taken = fill(Change.put("m", "key", new byte[1000]));
        assertThat(taken.size()).isBetween(50, 100);
        assertThat(store.waitingBytes()).isLessThanOrEqualTo(LIMIT);
        assertThat(store.counters().overloaded.sum()).isEqualTo(1);
        assertThat(store.map("m").get("key")).isEmpty();

        disk.countDown();

        CompletableFuture.allOf(taken.toArray(CompletableFuture[]::new)).join();
        store.commit(List.of(Change.put("m", "later", new byte[1000])))
                .toCompletableFuture()
                .join();
        assertThat(store.map("m").get("later")).isPresent();
        assertThat(store.waitingBytes()).isZero();
    }

    @Test
    void smallChangesAndEmptyCommitsAreBoundedToo() {
        assertThat(fill(Change.remove("m", "k"))).hasSizeLessThan(1000);

        assertRefused(store.commit(List.of()).toCompletableFuture(), LIMIT);
    }

    @Test
    void aLimitThatIsChangedIsInForceAtOnce() {
        fill(Change.put("m", "key", new byte[1000]));

        store.configure(settings(2 * LIMIT));

        assertThat(fill(Change.put("m", "key", new byte[1000]), 2 * LIMIT)).hasSizeBetween(50, 101);
    }

    private List<CompletableFuture<Void>> fill(Change change) {
        return fill(change, LIMIT);
    }

    /** Commits it until it is refused; what was taken. */
    private List<CompletableFuture<Void>> fill(Change change, long limit) {
        var taken = new ArrayList<CompletableFuture<Void>>();
        while (true) {
            var stage = store.commit(List.of(change)).toCompletableFuture();
            if (stage.isDone()) {
                assertRefused(stage, limit);
                return taken;
            }
            taken.add(stage);
        }
    }

    private static void assertRefused(CompletableFuture<Void> stage, long limit) {
        assertThat(stage).isDone();
        assertThatThrownBy(stage::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .hasMessageContaining("waiting.limit.bytes is " + limit)
                .isInstanceOfSatisfying(
                        StoreFailure.class,
                        failure ->
                                assertThat(failure.reason())
                                        .isEqualTo(StoreFailure.Reason.OVERLOADED));
    }

    private StoreSettings settings(long waitingLimit) {
        return new StoreSettings(
                folder, 4 << 20, waitingLimit, folder.resolve("backup"), Optional.empty());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
