package io.patchbay.security.record;

import io.patchbay.wamp.Uri;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Records, read from the bytes that are kept of them. What is damaged or cannot be read is not
 * there for those who ask for single ones.
 */
public interface RecordView extends Users, Known {
    /** What is kept, if it can be told. */
    Optional<byte[]> bytes(RecordId id);

    /** Shows all records of a map whose keys begin so. */
    void forEach(String map, String prefix, Visitor visitor);

    /** Is shown records. */
    @FunctionalInterface
    interface Visitor {
        void visit(RecordId id, byte[] value);
    }

    /** Reads one kind of record. */
    @FunctionalInterface
    interface Reading<R> {
        R read(JsonCursor json) throws InvalidRecord;
    }

    static <R> R parse(RecordId id, byte[] value, Reading<R> reading) throws InvalidRecord {
        String document = id.toString();
        return reading.read(JsonCursor.root(document, JsonTree.read(document, value)));
    }

    /** The record that the bytes are of; empty if they are of none. */
    static <R> Optional<R> read(RecordId id, byte[] value, Reading<R> reading) {
        try {
            return Optional.of(parse(id, value, reading));
        } catch (InvalidRecord e) {
            log().error("{}", e.getMessage());
            return Optional.empty();
        }
    }

    private static Logger log() {
        return LoggerFactory.getLogger(RecordView.class);
    }

    private <R> Optional<R> record(RecordId id, Reading<R> reading) {
        return bytes(id).flatMap(value -> read(id, value, reading));
    }

    @Override
    default Optional<RealmRecord> realm(Uri uri) {
        return record(RecordId.realm(uri), RealmRecord::read);
    }

    @Override
    default Map<String, GroupRecord> groups(Uri realm) {
        var groups = new TreeMap<String, GroupRecord>();
        forEach(
                RecordId.GROUPS,
                RecordId.prefix(realm),
                (id, value) ->
                        read(id, value, GroupRecord::read)
                                .ifPresent(group -> groups.put(group.name(), group)));
        return groups;
    }

    @Override
    default Optional<UserRecord> find(Uri realm, String username) {
        return record(RecordId.user(realm, username), UserRecord::readStored);
    }

    @Override
    default boolean hasUser(Uri realm, String username) {
        return bytes(RecordId.user(realm, username)).isPresent();
    }

    @Override
    default Optional<String> alias(Uri realm, String alias) {
        return bytes(RecordId.alias(realm, alias))
                .map(value -> new String(value, StandardCharsets.UTF_8));
    }

    /** Whether that is what is kept. */
    default boolean has(RecordId id, byte[] value) {
        return bytes(id).filter(kept -> Arrays.equals(kept, value)).isPresent();
    }
}
