package io.patchbay.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.store.Change;
import io.patchbay.api.store.DamagedRecord;
import io.patchbay.store.file.DamagedStore;

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
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Whatever happens to the file: no value is read that was not the last that was written. {@code
 * -Ddamage.rounds=1000} for more, given as {@link KillTest} says.
 */
class DamageTest {
    private static final int ROUNDS = Integer.getInteger("damage.rounds", 25);
    private static final int RECORDS = 400;
    private static final int COMMITS = 40;
    private static final int PAGE = 4096;

    @TempDir Path folder;

    private final Map<String, String> written = new HashMap<>();
    private final Random random = new Random(1);
    private byte[] whole = new byte[0];
    private byte[] mark = new byte[0];
    private Path file = Path.of("");

    @BeforeEach
    void writeStore() throws IOException {
        try (var store = open()) {
            for (int round = 0; round < COMMITS; round++) {
                var changes = new ArrayList<Change>();
                for (int i = 0; i < RECORDS / 10; i++) {
                    String key = "key" + random.nextInt(RECORDS);
                    String value = round + " of " + key + " " + "x".repeat(random.nextInt(200));
                    changes.add(change(key, value));
                }
                store.commit(changes).toCompletableFuture().join();
            }
        }
        file = file();
        whole = Files.readAllBytes(file);
        mark = Files.readAllBytes(folder.resolve("store.mark"));
    }

    @Test
    void aByteThatIsFlippedIsNeverASilentWrongValue() throws IOException {
        for (int i = 0; i < ROUNDS; i++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            assertNothingWrong(damaged);
        }
    }

    @Test
    void aPageOfZeroesIsNeverASilentWrongValue() throws IOException {
        for (int at = 0; at < whole.length; at += PAGE * (1 + whole.length / PAGE / ROUNDS)) {
            byte[] damaged = whole.clone();
            Arrays.fill(damaged, at, Math.min(damaged.length, at + PAGE), (byte) 0);
            assertNothingWrong(damaged);
        }
    }

    @Test
    void aFileThatIsCutOffIsRefused() throws IOException {
        for (int i = 0; i < ROUNDS; i++) {
            int length = i < ROUNDS / 2 ? whole.length - 1 - i * 97 : random.nextInt(whole.length);
            byte[] damaged = Arrays.copyOf(whole, Math.max(0, length));
            damage(damaged);

            assertThat(refusal()).as("cut to %d", length).contains("salvage");

            assertThat(file).hasBinaryContent(damaged);
        }
    }

    @Test
    void anOlderFileThatWasPutBackIsRefused() throws IOException {
        try (var store = open()) {
            put(store, "key1", "newer");
        }
        Files.write(file, whole);

        assertThat(refusal()).contains("commits that were acknowledged are missing");
    }

    @Test
    void aFileThatIsMissingIsRefused() throws IOException {
        Files.delete(file);

        assertThat(refusal()).contains("is missing");
    }

    @Test
    void aMarkThatIsMissingOrDamagedIsRefused() throws IOException {
        Path mark = folder.resolve("store.mark");
        Files.write(mark, new byte[600]);
        assertThat(refusal()).contains("store.mark is damaged");

        Files.delete(mark);
        assertThat(refusal()).contains("store.mark is missing");
    }

    @Test
    void aDamagedValueIsTellableFromNoneUntilItIsWrittenAgain() throws IOException {
        damageValue("key7");
        try (var store = open()) {
            assertThat(store.map("m").damaged()).containsExactly("key7");
            assertThat(store.counters().quarantined.sum()).isEqualTo(1);
            assertThat(reads(store, "key7")).isEqualTo("damaged");
        }
        try (var store = open()) {
            assertThat(reads(store, "key7")).isEqualTo("damaged");
            assertThat(store.counters().quarantined.sum()).isZero();
            put(store, "key7", "new");
            assertThat(reads(store, "key7")).isEqualTo("new");
        }
        try (var store = open()) {
            assertThat(store.map("m").damaged()).isEmpty();
            assertThat(reads(store, "key7")).isEqualTo("new");
        }
    }

