package io.patchbay.api.store;

import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Durable records of this node, in named maps from text to bytes. A service that is there once
 * everything is loaded and was proven whole; all is then held in memory.
 *
 * <p>Any thread may call any method, and none blocks. Stages complete, and listeners are called, on
 * the store's own thread, which must not be kept: whoever has more to do goes elsewhere.
 */
@ProviderType
public interface Store {
    /**
     * The map of that name, which is empty if nothing was ever written to it.
     *
     * @param name a lower-case letter, then up to 63 of lower-case letters, digits, {@code . _ -}
     */
    RecordMap map(String name);

    /**
     * Makes all of the changes or none. The stage completes once they will outlive a crash of the
     * machine; only then are they seen by readers. Changes are made in the order of the calls, in
     * one step for what outlives a crash and one by one for readers. Of several changes to one key
     * the last counts.
     *
     * <p>The stage fails with {@link StoreFailure}. If that is no {@link
     * StoreFailure.Reason#OVERLOADED} it is not known whether the changes will be there after the
     * next start.
     *
     * @throws IllegalArgumentException if a name, key or value is not allowed; nothing is changed
     */
    CompletionStage<Void> commit(List<Change> changes);

    /** Tells the listener of every commit from now on, in order, once it is durable. */
    Listening listen(ChangeListener listener);

    /**
     * Names the history of what is stored. Random, and another one whenever acknowledged changes
     * may have been lost: in a new store, after {@link #restore} and after a salvage.
     */
    String incarnation();

    /**
     * Writes all records, as they are at one moment, to a new file, while the store is in use. It
     * is encrypted if the store has a key for backups.
     */
    CompletionStage<BackupSummary> backup(Path file);

    /**
     * Replaces all records by those of a backup in one commit, of which listeners learn the
     * differences. The stage fails with {@link StoreFailure} and nothing is changed if the backup
     * is not whole, is of a newer format, or is encrypted with another key.
     */
    CompletionStage<BackupSummary> restore(Path file);

    /** Learns of commits. */
    @ConsumerType
    interface ChangeListener {
        /** Called with all changes of a commit once it is durable and seen by readers. */
        void committed(List<Change> changes);
    }

    /** Ends the calls to a listener when closed. */
    @ProviderType
    interface Listening extends AutoCloseable {
        @Override
        void close();
    }
}
