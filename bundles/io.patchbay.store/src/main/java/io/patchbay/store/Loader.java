package io.patchbay.store;

import io.patchbay.store.file.RecordFolder;
import io.patchbay.store.file.StoredRecord;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Takes records into memory, and puts aside what is damaged. */
final class Loader implements Consumer<StoredRecord> {
    private static final Logger LOG = LoggerFactory.getLogger(Loader.class);

    private final ConcurrentHashMap<String, DurableMap> maps = new ConcurrentHashMap<>();
    private final List<StoredRecord> damaged = new ArrayList<>();

    @Override
    public void accept(StoredRecord record) {
        if (!record.intact()) {
            damaged.add(record);
        } else if (record.map().equals(StoredRecord.QUARANTINE)) {
            damage(new StoredRecord(record.key(), record.value()));
        } else {
            map(record.map()).set(record.key(), record.content());
        }
    }

    ConcurrentHashMap<String, DurableMap> maps() {
        return maps;
    }

    /** How many were found damaged now. */
    int damaged() {
        return damaged.size();
    }

    /**
     * Takes damaged contents out of their maps, to where they stay until they are written again.
     */
    void quarantine(RecordFolder folder) throws IOException {
        var changes = new LinkedHashMap<String, byte @Nullable []>();
        for (StoredRecord record : damaged) {
            StoredRecord aside = record.quarantined();
            changes.put(record.name(), null);
            changes.put(aside.name(), aside.content());
            damage(record);
        }
        if (!changes.isEmpty()) {
            folder.commit(changes);
        }
    }

    private void damage(StoredRecord record) {
        map(record.map()).damage(record.key());
        LOG.atError()
                .addKeyValue("map", record.map())
                .addKeyValue("key", record.key())
                .log(
                        "A stored value is damaged: it is kept aside, and cannot be read until it"
                                + " is written again");
    }

    private DurableMap map(String name) {
        return maps.computeIfAbsent(name, DurableMap::new);
    }

    /** The full name under which a damaged content is kept aside. */
    static String aside(String name) {
        return StoredRecord.name(StoredRecord.QUARANTINE, name);
    }

    /** Lets go what is kept aside of records that are written or removed. */
    static void release(
            Map<String, byte @Nullable []> changes, ConcurrentHashMap<String, DurableMap> maps) {
        for (String name : List.copyOf(changes.keySet())) {
            var record = new StoredRecord(name, new byte[0]);
            DurableMap map = maps.get(record.map());
            if (map != null && map.isDamaged(record.key())) {
                changes.put(aside(name), null);
            }
        }
    }
}
