package io.patchbay.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Space is used again as soon as it is free; that loses nothing even when power is lost. */
class PowerLossTest {
    private static final int ROUNDS = Integer.getInteger("power.rounds", 10);

    @TempDir Path folder;

    @BeforeEach
    @AfterEach
    void resetDisk() {
        LossyDisk.reset();
    }

    @Test
    void whatWasAcknowledgedIsThereWhenPowerIsBack() throws IOException {
        for (int seed = 0; seed < ROUNDS; seed++) {
            LossyDisk.reset();
            Path store = folder.resolve("store" + seed);
            var random = new Random(seed);
            var expected = new HashMap<String, String>();
            for (int crash = 0; crash < 4; crash++) {
                Map<String, String> unknown = writeUntilPowerIsLost(store, random, expected);
                LossyDisk.recover(current(store), random);
                Map<String, String> found = read(store);
                if (!found.equals(expected)) {
                    assertThat(found).as("seed %d, crash %d", seed, crash).isEqualTo(unknown);
                }
                expected.clear();
                expected.putAll(found);
            }
        }
    }

    /** The file that the mark names. */
    private static Path current(Path store) throws IOException {
        long number = Mark.read(store).orElseThrow().file();
        return store.resolve("store-%016x.mv".formatted(number));
    }

    /** What would be there had the last commit been acknowledged. */
    private static Map<String, String> writeUntilPowerIsLost(
            Path store, Random random, Map<String, String> acknowledged) throws IOException {
        Map<String, String> next = new HashMap<>(acknowledged);
        RecordFolder opened = RecordFolder.open(store, LossyDisk.SCHEME, record -> {});
        LossyDisk.loseAfter(random.nextInt(400));
        try {
            while (true) {
                var changes = new LinkedHashMap<String, byte @Nullable []>();
                next = new HashMap<>(acknowledged);
                change(random, changes, next);
                opened.commit(changes);
                acknowledged.clear();
                acknowledged.putAll(next);
                if (random.nextInt(40) == 0) {
                    opened.compact();
                }
            }
        } catch (IOException | RuntimeException powerLost) {
            opened.abandon();
            return next;
        }
    }

    private static void change(
            Random random, Map<String, byte @Nullable []> changes, Map<String, String> model) {
        for (int i = random.nextInt(6); i >= 0; i--) {
            String key = "key" + random.nextInt(300);
            if (random.nextInt(4) == 0) {
                changes.put(StoredRecord.name("m", key), null);
                model.remove(key);
            } else {
                byte[] value = new byte[random.nextInt(400)];
                random.nextBytes(value);
                var record = StoredRecord.of("m", key, value);
                changes.put(record.name(), record.content());
                model.put(key, text(record));
            }
        }
    }

    private static Map<String, String> read(Path store) throws IOException {
        var found = new HashMap<String, String>();
        RecordFolder.open(
                        store,
                        record -> {
                            assertThat(record.intact()).isTrue();
                            found.put(record.key(), text(record));
                        })
                .close();
        return found;
    }

    private static String text(StoredRecord record) {
        return HexFormat.of().formatHex(record.value());
    }
}
