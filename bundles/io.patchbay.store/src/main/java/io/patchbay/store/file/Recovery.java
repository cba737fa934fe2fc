package io.patchbay.store.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Reads what a crash has left. When power is lost parts of a commit may be on the disk without the
 * rest: what was written last and not acknowledged is undone if that makes the store whole.
 */
final class Recovery {
    /** More than one commit is never under way; what compaction does takes a few. */
    private static final int UNDO_LIMIT = 8;

    private Recovery() {}

    /**
     * Only reads.
     *
     * @return all records, of which single ones may be damaged
     * @throws DamagedStore if more is damaged
     */
    static Findings read(StoreFolder folder, Mark.Position position) throws IOException {
        Findings found;
        try {
            found = Findings.of(folder, position);
        } catch (DamagedStore unreadable) {
            return undone(folder, position).orElseThrow(() -> unreadable);
        }
        if (found.isWhole()) {
            return found;
        }
        Findings result = undone(folder, position).orElse(found);
        if (!result.damage().isEmpty()) {
            throw new DamagedStore(folder.path(), result.damage());
        }
        return result;
    }

    /** What is whole and nothing acknowledged misses, if it is found on a copy. */
    private static Optional<Findings> undone(StoreFolder folder, Mark.Position position)
            throws IOException {
        Path original = folder.file(position.file());
        if (!Files.exists(original)) {
            return Optional.empty();
        }
        var trial = new Mark.Position(position.file() + 2, position.sequence(), false);
        Path copy = folder.file(trial.file());
        try {
            Files.copy(original, copy, StandardCopyOption.REPLACE_EXISTING);
            for (int age = 0; age < UNDO_LIMIT && Chunks.endWith(age, copy); age++) {
                Optional<Findings> found = trial(folder.withoutScheme(), trial);
                if (found.isPresent() && found.get().isTooOld(position)) {
                    return Optional.empty();
                }
                if (found.isPresent() && found.get().isWhole()) {
                    return found;
                }
            }
            return Optional.empty();
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private static Optional<Findings> trial(StoreFolder folder, Mark.Position position)
            throws IOException {
        try {
            return Optional.of(Findings.of(folder, position));
        } catch (DamagedStore unreadable) {
            return Optional.empty();
        }
    }
}
