package io.patchbay.security.record;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Groups that are members of groups.
 *
 * @param groups by name
 */
public record GroupTree(Map<String, GroupRecord> groups) {
    /** Those that there are of these groups, and all that they are members of. */
    public Set<String> of(Collection<String> names) {
        var all = new TreeSet<String>();
        Deque<String> open = new ArrayDeque<>(names);
        while (!open.isEmpty()) {
            GroupRecord group = groups.get(open.pop());
            if (group != null && all.add(group.name())) {
                open.addAll(group.groups());
            }
        }
        return all;
    }
}
