package io.patchbay.security.operation;

import io.patchbay.security.record.Draft;
import io.patchbay.security.record.GrantRecord;
import io.patchbay.security.record.GroupRecord;
import io.patchbay.security.record.InvalidRecord;
import io.patchbay.security.record.JsonCursor;
import io.patchbay.security.record.Names;
import io.patchbay.security.record.RecordId;
import io.patchbay.security.record.RecordView;
import io.patchbay.security.record.Role;
import io.patchbay.wamp.Uri;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/** The groups of a realm. Any thread. */
public final class GroupOperations {
    private static final Set<String> FIXED = Set.of("name");

    private final Operations operations;

    public GroupOperations(Operations operations) {
        this.operations = operations;
    }

    public CompletionStage<Map<String, Object>> add(Uri realm, Map<String, Object> data) {
        return operations.submit(
                (draft, happenings) -> {
                    GroupRecord group = read(draft, realm, Operations.data(data));
                    if (draft.bytes(RecordId.group(realm, group.name())).isPresent()) {
                        throw new Refusal(
                                Refusal.ALREADY_EXISTS,
                                "there is a group '" + group.name() + "' already");
                    }
                    put(draft, realm, group);
                    happenings.add(happening(realm, "added", group.name()));
                    return group.json();
                });
    }

    /** Changes what is said, and leaves the rest. */
    public CompletionStage<Map<String, Object>> update(
            Uri realm, String name, Map<String, Object> data) {
        return operations.submit(
                (draft, happenings) -> {
                    GroupRecord before = find(draft, realm, name);
                    JsonCursor merged = Operations.merged(before.json(), data, FIXED);
                    GroupRecord group = read(draft, realm, merged);
                    put(draft, realm, group);
                    happenings.add(happening(realm, "updated", group.name()));
                    return group.json();
                });
    }

    public CompletionStage<Void> addGroups(Uri realm, String name, Collection<String> groups) {
        return membership(realm, name, before -> union(before, groups));
    }

    public CompletionStage<Void> removeGroups(Uri realm, String name, Collection<String> groups) {
        return membership(realm, name, before -> difference(before, groups));
    }

    private CompletionStage<Void> membership(
            Uri realm, String name, UnaryOperator<List<String>> change) {
        return operations.perform(
                (draft, happenings) -> {
                    GroupRecord before = find(draft, realm, name);
                    List<String> groups = change.apply(before.groups());
                    JsonCursor merged =
                            Operations.merged(before.json(), Map.of("groups", groups), FIXED);
                    put(draft, realm, read(draft, realm, merged));
                    happenings.add(happening(realm, "updated", before.name()));
                });
    }

    static List<String> union(List<String> before, Collection<String> more) {
        var all = new LinkedHashSet<>(before);
        more.forEach(name -> all.add(Names.fold(name)));
        return List.copyOf(all);
    }

    static List<String> difference(List<String> before, Collection<String> less) {
        var rest = new ArrayList<>(before);
        less.forEach(name -> rest.remove(Names.fold(name)));
        return rest;
    }

    /** Removes a group, the grants to it, and it from the groups that are members of it. */
    public CompletionStage<Void> remove(Uri realm, String name) {
        return operations.perform(
                (draft, happenings) -> {
                    GroupRecord group = find(draft, realm, name);
                    draft.remove(RecordId.group(realm, group.name()));
                    for (GroupRecord other : draft.groups(realm).values()) {
                        if (other.groups().contains(group.name())) {
                            put(draft, realm, without(other, group.name()));
                        }
                    }
                    removeGrants(draft, realm, Role.group(group.name()));
                    happenings.add(happening(realm, "deleted", group.name()));
                });
    }

    private static GroupRecord without(GroupRecord group, String name) {
        return new GroupRecord(
                group.name(), difference(group.groups(), List.of(name)), group.meta());
    }

    static void removeGrants(Draft draft, Uri realm, String role) {
        var gone = new ArrayList<RecordId>();
        draft.forEach(
                RecordId.GRANTS,
                RecordId.prefix(realm),
                (id, value) ->
                        RecordView.read(id, value, GrantRecord::readStored)
                                .filter(grant -> grant.role().equals(role))
                                .ifPresent(grant -> gone.add(id)));
        gone.forEach(draft::remove);
    }

    public Map<String, Object> get(Uri realm, String name) {
        return find(operations.records(), realm, name).json();
    }

    public List<Map<String, Object>> list(Uri realm) {
        RecordView records = operations.records();
        Operations.realm(records, realm);
        return records.groups(realm).values().stream().map(GroupRecord::json).toList();
    }

    private static GroupRecord find(RecordView records, Uri realm, String name) {
        Operations.realm(records, realm);
        GroupRecord group = records.groups(realm).get(Names.fold(name));
        if (group == null) {
            throw new Refusal(Refusal.NOT_FOUND, "there is no group '" + name + "'");
        }
        return group;
    }

    private static GroupRecord read(RecordView records, Uri realm, JsonCursor data)
            throws InvalidRecord {
        var unknown = new ArrayList<JsonCursor>();
        GroupRecord group =
                Operations.reader(records, unknown).group(Operations.realm(records, realm), data);
        Operations.refuse(unknown);
        return group;
    }

    private static void put(Draft draft, Uri realm, GroupRecord group) {
        draft.put(RecordId.group(realm, group.name()), group.json());
    }

    private static Happening happening(Uri realm, String what, String name) {
        return new Happening(realm, "bondy.group." + what, List.of(realm.toString(), name));
    }
}
