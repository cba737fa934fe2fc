package io.patchbay.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.api.store.BackupSummary;
import io.patchbay.api.store.Change;
import io.patchbay.api.store.RecordMap;
import io.patchbay.api.store.Store;
import io.patchbay.api.store.StoreFailure;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** What every {@link Store} keeps. */
public abstract class StoreContract {
    @TempDir Path folder;

    private Store store;

    /** Opens the store in that folder, which is empty or was used by a store that was closed. */
    protected abstract Store open(Path folder) throws Exception;

    protected abstract void close(Store store) throws Exception;

    @BeforeEach
    void openStore() throws Exception {
        store = open(folder.resolve("store"));
    }

    @AfterEach
    void closeStore() throws Exception {
        close(store);
    }

    @Test
    void anAcknowledgedRecordIsReadAndOutlivesTheStore() throws Exception {
        commit(Change.put("users", "alice", bytes("1")));

        assertThat(read("users", "alice")).isEqualTo("1");
        reopen();
        assertThat(read("users", "alice")).isEqualTo("1");
        assertThat(store.map("users").size()).isEqualTo(1);
    }

    @Test
    void aRecordThatIsRemovedIsGoneForGood() throws Exception {
        commit(Change.put("users", "alice", bytes("1")), Change.put("users", "bob", bytes("2")));

        commit(Change.remove("users", "alice"), Change.remove("users", "nobody"));

        assertThat(store.map("users").get("alice")).isEmpty();
        reopen();
        assertThat(store.map("users").get("alice")).isEmpty();
        assertThat(read("users", "bob")).isEqualTo("2");
    }

    @Test
    void ofSeveralChangesToOneKeyTheLastCounts() throws Exception {
        commit(
                Change.put("users", "alice", bytes("1")),
                Change.remove("users", "alice"),
                Change.put("users", "alice", bytes("3")));

        assertThat(read("users", "alice")).isEqualTo("3");
        reopen();
        assertThat(read("users", "alice")).isEqualTo("3");
    }

    @Test
    void mapsDoNotSeeEachOther() throws Exception {
        commit(Change.put("a", "key", bytes("1")), Change.put("b", "key", bytes("2")));

        reopen();

        assertThat(read("a", "key")).isEqualTo("1");
        assertThat(read("b", "key")).isEqualTo("2");
    }

    @Test
    void anyTextIsAKeyAndAnyBytesAreAValue() throws Exception {
        String key = "\0\ud800/ü\u20ac\ud83d\ude00";
        byte[] value = {0, -1, 127, -128};

        commit(Change.put("m", key, value), Change.put("m", "empty", new byte[0]));

        reopen();
        assertThat(store.map("m").get(key)).hasValue(value);
        assertThat(store.map("m").get("empty")).hasValue(new byte[0]);
    }

    @Test
    void recordsAreVisitedByRisingKeyFromAPrefixOn() throws Exception {
        for (String key : List.of("b/2", "a/1", "b/1", "c", "b")) {
            commit(Change.put("m", key, bytes(key)));
        }

        assertThat(keys(store.map("m"), "b/")).containsExactly("b/1", "b/2");
        assertThat(keys(store.map("m"), "")).containsExactly("a/1", "b", "b/1", "b/2", "c");
    }

    @Test
    void aValueThatWasReadBelongsToTheReader() throws Exception {
        commit(Change.put("m", "key", bytes("1")));

        store.map("m").get("key").orElseThrow()[0] = 'x';

        assertThat(read("m", "key")).isEqualTo("1");
    }

    @Test
    void listenersLearnOfCommitsInOrderOnceTheyAreSeen() throws Exception {
        var told = new ArrayList<String>();
        var listening =
                store.listen(
                        changes ->
                                changes.forEach(
                                        change ->
                                                told.add(change.key() + read("m", change.key()))));

        commit(Change.put("m", "a", bytes("1")));
        commit(Change.put("m", "a", bytes("2")));
        listening.close();
        commit(Change.put("m", "a", bytes("3")));

        assertThat(told).containsExactly("a1", "a2");
    }

    @Test
    void aListenerThatFailsHarmsNobody() throws Exception {
        store.listen(
                changes -> {
                    throw new IllegalStateException("on purpose");
                });

        commit(Change.put("m", "a", bytes("1")));
        commit(Change.put("m", "a", bytes("2")));

        assertThat(read("m", "a")).isEqualTo("2");
    }

