package io.patchbay.store;

import io.patchbay.api.store.Change;
import io.patchbay.api.store.StoreFailure;
import io.patchbay.store.file.StoredRecord;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/** Changes on their way to the disk. */
final class Commit implements Work {
    private static final Pattern MAP = Pattern.compile("[a-z][a-z0-9._-]{0,63}");
    private static final int KEY_LIMIT = 1024;

    /** What the objects around a change, and around all of them, take. */
    private static final int OVERHEAD_BYTES = 200;

    private final List<Change> changes;
    private final Map<String, byte @Nullable []> contents = new LinkedHashMap<>();
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final long begun = System.nanoTime();
    private long bytes;

    /**
     * @throws IllegalArgumentException if a name, key or value is not allowed
     */
    Commit(List<Change> changes, int valueLimit) {
        this.changes = List.copyOf(changes);
        for (Change change : this.changes) {
            add(change, valueLimit);
        }
    }

    private void add(Change change, int valueLimit) {
        checkMap(change.map());
        String key = change.key();
        if (key.isEmpty() || key.length() > KEY_LIMIT) {
            throw new IllegalArgumentException(
                    "a key of %d characters; allowed are 1 to %d"
                            .formatted(key.length(), KEY_LIMIT));
        }
        byte[] value = change.value();
        if (value != null && value.length > valueLimit) {
            throw new IllegalArgumentException(
                    "a value of %d bytes for %s; value.limit.bytes is %d"
                            .formatted(value.length, key, valueLimit));
        }
        byte[] content = value == null ? null : StoredRecord.of(change.map(), key, value).content();
        contents.put(StoredRecord.name(change.map(), key), content);
        bytes += key.length() + (content == null ? 0 : content.length);
    }

    static void checkMap(String name) {
        if (!MAP.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a map named %s; allowed is %s".formatted(name, MAP));
        }
    }

    List<Change> changes() {
        return changes;
    }

    /** By full name; null removes the record. */
    Map<String, byte @Nullable []> contents() {
        return contents;
    }

    CompletableFuture<Void> done() {
        return done;
    }

    @Override
    public void refuse(StoreFailure failure) {
        done.completeExceptionally(failure);
    }

    /** The keys and values that it changes. */
    long bytes() {
        return bytes;
    }

    /** About what it takes in memory while it waits, in bytes. */
    long weight() {
        return bytes + OVERHEAD_BYTES * (1L + changes.size());
    }

    long nanos() {
        return System.nanoTime() - begun;
    }
}
