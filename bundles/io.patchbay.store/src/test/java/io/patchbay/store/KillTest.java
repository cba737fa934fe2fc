package io.patchbay.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * A process that writes is killed again and again, at any moment: what it was told to be durable is
 * there, and nothing is there that was never written. Two hundred times:
 *
 * <pre>
 * mvn -pl bundles/io.patchbay.store -am -Dtest=KillTest -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dkill.rounds=200 test</pre>
 */
class KillTest {
    private static final int ROUNDS = Integer.getInteger("kill.rounds", 4);

    @TempDir Path folder;

    @Test
    void noAcknowledgedWriteIsLostAndNoneInvented() throws Exception {
        var random = new Random();
        Path journal = folder.resolve("journal");
        Path store = folder.resolve("store");
        for (int round = 0; round < ROUNDS; round++) {
            Process writer = start(store, journal, round);
            awaitFirstWrite(journal, round, writer);
            writer.waitFor(random.nextInt(400), TimeUnit.MILLISECONDS);
            writer.destroyForcibly().waitFor();

            assertKept(store, journal, round);
        }
    }

    private Process start(Path store, Path journal, int round) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KillWriter.class.getName(),
                        store.toString(),
                        journal.toString(),
                        Integer.toString(round))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
    }

    private void awaitFirstWrite(Path journal, int round, Process writer) throws Exception {
        while (Files.notExists(journal) || !Files.readString(journal).contains("+" + round + ":")) {
            assertThat(writer.waitFor(5, TimeUnit.MILLISECONDS)).as(() -> output()).isFalse();
        }
    }

    private String output() {
        try {
            return Files.readString(folder.resolve("output"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static void assertKept(Path store, Path journal, int round) throws IOException {
        Map<String, Long> begun = new HashMap<>();
        Map<String, Long> acknowledged = new HashMap<>();
        read(journal, begun, acknowledged);
        try (var opened = DurableStore.open(DurableStoreTest.settings(store))) {
            assertThat(opened.damaged()).isZero();
            var map = opened.map("m");
            for (String key : begun.keySet()) {
                long found = map.get(key).map(KillTest::number).orElse(0L);
                assertThat(found)
                        .as("%s after round %d", key, round)
                        .isBetween(acknowledged.getOrDefault(key, 0L), begun.get(key));
            }
            map.forEach("", (key, value) -> assertThat(begun).containsKey(key));
        }
        assertThat(DamageTest.files(store)).as("after round %d", round).hasSize(1);
    }

    /** Lines of two kinds: -round:key:number was begun, +round:key:number was acknowledged. */
    private static void read(Path journal, Map<String, Long> begun, Map<String, Long> acknowledged)
            throws IOException {
        String text = Files.readString(journal, StandardCharsets.ISO_8859_1);
        List<String> lines = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        for (String line : lines) {
            String[] parts = line.substring(1).split(":");
            var numbers = line.startsWith("+") ? acknowledged : begun;
            numbers.merge(parts[1], Long.parseLong(parts[2]), Math::max);
        }
    }

    private static long number(byte[] value) {
        return Long.parseLong(new String(value, StandardCharsets.US_ASCII).strip());
    }
}
