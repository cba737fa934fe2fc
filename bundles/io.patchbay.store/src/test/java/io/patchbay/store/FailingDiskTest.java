package io.patchbay.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.api.store.Change;
import io.patchbay.api.store.StoreFailure;
import io.patchbay.store.file.LossyDisk;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

class FailingDiskTest {
    @TempDir Path folder;

    private DurableStore store;

    @BeforeEach
    void open() throws IOException {
        store = DurableStore.open(DurableStoreTest.settings(folder), LossyDisk.SCHEME);
        put("kept").toCompletableFuture().join();
        store.backup(folder.resolve("backup")).toCompletableFuture().join();
        LossyDisk.loseAfter(0);
    }

    @AfterEach
    void close() {
        store.close();
        LossyDisk.reset();
    }

    @Test
    void nothingIsWrittenAnyMoreAndEverythingReadOn() {
        assertStopped(put("lost"));
        assertStopped(put("later"));
        assertStopped(store.restore(folder.resolve("backup")));

        assertThat(store.failure().orElseThrow())
                .hasMessageContaining("cannot be written: power is lost");
        assertThat(store.map("m").get("kept")).isPresent();
        assertThat(store.map("m").get("lost")).isEmpty();
        assertThat(store.waitingBytes()).isZero();
    }

    @Test
    void whatWasAcknowledgedBeforeIsThereAfterARestart() throws IOException {
        assertStopped(put("lost"));
        store.close();
        LossyDisk.recover(DamageTest.files(folder).getFirst(), new Random(1));

        try (var reopened = DurableStore.open(DurableStoreTest.settings(folder))) {
            assertThat(reopened.map("m").get("kept")).isPresent();
            put(reopened, "next").toCompletableFuture().join();
            assertThat(reopened.map("m").get("next")).isPresent();
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> DurableStore.open(DurableStoreTest.settings(file.resolve("data"))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.resolve("data").toString());
    }

    @Test
    void aStoreThatIsInUseIsNotTouched() {
        assertThatThrownBy(() -> DurableStore.open(DurableStoreTest.settings(folder)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("in use");
    }

    private CompletionStage<Void> put(String key) {
        return put(store, key);
    }

    private static CompletionStage<Void> put(DurableStore store, String key) {
        byte[] value = "1".getBytes(StandardCharsets.UTF_8);
        return store.commit(List.of(Change.put("m", key, value)));
    }

    private static void assertStopped(CompletionStage<?> stage) {
        assertThatThrownBy(() -> stage.toCompletableFuture().join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        StoreFailure.class,
                        failure ->
                                assertThat(failure.reason())
                                        .isEqualTo(StoreFailure.Reason.STOPPED));
    }
}
