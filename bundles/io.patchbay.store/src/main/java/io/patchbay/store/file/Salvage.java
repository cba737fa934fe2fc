package io.patchbay.store.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What is done to a store that nobody uses, whole or not. */
public final class Salvage {
    private Salvage() {}

    /** Whether anything was ever stored there. */
    public static boolean isStore(Path path) throws IOException {
        return StoreFolder.isUsed(path);
    }

    /**
     * Shows what can be read, intact or not.
     *
     * @return what is damaged
     * @throws IOException if the disk fails or the store is in use
     */
    public static List<String> read(Path path, Consumer<StoredRecord> visitor) throws IOException {
        var findings = new ArrayList<String>();
        try (var folder = StoreFolder.take(path, "")) {
            for (long number : candidates(folder, findings)) {
                readFile(folder, number, visitor, findings);
            }
        }
        return findings;
    }

    private static void readFile(
            StoreFolder folder, long number, Consumer<StoredRecord> visitor, List<String> findings)
            throws IOException {
        try {
            RecordFile file = RecordFile.open(folder, number);
            try {
                findings.addAll(file.read(visitor));
            } finally {
                file.abandon();
            }
        } catch (DamagedStore damaged) {
            findings.addAll(damaged.findings());
        }
    }

    /** The file that the mark names; without a mark that can be believed, the only one there is. */
    private static List<Long> candidates(StoreFolder folder, List<String> findings)
            throws IOException {
        try {
            return RecordFolder.position(folder).map(Mark.Position::file).stream().toList();
        } catch (DamagedStore damaged) {
            findings.addAll(damaged.findings());
            List<Long> numbers = folder.numbers();
            if (numbers.size() > 1) {
                throw new IOException(
                        "there are several files of records and none is named by %s; leave only the one to salvage: %s"
                                .formatted(Mark.FILE, numbers.stream().map(folder::file).toList()));
            }
            return numbers;
        }
    }

    /**
     * Writes a new file of these records and lets it be the store's, of a history of its own. What
     * was there is kept aside.
     *
     * @return the file that holds the records now
     * @throws IOException if the disk fails or the store is in use; nothing was changed
     */
    public static Path replace(Path path, Iterable<StoredRecord> records) throws IOException {
        try (var folder = StoreFolder.take(path, "")) {
            long number = StoreFolder.newNumber();
            long sequence;
            try (RecordFile file =
                    RecordFile.create(folder.name(number), Seal.first(number), new Tally())) {
                file.fill(records);
                sequence = file.seal().sequence();
            }
            Folders.force(path);
            Mark.replace(path, new Mark.Position(number, sequence, true));
            return folder.file(number);
        }
    }
}
