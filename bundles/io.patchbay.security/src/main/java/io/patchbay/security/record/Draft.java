package io.patchbay.security.record;

import io.patchbay.api.store.Change;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The records as they will be with some changes that are not made yet. For one thread. */
public final class Draft implements RecordView {
    private final RecordView before;
    private final Map<RecordId, Optional<byte[]>> changed = new HashMap<>();
    private final List<Change> changes = new ArrayList<>();

    public Draft(RecordView before) {
        this.before = before;
    }

    public void put(RecordId id, byte[] value) {
        change(id.put(value));
    }

    public void put(RecordId id, Map<String, Object> json) {
        put(id, JsonTree.write(json));
    }

    public void remove(RecordId id) {
        change(id.remove());
    }

    public void change(Change change) {
        byte @Nullable [] value = change.value();
        changed.put(RecordId.of(change), Optional.ofNullable(value));
        changes.add(change);
    }

    /** What is changed, in that order. */
    public List<Change> changes() {
        return changes;
    }

    @Override
    public Optional<byte[]> bytes(RecordId id) {
        Optional<byte[]> value = changed.get(id);
        return value == null ? before.bytes(id) : value;
    }

    @Override
    public void forEach(String map, String prefix, Visitor visitor) {
        before.forEach(
                map,
                prefix,
                (id, value) -> {
                    if (!changed.containsKey(id)) {
                        visitor.visit(id, value);
                    }
                });
        changed.forEach(
                (id, value) -> {
                    if (id.map().equals(map) && id.key().startsWith(prefix)) {
                        value.ifPresent(bytes -> visitor.visit(id, bytes));
                    }
                });
    }
}
