package io.patchbay.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.store.Change;
import io.patchbay.api.store.RecordMap;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** Whatever is done with the store, it says what a map in memory would. */
class StoreModelTest {
    private static final List<String> MAPS = List.of("users", "grants");

    /** One thing to do: commits that are sent without waiting for each other, then maybe more. */
    record Step(List<List<Change>> commits, boolean reopen, boolean backup) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        var key = Arbitraries.integers().between(0, 60).map(i -> "key" + i);
        var value =
                Arbitraries.oneOf(
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(40),
                        Arbitraries.bytes().array(byte[].class).ofSize(3000));
        var map = Arbitraries.of(MAPS);
        var put = Combinators.combine(map, key, value).as(Change::put);
        var remove = Combinators.combine(map, key).as(Change::remove);
        var commit =
                Arbitraries.frequencyOf(Tuple.of(3, put), Tuple.of(1, remove)).list().ofMaxSize(8);
        return Combinators.combine(
                        commit.list().ofMaxSize(10),
                        Arbitraries.of(true, false, false),
                        Arbitraries.of(true, false, false, false))
                .as(Step::new)
                .list()
                .ofMaxSize(12);
    }

    @Property(tries = 20)
    void theStoreSaysWhatAMapWould(@ForAll("steps") List<Step> steps) throws Exception {
        Path folder = Files.createTempDirectory("store");
        Map<String, TreeMap<String, byte[]>> model = model();
        var store = open(folder);
        try {
            for (Step step : steps) {
                commit(store, step.commits(), model);
                if (step.backup()) {
                    backUpSpoilAndRestore(store, folder);
                }
                if (step.reopen()) {
                    store.close();
                    store = open(folder);
                }
                assertSame(store, model);
            }
        } finally {
            store.close();
            delete(folder);
        }
    }

    private static void commit(
            DurableStore store,
            List<List<Change>> commits,
            Map<String, TreeMap<String, byte[]>> model) {
        var stages = commits.stream().map(store::commit).map(CompletionStage::toCompletableFuture);
        CompletableFuture.allOf(stages.toArray(CompletableFuture[]::new)).join();
        for (Change change : commits.stream().flatMap(List::stream).toList()) {
            if (change.value() == null) {
                model.get(change.map()).remove(change.key());
            } else {
                model.get(change.map()).put(change.key(), change.value());
            }
        }
    }

    private static void backUpSpoilAndRestore(DurableStore store, Path folder) throws IOException {
        Path backup = folder.resolve("backup");
        store.backup(backup).toCompletableFuture().join();
        store.commit(
                List.of(Change.put("users", "key0", new byte[9]), Change.remove("users", "key1")));
        store.restore(backup).toCompletableFuture().join();
        Files.delete(backup);
    }

    private static void assertSame(DurableStore store, Map<String, TreeMap<String, byte[]>> model) {
        for (String name : MAPS) {
            RecordMap map = store.map(name);
            var found = new TreeMap<String, String>();
            map.forEach("", (key, value) -> found.put(key, Arrays.toString(value)));
            var expected = new TreeMap<String, String>();
            model.get(name).forEach((key, value) -> expected.put(key, Arrays.toString(value)));
            assertThat(found).isEqualTo(expected);
            assertThat(map.size()).isEqualTo(expected.size());
        }
    }

    private static Map<String, TreeMap<String, byte[]>> model() {
        return Map.of("users", new TreeMap<>(), "grants", new TreeMap<>());
    }

    private static DurableStore open(Path folder) throws IOException {
        return DurableStore.open(DurableStoreTest.settings(folder.resolve("store")));
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
