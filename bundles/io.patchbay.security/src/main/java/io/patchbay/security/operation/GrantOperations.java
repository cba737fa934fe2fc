package io.patchbay.security.operation;

import io.patchbay.security.record.Draft;
import io.patchbay.security.record.GrantRecord;
import io.patchbay.security.record.InvalidRecord;
import io.patchbay.security.record.JsonCursor;
import io.patchbay.security.record.RecordId;
import io.patchbay.security.record.RecordView;
import io.patchbay.wamp.Uri;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;

/** Who may do what in a realm. Any thread. */
public final class GrantOperations {
    private final Operations operations;

    public GrantOperations(Operations operations) {
        this.operations = operations;
    }

    /** Gives permissions, or takes them if the effect is {@code deny}, beside what is there. */
    public CompletionStage<Void> create(Uri realm, Map<String, Object> data) {
        return operations.perform(
                (draft, happenings) -> {
                    for (GrantRecord grant : read(draft, realm, data)) {
                        var permissions = new TreeSet<>(grant.permissions());
                        find(draft, realm, grant)
                                .ifPresent(there -> permissions.addAll(there.permissions()));
                        draft.put(RecordId.grant(realm, grant), grant.with(permissions).json());
                        happenings.add(happening(realm, "added", grant));
                    }
                });
    }

    /** Ends what {@link #create} with the same began; what was never there does not matter. */
    public CompletionStage<Void> revoke(Uri realm, Map<String, Object> data) {
        return operations.perform(
                (draft, happenings) -> {
                    for (GrantRecord grant : read(draft, realm, data)) {
                        Optional<GrantRecord> there = find(draft, realm, grant);
                        if (there.isPresent()) {
                            revoke(draft, realm, there.get(), grant);
                            happenings.add(happening(realm, "deleted", grant));
                        }
                    }
                });
    }

    private static void revoke(Draft draft, Uri realm, GrantRecord there, GrantRecord revoked) {
        var rest = new TreeSet<>(there.permissions());
        rest.removeAll(revoked.permissions());
        RecordId id = RecordId.grant(realm, there);
        if (rest.isEmpty()) {
            draft.remove(id);
        } else {
            draft.put(id, there.with(rest).json());
        }
    }

    public List<Map<String, Object>> list(Uri realm) {
        return all(operations.records(), realm).stream().map(GrantOperations::view).toList();
    }

    /**
     * The grants to one role itself.
     *
     * @param role as {@link io.patchbay.security.record.Role} has it
     */
    public List<Map<String, Object>> list(Uri realm, String role) {
        return all(operations.records(), realm).stream()
                .filter(grant -> grant.role().equals(role))
                .map(GrantOperations::view)
                .toList();
    }

    private static Map<String, Object> view(GrantRecord grant) {
        var view = new LinkedHashMap<>(grant.json());
        Map<String, Object> resource = new LinkedHashMap<>();
        resource.put("uri", view.remove("uri"));
        resource.put("match", view.remove("match"));
        view.put("resource", resource);
        return view;
    }

    private static List<GrantRecord> all(RecordView records, Uri realm) {
        Operations.realm(records, realm);
        var all = new ArrayList<GrantRecord>();
        records.forEach(
                RecordId.GRANTS,
                RecordId.prefix(realm),
                (id, value) ->
                        RecordView.read(id, value, GrantRecord::readStored).ifPresent(all::add));
        return all;
    }

    private static Optional<GrantRecord> find(RecordView records, Uri realm, GrantRecord grant) {
        RecordId id = RecordId.grant(realm, grant);
        return records.bytes(id)
                .flatMap(value -> RecordView.read(id, value, GrantRecord::readStored));
    }

    private static List<GrantRecord> read(RecordView records, Uri realm, Map<String, Object> data)
            throws InvalidRecord {
        var unknown = new ArrayList<JsonCursor>();
        List<GrantRecord> grants =
                Operations.reader(records, unknown)
                        .grants(Operations.realm(records, realm), Operations.data(data));
        Operations.refuse(unknown);
        return grants;
    }

    private static Happening happening(Uri realm, String what, GrantRecord grant) {
        return new Happening(realm, "bondy.grant." + what, List.of(realm.toString(), grant.role()));
    }
}
