package io.patchbay.api.store;

import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

import java.util.Optional;
import java.util.Set;

/**
 * The durable records of one map, read from memory. Any thread; readers take no lock and see what
 * is durable and nothing else. Values are copies that belong to whoever asked.
 */
@ProviderType
public interface RecordMap {
    String name();

    /**
     * The value under that key, proven against its checksum.
     *
     * @throws DamagedRecord if there was one that can no longer be told
     */
    Optional<byte[]> get(String key);

    /** How many records can be read. */
    int size();

    /**
     * Visits the records whose keys begin so, by rising key; weakly consistent. Damaged ones are
     * left out: see {@link #damaged}.
     */
    void forEach(String prefix, Visitor visitor);

    /** The keys whose values were found damaged, until they are written or removed again. */
    Set<String> damaged();

    /** Is shown records. */
    @ConsumerType
    @FunctionalInterface
    interface Visitor {
        void visit(String key, byte[] value);
    }
}
