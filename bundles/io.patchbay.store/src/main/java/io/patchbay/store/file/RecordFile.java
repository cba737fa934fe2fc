package io.patchbay.store.file;

import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One file of records: one MVStore tree under full names, and beside it the {@link Seal}. One
 * thread at a time.
 */
final class RecordFile implements AutoCloseable {
    /** Small pages: a commit rewrites a few of them, whatever little has changed. */
    private static final int PAGE_BYTES = 4096;

    private static final int CACHE_MEGABYTES = 4;

    /**
     * How long space is not used again: when power is lost MVStore finds the newest commit by way
     * of older ones.
     */
    private static final int RETENTION_MILLIS = 5_000;

    /** Of what a new file is filled with, committed at once. */
    private static final int PORTION = 10_000;

    private static final String RECORDS = "records";
    private static final String SEALS = "seal";
    private static final String SEAL = "seal";

    private final String name;
    private final Tally tally;
    private final MVStore store;
    private final MVMap<String, byte[]> records;
    private final MVMap<String, byte[]> seals;
    private Seal seal;
    private long weight;

    private RecordFile(String name, @Nullable Seal created, Tally tally) {
        this.name = name;
        this.tally = tally;
        this.store =
                new MVStore.Builder()
                        .fileName(CountedPath.name(name, tally))
                        .autoCommitDisabled()
                        .pageSplitSize(PAGE_BYTES)
                        .cacheSize(CACHE_MEGABYTES)
                        .open();
        try {
            store.setVersionsToKeep(0);
            store.setRetentionTime(RETENTION_MILLIS);
            if (created == null && !(store.hasMap(RECORDS) && store.hasMap(SEALS))) {
                throw new IllegalStateException("it holds no records and no seal");
            }
            this.records = tree(RECORDS);
            this.seals = tree(SEALS);
            this.seal = created == null ? readSeal() : created;
        } catch (RuntimeException | Error e) {
            abandon(store);
            CountedPath.forget(name);
            throw e;
        }
    }

    /**
     * A new file without records, durable once something was committed.
     *
     * @param before whose history it goes on with
     * @throws IOException if the disk fails
     */
    static RecordFile create(String file, Seal before, Tally tally) throws IOException {
        try {
            return new RecordFile(file, before, tally);
        } catch (RuntimeException e) {
            throw diskFailure(file, e);
        }
    }

    /**
     * Opens a file without changing it.
     *
     * @throws DamagedStore if it cannot be read
     * @throws IOException if it may not be used
     */
    static RecordFile open(StoreFolder folder, long number) throws IOException {
        Path path = folder.file(number);
        if (!Files.exists(path)) {
            throw new DamagedStore(folder.path(), List.of(path.getFileName() + " is missing"));
        }
        if (!Files.isReadable(path) || !Files.isWritable(path)) {
            throw new IOException(path + " must be readable and writable");
        }
        try {
            // MVStore would begin a new store in an empty file.
            if (Files.size(path) == 0) {
                throw new IllegalStateException("it is empty");
            }
            return new RecordFile(folder.name(number), null, new Tally());
        } catch (RuntimeException | OutOfMemoryError e) {
            // A damaged length may ask for any amount of memory.
            throw unusable(folder.path(), path, e);
        }
    }

    private static DamagedStore unusable(Path folder, Path path, Throwable cause)
            throws IOException {
        if (cause instanceof MVStoreException known
                && known.getErrorCode() == DataUtils.ERROR_FILE_LOCKED) {
            throw new IOException(path + " is in use by another process", cause);
        }
        var damaged =
                new DamagedStore(
                        folder,
                        List.of(path.getFileName() + " cannot be read: " + cause.getMessage()));
        damaged.initCause(cause);
        return damaged;
    }

    private MVMap<String, byte[]> tree(String map) {
        var builder = new MVMap.Builder<String, byte[]>();
        builder.setKeyType(RecordType.NAME);
        builder.setValueType(RecordType.CONTENT);
        return store.openMap(map, builder);
    }

