package io.patchbay.store;

import io.patchbay.api.store.BackupSummary;
import io.patchbay.api.store.Change;
import io.patchbay.api.store.RecordMap;
import io.patchbay.api.store.Store;
import io.patchbay.api.store.StoreFailure;
import io.patchbay.store.backup.BackupFile;
import io.patchbay.store.file.RecordFolder;
import io.patchbay.store.file.StoredRecord;
import io.patchbay.store.file.Tally;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The store: all records in memory for readers, and one thread that makes changes durable. Commits
 * that come while the disk is busy share the next sync. Once the disk has failed nothing is tried
 * again: what a failed sync has written nobody knows.
 */
final class DurableStore implements Store, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DurableStore.class);
    private static final long IDLE_MILLIS = 1000;

    private final RecordFolder folder;
    private final ConcurrentHashMap<String, DurableMap> maps;
    private final WriteQueue queue;
    private final List<ChangeListener> listeners = new CopyOnWriteArrayList<>();
    private final StoreCounters counters = new StoreCounters();
    private final Compaction compaction = new Compaction();
    private final Backups backups = new Backups(counters);
    private final Thread thread = new Thread(this::run, "patchbay-store");
    private volatile StoreSettings settings;
    private volatile String incarnation;
    private volatile long fileBytes;
    private volatile long weight;
    private volatile @Nullable Throwable failure;

    private DurableStore(StoreSettings settings, RecordFolder folder, Loader loader) {
        this.settings = settings;
        this.folder = folder;
        this.maps = loader.maps();
        this.queue = new WriteQueue(settings.waitingLimit());
        this.incarnation = folder.incarnation();
        counters.quarantined.add(loader.damaged());
        measure();
    }

    /**
     * Loads all that is stored. Blocks.
     *
     * @throws io.patchbay.store.file.DamagedStore if more is damaged than single values
     */
    static DurableStore open(StoreSettings settings) throws IOException {
        return open(settings, "");
    }

    /**
     * @param scheme put before file names, for a disk that is not the real one
     */
    static DurableStore open(StoreSettings settings, String scheme) throws IOException {
        var loader = new Loader();
        RecordFolder folder = RecordFolder.open(settings.folder(), scheme, loader);
        try {
            loader.quarantine(folder);
            var store = new DurableStore(settings, folder, loader);
            store.thread.start();
            return store;
        } catch (IOException | RuntimeException e) {
            folder.abandon();
            throw e;
        }
    }

    /** Takes over limits and key; the folder stays. */
    void configure(StoreSettings changed) {
        settings = changed;
        queue.limit(changed.waitingLimit());
    }

    @Override
    public RecordMap map(String name) {
        Commit.checkMap(name);
        return maps.computeIfAbsent(name, DurableMap::new);
    }

    @Override
    public CompletionStage<Void> commit(List<Change> changes) {
        var commit = new Commit(changes, settings.valueLimit());
        switch (queue.offer(commit)) {
            case TAKEN -> {}
            case CLOSED -> commit.refuse(stopped());
            case FULL -> {
                counters.overloaded.increment();
                commit.refuse(overloaded());
            }
        }
        return commit.done().minimalCompletionStage();
    }

    private StoreFailure overloaded() {
        return new StoreFailure(
                StoreFailure.Reason.OVERLOADED,
                "%d bytes wait to be written; waiting.limit.bytes is %d"
                        .formatted(queue.bytes(), settings.waitingLimit()),
                null);
    }

    private StoreFailure stopped() {
        Throwable cause = failure;
        return new StoreFailure(
                StoreFailure.Reason.STOPPED,
                cause == null
                        ? "the store is closed"
                        : "the store has failed: " + cause.getMessage(),
                cause);
    }

    @Override
    public Listening listen(ChangeListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public String incarnation() {
        return incarnation;
    }

    private void run() {
        List<Work> work = List.of();
        try {
            while (!queue.isOver()) {
                work = queue.take(IDLE_MILLIS);
                perform(work);
                compactIfDue(work.isEmpty());
                measure();
            }
            folder.close();
        } catch (Throwable e) {
            // Whatever it is, what is on the disk is no longer known.
            fail(e, work);
        }
    }

    private void perform(List<Work> work) throws Exception {
        var commits = new ArrayList<Commit>(work.size());
        for (Work piece : work) {
            switch (piece) {
                case Commit commit -> commits.add(commit);
                case Job<?> job -> job.run();
            }
        }
        if (!commits.isEmpty()) {
            write(commits);
        }
    }

    private void write(List<Commit> commits) throws IOException {
        var changes = new LinkedHashMap<String, byte @Nullable []>();
        commits.forEach(commit -> changes.putAll(commit.contents()));
        Loader.release(changes, maps);
        folder.commit(changes);
        for (Commit commit : commits) {
            show(commit.contents());
            counters.committed(commit);
            tell(commit.changes());
            commit.done().complete(null);
        }
    }

    private void show(Map<String, byte @Nullable []> contents) {
        contents.forEach(
                (name, content) -> {
                    var record = new StoredRecord(name, new byte[0]);
                    if (!record.map().equals(StoredRecord.QUARANTINE)) {
                        maps.computeIfAbsent(record.map(), DurableMap::new)
                                .set(record.key(), content);
                    }
                });
    }

    private void tell(List<Change> changes) {
        for (ChangeListener listener : listeners) {
            try {
                listener.committed(changes);
            } catch (RuntimeException e) {
                // It is no fault of the store, and the others want to know.
                LOG.error("A listener of the store failed", e);
            }
        }
    }

    private void compactIfDue(boolean idle) throws IOException {
        long before = folder.fileBytes();
        if (!compaction.isDue(before, folder.weight(), idle)) {
            return;
        }
        if (folder.compact()) {
            counters.compactions.increment();
        } else {
            LOG.error(
                    "The file of records is damaged on the disk, what is in memory is not: make a"
                            + " backup now, and restore it while the router is stopped");
        }
        compaction.tried(folder.fileBytes());
    }

    private void measure() {
        fileBytes = folder.fileBytes();
        weight = folder.weight();
    }

    private void fail(Throwable cause, List<Work> underWay) {
        failure = cause;
        queue.close();
        LOG.error("The store has failed and takes no more changes until it is restarted", cause);
        try {
            folder.abandon();
        } catch (IOException | RuntimeException e) {
            LOG.debug("The files could not even be closed", e);
        }
        StoreFailure stopped = stopped();
        underWay.forEach(work -> work.refuse(stopped));
        while (!queue.isOver()) {
            queue.take(0).forEach(work -> work.refuse(stopped));
        }
    }

    @Override
    public CompletionStage<BackupSummary> backup(Path file) {
        return backups.run(file, () -> writeBackup(file));
    }

    private BackupFile.Contents writeBackup(Path file) throws Exception {
        var records = new ArrayList<StoredRecord>();
        String history =
                alone(
                        () -> {
                            maps.values().forEach(map -> map.copyTo(records));
                            return incarnation;
                        });
        return BackupFile.write(file, history, Instant.now(), records, settings.backupKey());
    }

    @Override
    public CompletionStage<BackupSummary> restore(Path file) {
        return backups.run(file, () -> readBackup(file));
    }

    private BackupFile.Contents readBackup(Path file) throws Exception {
        var records = new LinkedHashMap<String, byte @Nullable []>();
        var contents =
                BackupFile.read(
                        file,
                        settings.backupKey(),
                        record -> records.put(record.name(), record.content()));
        return alone(
                () -> {
                    become(records);
                    return contents;
                });
    }

    /** Does it on the store's thread between two commits, and waits for it. */
    private <T> T alone(Callable<T> action) throws Exception {
        var job = new Job<>(action);
        if (!queue.offer(job)) {
            throw stopped();
        }
        return job.done().get();
    }

    /** Lets these be all the records. */
    private void become(Map<String, byte @Nullable []> records) throws IOException {
        var changes = new LinkedHashMap<String, byte @Nullable []>();
        var present = new ArrayList<StoredRecord>();
        maps.values().forEach(map -> map.copyTo(present));
        for (StoredRecord record : present) {
            byte[] next = records.get(record.name());
            if (next == null) {
                changes.put(record.name(), null);
            } else if (Arrays.equals(next, record.content())) {
                records.remove(record.name());
            }
        }
        changes.putAll(records);
        for (DurableMap map : maps.values()) {
            map.damaged()
                    .forEach(key -> changes.putIfAbsent(StoredRecord.name(map.name(), key), null));
        }
        Loader.release(changes, maps);
        folder.commitAnew(changes);
        incarnation = folder.incarnation();
        show(changes);
        tell(told(changes));
    }

    private static List<Change> told(Map<String, byte @Nullable []> changes) {
        var told = new ArrayList<Change>(changes.size());
        changes.forEach(
                (name, content) -> {
                    var record = new StoredRecord(name, content == null ? new byte[0] : content);
                    if (!record.map().equals(StoredRecord.QUARANTINE)) {
                        byte[] value = content == null ? null : record.value();
                        told.add(new Change(record.map(), record.key(), value));
                    }
                });
        return told;
    }

    StoreCounters counters() {
        return counters;
    }

    Tally tally() {
        return folder.tally();
    }

    long fileBytes() {
        return fileBytes;
    }

    long weight() {
        return weight;
    }

    long waitingBytes() {
        return queue.bytes();
    }

    long records() {
        return maps.values().stream().mapToLong(DurableMap::size).sum();
    }

    long damaged() {
        return maps.values().stream().mapToLong(DurableMap::damagedCount).sum();
    }

    Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    /** Writes what waits, and closes the file. Blocks until that is done. */
    @Override
    public void close() {
        queue.close();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
