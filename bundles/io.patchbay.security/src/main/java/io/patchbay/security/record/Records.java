package io.patchbay.security.record;

import io.patchbay.api.store.Change;
import io.patchbay.api.store.DamagedRecord;
import io.patchbay.api.store.Store;
import io.patchbay.wamp.Uri;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** The records as the store keeps them. Any thread; nothing blocks. */
public final class Records implements RecordView {
    private static final Logger LOG = LoggerFactory.getLogger(Records.class);

    private static final byte[] MARK = {'1'};

    private final Store store;

    public Records(Store store) {
        this.store = store;
    }

    public Store.Listening listen(Store.ChangeListener listener) {
        return store.listen(listener);
    }

    /** Makes all of the changes or none; complete once they last and are taken into account. */
    public CompletionStage<Void> commit(List<Change> changes) {
        return store.commit(changes);
    }

    @Override
    public Optional<byte[]> bytes(RecordId id) {
        try {
            return store.map(id.map()).get(id.key());
        } catch (DamagedRecord e) {
            LOG.error("{}", e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public void forEach(String map, String prefix, Visitor visitor) {
        store.map(map)
                .forEach(prefix, (key, value) -> visitor.visit(new RecordId(map, key), value));
    }

    /** The records of a map of which is known that they were there, and no more. */
    public Set<RecordId> damaged(String map) {
        var damaged = new HashSet<RecordId>();
        store.map(map).damaged().forEach(key -> damaged.add(new RecordId(map, key)));
        return damaged;
    }

    /** All that is in a realm, and the realm itself, in a form that removes it. */
    public List<Change> removal(Uri realm) {
        var changes = new ArrayList<Change>();
        for (String map : RecordId.CONTENTS) {
            forEach(map, RecordId.prefix(realm), (id, value) -> changes.add(id.remove()));
            damaged(map).stream()
                    .filter(id -> id.realm().equals(realm))
                    .forEach(id -> changes.add(id.remove()));
        }
        changes.add(RecordId.realm(realm).remove());
        return changes;
    }

    /** The records that come from the static realm file. */
    public Set<RecordId> inFile() {
        var ids = new HashSet<RecordId>();
        store.map(RecordId.FILE).forEach("", (key, value) -> ids.add(RecordId.ofFileKey(key)));
        return ids;
    }

    public static Change markInFile(RecordId id) {
        return id.inFile().put(MARK);
    }

    public static Change unmarkInFile(RecordId id) {
        return id.inFile().remove();
    }
}
