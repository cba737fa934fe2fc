package io.patchbay.testkit;

import io.patchbay.api.store.BackupSummary;
import io.patchbay.api.store.Change;
import io.patchbay.api.store.RecordMap;
import io.patchbay.api.store.Store;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A store that lasts as long as its object, where each commit is done when it returns. */
public final class MemoryStore implements Store {
    private final Map<String, Records> maps = new ConcurrentHashMap<>();
    private final List<ChangeListener> listeners = new CopyOnWriteArrayList<>();
    private volatile int commits;

    @Override
    public RecordMap map(String name) {
        return records(name);
    }

    private Records records(String name) {
        return maps.computeIfAbsent(name, key -> new Records(key, new ConcurrentSkipListMap<>()));
    }

    /** How many commits there have been. */
    public int commits() {
        return commits;
    }

    @Override
    public synchronized CompletionStage<Void> commit(List<Change> changes) {
        for (Change change : changes) {
            byte[] value = change.value();
            if (value == null) {
                records(change.map()).contents.remove(change.key());
            } else {
                records(change.map()).contents.put(change.key(), value);
            }
        }
        commits++;
        listeners.forEach(listener -> listener.committed(changes));
        return CompletableFuture.completedStage(null);
    }

    @Override
    public Listening listen(ChangeListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public String incarnation() {
        return "memory";
    }

    @Override
    public CompletionStage<BackupSummary> backup(Path file) {
        throw new UnsupportedOperationException("there is nothing durable here");
    }

    @Override
    public CompletionStage<BackupSummary> restore(Path file) {
        throw new UnsupportedOperationException("there is nothing durable here");
    }

    private record Records(String name, NavigableMap<String, byte[]> contents)
            implements RecordMap {
        @Override
        public Optional<byte[]> get(String key) {
            return Optional.ofNullable(contents.get(key)).map(byte[]::clone);
        }

        @Override
        public int size() {
            return contents.size();
        }

        @Override
        public void forEach(String prefix, Visitor visitor) {
            for (var entry : contents.tailMap(prefix).entrySet()) {
                if (!entry.getKey().startsWith(prefix)) {
                    return;
                }
                visitor.visit(entry.getKey(), entry.getValue().clone());
            }
        }

        @Override
        public Set<String> damaged() {
            return Set.of();
        }
    }
}
