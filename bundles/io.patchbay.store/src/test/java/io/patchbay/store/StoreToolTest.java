package io.patchbay.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.store.Change;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class StoreToolTest {
    @TempDir Path base;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private Path folder = Path.of("");

    @BeforeEach
    void writeStore() throws IOException {
        folder = base.resolve("store");
        Files.writeString(base.resolve("key"), "ab".repeat(32));
        try (var store = open()) {
            put(store, "1");
        }
    }

    @Test
    void aStoreThatIsWholeIsFoundWhole() {
        assertThat(run("check", folder)).isZero();

        assertThat(said()).contains("1 records, 0 of them damaged");
    }

    @Test
    void aBackupIsRestoredAndWhatWasThereIsKept() throws IOException {
        Path backup = backUpAndChange();
        Path before = DamageTest.files(folder).getFirst();
        byte[] kept = Files.readAllBytes(before);

        assertThat(run("restore", folder, backup, base.resolve("key"))).isZero();

        assertThat(said()).contains("1 records are in store-");
        assertThat(before).hasBinaryContent(kept);
        assertThat(value()).isEqualTo("1");
        assertThat(before).hasBinaryContent(kept);
    }

    @Test
    void aBackupIsRestoredToAnEmptyFolder() throws IOException {
        Path backup = backUpAndChange();
        folder = base.resolve("elsewhere");

        assertThat(run("restore", folder, backup, base.resolve("key"))).isZero();

        assertThat(value()).isEqualTo("1");
    }

    @Test
    void aBackupThatCannotBeReadChangesNothing() throws IOException {
        Path backup = backUpAndChange();

        assertThat(run("restore", folder, backup)).isEqualTo(1);
        assertThat(said()).contains(backup + " cannot be restored", "encrypted", "no key");
        assertThat(run("restore", folder, base.resolve("missing"))).isEqualTo(1);
        assertThat(said()).contains("missing cannot be restored");
        assertThat(run("restore", folder, backup, base.resolve("nokey"))).isEqualTo(1);
        assertThat(said()).contains("nokey does not exist");

        assertThat(value()).isEqualTo("2");
    }

    @Test
    void aStoreThatIsInUseIsNotTouched() throws IOException {
        Path backup = backUpAndChange();
        try (var store = open()) {
            for (String command : List.of("check", "salvage")) {
                assertThat(run(command, folder)).isEqualTo(1);
                assertThat(said()).contains("in use");
            }
            assertThat(run("restore", folder, backup, base.resolve("key"))).isEqualTo(1);
            assertThat(said()).contains("in use");
            put(store, "3");
        }
        assertThat(value()).isEqualTo("3");
    }

    @Test
    void whereThereIsNoStoreNoneIsMade() {
        folder = base.resolve("nothing");
        for (String command : List.of("check", "salvage")) {
            assertThat(run(command, folder)).isEqualTo(1);
            assertThat(said()).contains("there is no store in " + folder);
        }
        assertThat(folder).doesNotExist();
    }

    @Test
    void wrongArgumentsAreAnsweredWithTheRightOnes() {
        for (List<String> wrong :
                List.of(
                        List.<String>of(),
                        List.of("help"),
                        List.of("check"),
                        List.of("salvage", "a", "b"),
                        List.of("restore", "a"),
                        List.of("restore", "a", "b", "c", "d"))) {
            assertThat(tool().run(wrong)).as("%s", wrong).isEqualTo(2);
            assertThat(said()).contains("check FOLDER", "salvage FOLDER", "restore FOLDER BACKUP");
        }
    }

    private Path backUpAndChange() throws IOException {
        Path backup = base.resolve("backup");
        try (var store = open()) {
            store.backup(backup).toCompletableFuture().join();
            put(store, "2");
        }
        return backup;
    }

    private int run(String command, Path... paths) {
        var arguments = new ArrayList<String>(List.of(command));
        for (Path path : paths) {
            arguments.add(path.toString());
        }
        return tool().run(arguments);
    }

    private StoreTool tool() {
        said.reset();
        var stream = new PrintStream(said, true, StandardCharsets.UTF_8);
        return new StoreTool(stream, stream);
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    private DurableStore open() throws IOException {
        Map<String, Object> properties =
                Map.of("folder", folder.toString(), "backup.key.file", "key");
        return DurableStore.open(StoreSettings.of(properties, base));
    }

    private static void put(DurableStore store, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        store.commit(List.of(Change.put("m", "key", bytes))).toCompletableFuture().join();
    }

    private String value() throws IOException {
        try (var store = open()) {
            return new String(store.map("m").get("key").orElseThrow(), StandardCharsets.UTF_8);
        }
    }
}