    private Seal readSeal() {
        byte[] bytes = seals.get(SEAL);
        return Seal.parse(bytes == null ? new byte[0] : bytes)
                .orElseThrow(() -> new IllegalStateException("its seal is damaged"));
    }

    Seal seal() {
        return seal;
    }

    Tally tally() {
        return tally;
    }

    /** About what the records would take in a file of nothing else, in bytes. */
    long weight() {
        return weight;
    }

    long fileBytes() {
        return store.getFileStore().size();
    }

    /**
     * Shows every record that can be read, intact or not.
     *
     * @return what else is there or missing; nothing if the records are those that were sealed
     */
    List<String> read(Consumer<StoredRecord> visitor) {
        var sum = new Sum(visitor);
        var walk = new TreeWalk(sum);
        walk.walk(records.getRootPage());
        weight = sum.weight;
        var findings = new ArrayList<>(walk.findings());
        Digest sealed = seal.digest();
        if (sum.digest.count() != sealed.count()) {
            findings.add(
                    "%d records were found, and %d were written"
                            .formatted(sum.digest.count(), sealed.count()));
        } else if (sum.digest.sum() != sealed.sum()) {
            findings.add("the records found are not those that were written last");
        }
        return findings;
    }

    /**
     * Makes all changes, in one step, durable.
     *
     * @param changes the contents by full name; null removes the record
     * @throws IOException if the disk fails; then nothing more can be done with this file
     */
    void commit(Map<String, byte @Nullable []> changes) throws IOException {
        commit(changes, seal.incarnation());
    }

    /** As above, and begins another history. */
    void commit(Map<String, byte @Nullable []> changes, long incarnation) throws IOException {
        try {
            Digest digest = seal.digest();
            for (var change : changes.entrySet()) {
                digest = apply(change.getKey(), change.getValue(), digest);
            }
            seal = new Seal(seal.format(), incarnation, seal.sequence() + 1, digest);
            seals.put(SEAL, seal.bytes());
            store.commit();
            store.sync();
        } catch (RuntimeException e) {
            throw diskFailure(name, e);
        }
    }

    /** What MVStore throws tells of its inside; what the disk said comes last. */
    private static IOException diskFailure(String file, RuntimeException failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return new IOException(file + " cannot be written: " + cause.getMessage(), failure);
    }

    /** Commits these records, in portions. */
    void fill(Iterable<StoredRecord> added) throws IOException {
        var portion = new LinkedHashMap<String, byte @Nullable []>();
        for (StoredRecord record : added) {
            portion.put(record.name(), record.content());
            if (portion.size() == PORTION) {
                commit(portion);
                portion.clear();
            }
        }
        commit(portion);
    }

    private Digest apply(String record, byte @Nullable [] content, Digest digest) {
        byte[] before = content == null ? records.remove(record) : records.put(record, content);
        Digest result = digest;
        if (before != null) {
            weight -= new StoredRecord(record, before).weight();
            result = result.without(before);
        }
        if (content != null) {
            weight += new StoredRecord(record, content).weight();
            result = result.with(content);
        }
        return result;
    }

    /** Closes it in order. */
    @Override
    public void close() {
        try {
            store.close(0);
        } finally {
            CountedPath.forget(name);
        }
    }

    /** Closes it without writing anything. */
    void abandon() {
        abandon(store);
        CountedPath.forget(name);
    }

    private static void abandon(MVStore store) {
        store.closeImmediately();
    }

    /** Adds up what passes. */
    private static final class Sum implements Consumer<StoredRecord> {
        private final Consumer<StoredRecord> next;
        private Digest digest = Digest.EMPTY;
        private long weight;

        Sum(Consumer<StoredRecord> next) {
            this.next = next;
        }

        @Override
        public void accept(StoredRecord record) {
            digest = digest.with(record.content());
            weight += record.weight();
            next.accept(record);
        }
    }
}