    @Test
    void whatCanBeReadIsSalvagedAndTheOldFileKept() throws IOException {
        byte[] damaged = damageSomeRecords();
        var out = new ByteArrayOutputStream();
        var tool = new StoreTool(new PrintStream(out), new PrintStream(out));

        assertThat(tool.run(List.of("check", folder.toString()))).isEqualTo(3);
        assertThat(tool.run(List.of("salvage", folder.toString()))).isZero();
        assertThat(tool.run(List.of("check", folder.toString()))).isZero();

        assertThat(file).hasBinaryContent(damaged);
        try (var store = open()) {
            assertThat(store.map("m").size()).isPositive();
            written.keySet()
                    .forEach(
                            key ->
                                    assertThat(reads(store, key))
                                            .isIn(written.get(key), "damaged", "nothing"));
        }
    }

    @Test
    void nothingIsSalvagedFromAFileOfWhichNothingCanBeRead() throws IOException {
        damage(new byte[whole.length]);
        var out = new ByteArrayOutputStream();
        var tool = new StoreTool(new PrintStream(out), new PrintStream(out));

        assertThat(tool.run(List.of("salvage", folder.toString()))).isEqualTo(3);

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("restore a backup");
        assertThat(refusal()).contains("cannot be read");
    }

    /** Inside of pages, so that some records cannot be read and others can. */
    private byte[] damageSomeRecords() throws IOException {
        for (int at = 2 * PAGE; at < whole.length; at += PAGE) {
            byte[] damaged = whole.clone();
            Arrays.fill(damaged, at + PAGE / 2, at + PAGE - 512, (byte) 0);
            damage(damaged);
            if (refusal().contains("no record from")) {
                return damaged;
            }
        }
        throw new AssertionError("nothing was hit");
    }

    private void assertNothingWrong(byte[] damaged) throws IOException {
        damage(damaged);
        try (var store = open()) {
            for (var entry : written.entrySet()) {
                String read = reads(store, entry.getKey());
                if (!read.equals(entry.getValue())) {
                    assertThat(read).isIn("damaged", "nothing");
                    assertThat(store.damaged()).isPositive();
                }
            }
        } catch (DamagedStore refused) {
            assertThat(refused.findings()).isNotEmpty();
            assertThat(file).hasBinaryContent(damaged);
        }
    }

    /** Lets the folder be as it was written, with this file of records. */
    private void damage(byte[] damaged) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path other : files.toList()) {
                Files.delete(other);
            }
        }
        Files.write(folder.resolve("store.mark"), mark);
        Files.write(file, damaged);
    }

    private void damageValue(String key) throws IOException {
        byte[] damaged = whole.clone();
        String text = new String(whole, StandardCharsets.ISO_8859_1);
        String value = written.get(key);
        for (int at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
            damaged[at] ^= 1;
        }
        damage(damaged);
    }

    private String refusal() throws IOException {
        try (var store = open()) {
            return "opened with " + store.records();
        } catch (DamagedStore refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    private static String reads(DurableStore store, String key) {
        try {
            return store.map("m")
                    .get(key)
                    .map(value -> new String(value, StandardCharsets.UTF_8))
                    .orElse("nothing");
        } catch (DamagedRecord damaged) {
            return "damaged";
        }
    }

    private void put(DurableStore store, String key, String value) {
        store.commit(List.of(change(key, value))).toCompletableFuture().join();
    }

    private Change change(String key, String value) {
        written.put(key, value);
        return Change.put("m", key, value.getBytes(StandardCharsets.UTF_8));
    }

    private DurableStore open() throws IOException {
        return DurableStore.open(DurableStoreTest.settings(folder));
    }

    private Path file() throws IOException {
        return files(folder).getFirst();
    }

    /** The files of records in that folder. */
    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(path -> path.toString().endsWith(".mv")).toList();
        }
    }
}
