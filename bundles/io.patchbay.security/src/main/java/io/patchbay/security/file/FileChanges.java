package io.patchbay.security.file;

import io.patchbay.api.store.Change;
import io.patchbay.security.record.GrantRecord;
import io.patchbay.security.record.GroupRecord;
import io.patchbay.security.record.JsonTree;
import io.patchbay.security.record.NewUser;
import io.patchbay.security.record.PasswordKeeper;
import io.patchbay.security.record.RealmRecord;
import io.patchbay.security.record.RealmTree;
import io.patchbay.security.record.RecordId;
import io.patchbay.security.record.Records;
import io.patchbay.security.record.SourceRecord;
import io.patchbay.security.record.UserChanges;
import io.patchbay.wamp.Uri;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What must change for the store to say what the static realm file says. Records that were made
 * otherwise stay; those that the file had the last time, and has no more, go. What is equal is not
 * written again.
 */
final class FileChanges {
    private final Records records;
    private final UserChanges userChanges;
    private final Map<RecordId, byte[]> wanted = new LinkedHashMap<>();
    private final Set<RecordId> before = new HashSet<>();
    private final Map<Uri, RealmRecord> realms = new HashMap<>();

    private FileChanges(Records records, PasswordKeeper passwords) {
        this.records = records;
        this.userChanges = new UserChanges(records, passwords);
    }

    /** Takes as long as the passwords in the file do. */
    static List<Change> of(Records records, PasswordKeeper passwords, List<RealmTree> trees) {
        var changes = new FileChanges(records, passwords);
        changes.before.addAll(records.inFile());
        trees.forEach(tree -> changes.realms.put(tree.realm().uri(), tree.realm()));
        trees.forEach(changes::want);
        return changes.changes();
    }

    private void want(RealmTree tree) {
        RealmRecord realm = tree.realm();
        Uri uri = realm.uri();
        want(RecordId.realm(uri), withKeys(realm).json());
        for (GroupRecord group : tree.groups()) {
            want(RecordId.group(uri, group.name()), group.json());
        }
        for (NewUser user : tree.users()) {
            want(realm, user);
        }
        for (SourceRecord source : tree.sources()) {
            want(RecordId.source(uri, source), source.json());
        }
        for (GrantRecord grant : tree.grants()) {
            want(RecordId.grant(uri, grant), grant.json());
        }
    }

    private void want(RealmRecord realm, NewUser user) {
        Uri sso = user.user().ssoRealmUri();
        userChanges.of(realm, user, realm(sso)).forEach(wanted::putIfAbsent);
        if (sso != null) {
            RecordId keeper = RecordId.user(sso, user.user().username());
            records.bytes(keeper)
                    .filter(value -> before.contains(keeper))
                    .ifPresent(value -> wanted.putIfAbsent(keeper, value));
        }
    }

    private void want(RecordId id, Map<String, Object> json) {
        wanted.put(id, JsonTree.write(json));
    }

    /** Keys that the realm was given are not taken from it by a file that says nothing of them. */
    private RealmRecord withKeys(RealmRecord realm) {
        RealmRecord before = records.realm(realm.uri()).orElse(realm);
        return realm.withKeys(
                new RealmRecord.Keys(
                        realm.keys().signing().isEmpty()
                                ? before.keys().signing()
                                : realm.keys().signing(),
                        realm.keys().encryption().isEmpty()
                                ? before.keys().encryption()
                                : realm.keys().encryption()));
    }

    private @Nullable RealmRecord realm(@Nullable Uri uri) {
        if (uri == null) {
            return null;
        }
        RealmRecord said = realms.get(uri);
        return said == null ? records.realm(uri).orElse(null) : said;
    }

    private List<Change> changes() {
        var changes = new ArrayList<Change>();
        for (RecordId id : before) {
            if (!wanted.containsKey(id)) {
                changes.add(Records.unmarkInFile(id));
                changes.addAll(removal(id));
            }
        }
        wanted.forEach(
                (id, value) -> {
                    if (!before.contains(id)) {
                        changes.add(Records.markInFile(id));
                    }
                    if (!records.has(id, value)) {
                        changes.add(id.put(value));
                    }
                });
        return changes;
    }

    /** The master realm stays as it was said last: without it nobody could manage the others. */
    private List<Change> removal(RecordId id) {
        if (id.equals(RecordId.realm(RealmRecord.MASTER))) {
            return List.of();
        }
        return id.map().equals(RecordId.REALMS)
                ? records.removal(id.realm())
                : List.of(id.remove());
    }
}
