package io.patchbay.store.file;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An open store: a file of records and the {@link Mark} that names it. Another file takes its place
 * when the mark is replaced, in one step. Used by one thread at a time, and by one process.
 */
public final class RecordFolder implements AutoCloseable {
    private final StoreFolder folder;
    private final Tally tally;
    private Mark mark;
    private RecordFile file;
    private long number;

    private RecordFolder(StoreFolder folder, long number, RecordFile file) throws IOException {
        this.folder = folder;
        this.tally = file.tally();
        this.number = number;
        this.file = file;
        this.mark = Mark.open(folder.path(), number);
        folder.sweep(number);
    }

    /**
     * Opens the store, which is begun if there is none, and shows all that is in it. Records that
     * are not {@link StoredRecord#intact()} are shown too.
     *
     * @throws DamagedStore if more is damaged than single values; nothing was changed
     * @throws IOException if the disk fails, or the store is in use
     */
    public static RecordFolder open(Path path, Consumer<StoredRecord> visitor) throws IOException {
        return open(path, "", visitor);
    }

    /**
     * @param scheme put before file names, for a disk that is not the real one
     */
    public static RecordFolder open(Path path, String scheme, Consumer<StoredRecord> visitor)
            throws IOException {
        StoreFolder folder = StoreFolder.take(path, scheme);
        try {
            return open(folder, visitor);
        } catch (IOException | RuntimeException | Error e) {
            folder.close();
            throw e;
        }
    }

    private static RecordFolder open(StoreFolder folder, Consumer<StoredRecord> visitor)
            throws IOException {
        Optional<Mark.Position> position = position(folder);
        if (position.isEmpty()) {
            return begin(folder, StoreFolder.newNumber());
        }
        Mark.Position last = position.get();
        if (last.sequence() == 0) {
            // The start that began this store was interrupted before it held anything.
            Files.deleteIfExists(folder.file(last.file()));
            return begin(folder, last.file());
        }
        return last.closed() ? goOn(folder, last, visitor) : recover(folder, last, visitor);
    }

    /** What the mark says; empty if nothing was ever stored there. */
    static Optional<Mark.Position> position(StoreFolder folder) throws IOException {
        try {
            Optional<Mark.Position> position = Mark.read(folder.path());
            if (position.isEmpty()) {
                throw new DamagedStore(folder.path(), List.of(Mark.FILE + " is damaged"));
            }
            return position;
        } catch (NoSuchFileException e) {
            if (folder.numbers().isEmpty()) {
                return Optional.empty();
            }
            throw new DamagedStore(
                    folder.path(),
                    List.of(Mark.FILE + " is missing, and there are files of records"));
        }
    }

    private static RecordFolder begin(StoreFolder folder, long number) throws IOException {
        Mark.replace(folder.path(), new Mark.Position(number, 0, false));
        RecordFile file = RecordFile.create(folder.name(number), Seal.first(number), new Tally());
        var begun = new RecordFolder(folder, number, file);
        begun.commit(Map.of());
        Folders.force(folder.path());
        return begun;
    }

    private static RecordFolder goOn(
            StoreFolder folder, Mark.Position position, Consumer<StoredRecord> visitor)
            throws IOException {
        RecordFile file = RecordFile.open(folder, position.file());
        try {
            Findings found = Findings.of(file, position);
            if (!found.damage().isEmpty()) {
                throw new DamagedStore(folder.path(), found.damage());
            }
            found.records().forEach(visitor);
            Mark.replace(folder.path(), position.reopened());
            return new RecordFolder(folder, position.file(), file);
        } catch (IOException | RuntimeException | Error e) {
            file.abandon();
            throw e;
        }
    }

    /**
     * After a crash: what MVStore finds is only read, and written to a new file once it was proven.
     * Its own way of going on relies on notes in the file that may be as old as the crash.
     */
    private static RecordFolder recover(
            StoreFolder folder, Mark.Position position, Consumer<StoredRecord> visitor)
            throws IOException {
        Findings found = Recovery.read(folder, position);
        long number = position.file() + 1;
        RecordFile file = rewrite(folder, number, found, new Tally());
        found.records().forEach(visitor);
        return new RecordFolder(folder, number, file);
    }

    /** Writes what was read to a new file and lets it be the store's. */
    private static RecordFile rewrite(StoreFolder folder, long number, Findings found, Tally tally)
            throws IOException {
        Files.deleteIfExists(folder.file(number));
        RecordFile file = RecordFile.create(folder.name(number), found.seal().emptied(), tally);
        try {
            file.fill(found.records());
            Folders.force(folder.path());
            var position = new Mark.Position(number, file.seal().sequence(), false);
            Mark.replace(folder.path(), position);
            return file;
        } catch (IOException | RuntimeException | Error e) {
            file.abandon();
            throw e;
        }
    }

    /** Durable when it returns. */
    public void commit(Map<String, byte @Nullable []> changes) throws IOException {
        file.commit(changes);
        mark.advance(file.seal().sequence());
    }

    /** As {@link #commit}, and begins another history. */
    public void commitAnew(Map<String, byte @Nullable []> changes) throws IOException {
        file.commit(changes, StoreFolder.newNumber());
        mark.advance(file.seal().sequence());
    }

    /** Names the history that the records belong to. */
    public String incarnation() {
        return StoreFolder.hex(file.seal().incarnation());
    }

    public Tally tally() {
        return tally;
    }

    public long fileBytes() {
        return file.fileBytes();
    }

    /** About what the records would take in a file of nothing else, in bytes. */
    public long weight() {
        return file.weight();
    }

    /**
     * Writes all records to a new file without what they leave unused, and goes on with that one.
     *
     * @return false if what is on the disk is damaged; then nothing was changed
     */
    public boolean compact() throws IOException {
        Findings found =
                Findings.of(file, new Mark.Position(number, file.seal().sequence(), false));
        if (!found.isWhole()) {
            return false;
        }
        RecordFile compacted = rewrite(folder, number + 1, found, tally);
        file.abandon();
        mark.close();
        file = compacted;
        number++;
        mark = Mark.open(folder.path(), number);
        folder.sweep(number);
        return true;
    }

    @Override
    public void close() throws IOException {
        try (folder;
                Mark last = mark) {
            file.close();
            last.closed(file.seal().sequence());
        }
    }

    /** Closes it after a failure, writing nothing. */
    public void abandon() throws IOException {
        try (folder) {
            file.abandon();
            mark.close();
        }
    }
}
