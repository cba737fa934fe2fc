package io.patchbay.security.file;

import io.patchbay.api.store.Change;
import io.patchbay.security.record.InvalidRecord;
import io.patchbay.security.record.PasswordKeeper;
import io.patchbay.security.record.RealmTree;
import io.patchbay.security.record.RecordId;
import io.patchbay.security.record.RecordView;
import io.patchbay.security.record.Records;
import io.patchbay.security.record.UserRecord;
import io.patchbay.wamp.Uri;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;

/**
 * Keeps the realms as the static realm file says, while it changes. A file that is not in order
 * changes nothing. For one thread, which waits for the store.
 */
public final class RealmWatcher {
    private static final Logger LOG = LoggerFactory.getLogger(RealmWatcher.class);
    private static final String ABSENT = "absent";

    private final Path file;
    private final Records records;
    private final PasswordKeeper passwords;
    private volatile BiConsumer<Uri, String> listener = (realm, username) -> {};
    private String seen = "";

    public RealmWatcher(Path file, Records records, PasswordKeeper passwords) {
        this.file = file;
        this.records = records;
        this.passwords = passwords;
    }

    /** Tells of each user whose credentials the file changes from now on: its realm and name. */
    public void listen(BiConsumer<Uri, String> told) {
        listener = told;
    }

    /** Reads the file if it is not as it was the last time. */
    public void check() {
        String now = stamp();
        if (now.equals(seen)) {
            return;
        }
        seen = now;
        if (now.equals(ABSENT)) {
            LOG.error("{} does not exist; the realms stay as they are", file);
        } else {
            load();
        }
    }

    private void load() {
        try {
            var known = new MadeOtherwise(records, records.inFile());
            List<RealmTree> listed = new RealmFile(file).read(known);
            apply(FileChanges.of(records, passwords, listed));
            LOG.info("{}: {}", file, listed.stream().map(tree -> tree.realm().uri()).toList());
        } catch (InvalidRecord e) {
            LOG.error("{}; the realms stay as they are", e.getMessage());
        } catch (CompletionException e) {
            seen = "";
            LOG.error("{} could not be taken over", file, e.getCause());
        }
    }

    private void apply(List<Change> changes) {
        if (!changes.isEmpty()) {
            List<RecordId> users = withOtherCredentials(changes);
            records.commit(changes).toCompletableFuture().join();
            users.forEach(user -> listener.accept(user.realm(), user.name()));
        }
    }

    private List<RecordId> withOtherCredentials(List<Change> changes) {
        return changes.stream()
                .filter(change -> change.map().equals(RecordId.USERS))
                .filter(change -> hasOtherCredentials(RecordId.of(change), change.value()))
                .map(RecordId::of)
                .toList();
    }

    private boolean hasOtherCredentials(RecordId id, byte @Nullable [] value) {
        Optional<UserRecord> before = records.find(id.realm(), id.name());
        return value != null
                && before.isPresent()
                && RecordView.read(id, value, UserRecord::readStored)
                        .filter(now -> !now.credentials().equals(before.get().credentials()))
                        .isPresent();
    }

    private String stamp() {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.lastModifiedTime().toMillis()
                    + " "
                    + attributes.size()
                    + " "
                    + attributes.fileKey();
        } catch (IOException e) {
            return ABSENT;
        }
    }
}
