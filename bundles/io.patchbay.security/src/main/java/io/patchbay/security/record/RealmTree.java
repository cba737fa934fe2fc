package io.patchbay.security.record;

import java.util.List;

/** A realm with who and what is in it. */
public record RealmTree(
        RealmRecord realm,
        List<GroupRecord> groups,
        List<NewUser> users,
        List<SourceRecord> sources,
        List<GrantRecord> grants) {}