    @Test
    void namesKeysAndValuesThatAreNotAllowedAreRefusedWhole() {
        var good = Change.put("m", "good", bytes("1"));

        for (Change bad :
                List.of(
                        Change.put("", "key", bytes("1")),
                        Change.put("Users", "key", bytes("1")),
                        Change.put("~quarantine", "key", bytes("1")),
                        Change.put("m", "", bytes("1")),
                        Change.put("m", "k".repeat(1025), bytes("1")),
                        Change.put("m", "key", new byte[65 << 20]))) {
            assertThatThrownBy(() -> store.commit(List.of(good, bad)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> store.map("No map")).isInstanceOf(IllegalArgumentException.class);
        assertThat(store.map("m").get("good")).isEmpty();
    }

    @Test
    void theIncarnationStaysWhileNothingIsLost() throws Exception {
        String incarnation = store.incarnation();
        commit(Change.put("m", "a", bytes("1")));

        reopen();

        assertThat(store.incarnation()).isEqualTo(incarnation);
    }

    @Test
    void aBackupBringsAllRecordsBackAsTheyWere() throws Exception {
        commit(Change.put("m", "kept", bytes("1")), Change.put("m", "changed", bytes("1")));
        Path file = folder.resolve("backup");
        String incarnation = store.incarnation();

        BackupSummary made = await(store.backup(file));
        commit(
                Change.put("m", "changed", bytes("2")),
                Change.put("n", "added", bytes("2")),
                Change.remove("m", "kept"));
        var told = new ArrayList<String>();
        store.listen(changes -> changes.forEach(change -> told.add(change.key())));
        BackupSummary restored = await(store.restore(file));

        assertThat(restored).isEqualTo(made);
        assertThat(made.records()).isEqualTo(2);
        assertThat(made.incarnation()).isEqualTo(incarnation);
        assertThat(told).containsExactlyInAnyOrder("kept", "changed", "added");
        reopen();
        assertThat(read("m", "kept")).isEqualTo("1");
        assertThat(read("m", "changed")).isEqualTo("1");
        assertThat(store.map("n").size()).isZero();
        assertThat(store.incarnation()).isNotEqualTo(incarnation);
    }

    @Test
    void aBackupThatIsDamagedChangesNothing() throws Exception {
        commit(Change.put("m", "a", bytes("1")));
        Path file = folder.resolve("backup");
        await(store.backup(file));
        byte[] backup = Files.readAllBytes(file);
        String incarnation = store.incarnation();

        for (int i = 0; i < backup.length; i++) {
            byte[] flipped = backup.clone();
            flipped[i] ^= 0x10;
            Files.write(file, flipped);
            assertRefused(store.restore(file), StoreFailure.Reason.BACKUP);
        }
        for (int length = 0; length < backup.length; length++) {
            Files.write(file, Arrays.copyOf(backup, length));
            assertRefused(store.restore(file), StoreFailure.Reason.BACKUP);
        }
        assertThat(read("m", "a")).isEqualTo("1");
        assertThat(store.incarnation()).isEqualTo(incarnation);
    }

    @Test
    void aBackupDoesNotReplaceAFile() throws Exception {
        Path file = Files.writeString(folder.resolve("backup"), "mine");

        assertRefused(store.backup(file), StoreFailure.Reason.BACKUP);

        assertThat(file).hasContent("mine");
    }

    @Test
    void aClosedStoreTakesNoChanges() throws Exception {
        close(store);

        assertRefused(
                store.commit(List.of(Change.put("m", "a", bytes("1")))),
                StoreFailure.Reason.STOPPED);
    }

    private void reopen() throws Exception {
        close(store);
        store = open(folder.resolve("store"));
    }

    private void commit(Change... changes) throws Exception {
        await(store.commit(List.of(changes)));
    }

    private String read(String map, String key) {
        return new String(store.map(map).get(key).orElseThrow(), StandardCharsets.UTF_8);
    }

    private static List<String> keys(RecordMap map, String prefix) {
        var keys = new ArrayList<String>();
        map.forEach(
                prefix,
                (key, value) -> {
                    assertThat(value).isEqualTo(bytes(key));
                    keys.add(key);
                });
        return keys;
    }

    private static void assertRefused(CompletionStage<?> stage, StoreFailure.Reason reason) {
        assertThatThrownBy(() -> await(stage))
                .cause()
                .isInstanceOfSatisfying(
                        StoreFailure.class,
                        failure -> assertThat(failure.reason()).isEqualTo(reason));
    }

    private static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
