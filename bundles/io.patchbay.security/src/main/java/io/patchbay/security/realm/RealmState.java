package io.patchbay.security.realm;

import io.patchbay.security.record.GrantRecord;
import io.patchbay.security.record.GroupRecord;
import io.patchbay.security.record.RealmRecord;
import io.patchbay.security.record.SourceRecord;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All that is known of a realm, but for its users. Immutable.
 *
 * @param groups by name
 * @param grants each with a key of its own
 */
record RealmState(
        RealmRecord realm,
        Map<String, GroupRecord> groups,
        Set<SourceRecord> sources,
        Set<GrantRecord> grants) {

    static RealmState of(
            RealmRecord realm,
            Collection<GroupRecord> groups,
            Collection<SourceRecord> sources,
            Collection<GrantRecord> grants) {
        return new RealmState(
                realm,
                groups.stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        GroupRecord::name, Function.identity())),
                Set.copyOf(sources),
                Set.copyOf(grants));
    }

    /** What the roles may and may not do. */
    Map<String, List<GrantRecord>> grantsByRole() {
        return grants.stream().collect(Collectors.groupingBy(GrantRecord::role));
    }
}
