package io.patchbay.security.realm;

import io.patchbay.api.store.Change;
import io.patchbay.security.record.GrantRecord;
import io.patchbay.security.record.GroupRecord;
import io.patchbay.security.record.InvalidRecord;
import io.patchbay.security.record.RealmRecord;
import io.patchbay.security.record.RecordId;
import io.patchbay.security.record.RecordView;
import io.patchbay.security.record.SourceRecord;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What the store says of a realm, record by record. For one thread at a time. */
final class RealmContents {
    private static final Logger LOG = LoggerFactory.getLogger(RealmContents.class);

    private final Map<RecordId, GroupRecord> groups = new HashMap<>();
    private final Map<RecordId, SourceRecord> sources = new HashMap<>();
    private final Map<RecordId, GrantRecord> grants = new HashMap<>();
    private final Set<RecordId> unreadable = new HashSet<>();
    private @Nullable RealmRecord realm;

    void apply(Change change) {
        RecordId id = RecordId.of(change);
        byte[] value = change.value();
        unreadable.remove(id);
        forget(id);
        if (value == null) {
            return;
        }
        try {
            put(id, value);
        } catch (InvalidRecord e) {
            LOG.error("{}", e.getMessage());
            lose(id);
        }
    }

    /** There was something that nobody can read. */
    void lose(RecordId id) {
        forget(id);
        unreadable.add(id);
    }

    private void forget(RecordId id) {
        switch (id.map()) {
            case RecordId.REALMS -> realm = null;
            case RecordId.GROUPS -> groups.remove(id);
            case RecordId.SOURCES -> sources.remove(id);
            default -> grants.remove(id);
        }
    }

    private void put(RecordId id, byte[] value) throws InvalidRecord {
        switch (id.map()) {
            case RecordId.REALMS -> realm = RecordView.parse(id, value, RealmRecord::read);
            case RecordId.GROUPS -> groups.put(id, RecordView.parse(id, value, GroupRecord::read));
            case RecordId.SOURCES ->
                    sources.put(id, RecordView.parse(id, value, SourceRecord::readStored));
            default -> grants.put(id, RecordView.parse(id, value, GrantRecord::readStored));
        }
    }

    /** The records that nobody can read: what the others mean without them nobody knows. */
    Set<RecordId> unreadable() {
        return unreadable;
    }

    boolean isEmpty() {
        return realm == null
                && groups.isEmpty()
                && sources.isEmpty()
                && grants.isEmpty()
                && unreadable.isEmpty();
    }

    /** The realm; null if there is none, or none that is whole. */
    @Nullable RealmState state() {
        return realm == null || !unreadable.isEmpty()
                ? null
                : RealmState.of(realm, groups.values(), sources.values(), grants.values());
    }
}
