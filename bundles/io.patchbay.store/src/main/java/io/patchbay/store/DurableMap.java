package io.patchbay.store;

import io.patchbay.api.store.DamagedRecord;
import io.patchbay.api.store.RecordMap;
import io.patchbay.store.file.StoredRecord;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** One map in memory. Written by the store's thread alone. */
final class DurableMap implements RecordMap {
    private final String name;
    private final ConcurrentSkipListMap<String, byte[]> contents = new ConcurrentSkipListMap<>();
    private final Set<String> damaged = ConcurrentHashMap.newKeySet();
    private final AtomicInteger size = new AtomicInteger();

    DurableMap(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<byte[]> get(String key) {
        byte[] content = contents.get(key);
        if (content == null) {
            if (damaged.contains(key)) {
                throw new DamagedRecord(name, key);
            }
            return Optional.empty();
        }
        return Optional.of(proven(key, content));
    }

    /** Memory fails too. */
    private byte[] proven(String key, byte[] content) {
        var record = new StoredRecord(StoredRecord.name(name, key), content);
        if (!record.intact()) {
            throw new DamagedRecord(name, key);
        }
        return record.value();
    }

    @Override
    public int size() {
        return size.get();
    }

    @Override
    public void forEach(String prefix, Visitor visitor) {
        for (var entry : contents.tailMap(prefix).entrySet()) {
            if (!entry.getKey().startsWith(prefix)) {
                return;
            }
            visitor.visit(entry.getKey(), proven(entry.getKey(), entry.getValue()));
        }
    }

    @Override
    public Set<String> damaged() {
        return Set.copyOf(damaged);
    }

    int damagedCount() {
        return damaged.size();
    }

    boolean isDamaged(String key) {
        return damaged.contains(key);
    }

    void damage(String key) {
        damaged.add(key);
    }

    /** What is there from now on; null if nothing. */
    void set(String key, byte @Nullable [] content) {
        byte[] before = content == null ? contents.remove(key) : contents.put(key, content);
        size.addAndGet((content == null ? 0 : 1) - (before == null ? 0 : 1));
        damaged.remove(key);
    }

    void copyTo(Collection<StoredRecord> records) {
        contents.forEach(
                (key, content) ->
                        records.add(new StoredRecord(StoredRecord.name(name, key), content)));
    }
}
