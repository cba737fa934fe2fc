package io.patchbay.security.file;

import io.patchbay.security.record.GroupRecord;
import io.patchbay.security.record.Known;
import io.patchbay.security.record.RealmRecord;
import io.patchbay.security.record.RecordId;
import io.patchbay.security.record.Records;
import io.patchbay.wamp.Uri;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is known beside what the static realm file said the last time: all that it may refer to
 * without saying it.
 *
 * @param inFile what it said
 */
record MadeOtherwise(Records records, Set<RecordId> inFile) implements Known {
    @Override
    public Optional<RealmRecord> realm(Uri uri) {
        return inFile.contains(RecordId.realm(uri)) ? Optional.empty() : records.realm(uri);
    }

    @Override
    public Map<String, GroupRecord> groups(Uri realm) {
        var groups = new TreeMap<String, GroupRecord>(records.groups(realm));
        groups.keySet().removeIf(name -> inFile.contains(RecordId.group(realm, name)));
        return groups;
    }

    @Override
    public boolean hasUser(Uri realm, String username) {
        return !inFile.contains(RecordId.user(realm, username)) && records.hasUser(realm, username);
    }

    @Override
    public Optional<String> alias(Uri realm, String alias) {
        return inFile.contains(RecordId.alias(realm, alias))
                ? Optional.empty()
                : records.alias(realm, alias);
    }
}
