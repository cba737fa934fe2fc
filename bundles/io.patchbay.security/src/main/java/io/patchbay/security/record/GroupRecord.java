package io.patchbay.security.record;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A group of users.
 *
 * @param groups those whose rights its members have as well
 * @param meta what sessions of its members are told
 */
public record GroupRecord(String name, List<String> groups, Map<String, Object> meta) {
    private static final Set<String> NAMES = Set.of("name", "groups", "meta");

    public GroupRecord {
        groups = List.copyOf(groups);
    }

    public static Set<String> names() {
        return NAMES;
    }

    public static GroupRecord read(JsonCursor group) throws InvalidRecord {
        return new GroupRecord(
                Names.group(group.get("name")),
                Names.groups(group.get("groups")),
                group.get("meta").members());
    }

    public Map<String, Object> json() {
        return Map.of("name", name, "groups", groups, "meta", meta);
    }
}
