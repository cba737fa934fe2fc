package io.patchbay.store;

import io.patchbay.api.store.Change;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/** Writes as fast as it can until it is killed, and keeps a journal of what it was told. */
final class KillWriter {
    private static final int KEYS = 500;
    private static final int UNDER_WAY = 50;

    private KillWriter() {}

    public static void main(String[] arguments) throws Exception {
        var journal = new FileOutputStream(arguments[1], true);
        String round = arguments[2];
        var store = DurableStore.open(DurableStoreTest.settings(Path.of(arguments[0])));
        var random = new Random();
        // Numbers rise over all rounds.
        var number = new AtomicLong(Long.parseLong(round) * 1_000_000_000L);
        var permits = new Semaphore(UNDER_WAY);
        while (true) {
            permits.acquire();
            String entry = round + ":key" + random.nextInt(KEYS) + ":" + number.incrementAndGet();
            String[] parts = entry.split(":");
            note(journal, "-" + entry);
            String value = parts[2] + " ".repeat(random.nextInt(2000));
            var change = Change.put("m", parts[1], value.getBytes(StandardCharsets.US_ASCII));
            store.commit(List.of(change))
                    .thenRun(
                            () -> {
                                note(journal, "+" + entry);
                                permits.release();
                            });
        }
    }

    /** One write each: what was written before the kill is in the file. */
    private static void note(FileOutputStream journal, String line) {
        try {
            journal.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
