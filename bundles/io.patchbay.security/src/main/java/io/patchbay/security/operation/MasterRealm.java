package io.patchbay.security.operation;

import io.patchbay.security.record.Draft;
import io.patchbay.security.record.GrantRecord;
import io.patchbay.security.record.GroupRecord;
import io.patchbay.security.record.InvalidRecord;
import io.patchbay.security.record.NewUser;
import io.patchbay.security.record.RealmReader;
import io.patchbay.security.record.RealmRecord;
import io.patchbay.security.record.RealmTree;
import io.patchbay.security.record.RecordId;
import io.patchbay.security.record.RecordView;
import io.patchbay.security.record.SourceRecord;
import io.patchbay.wamp.Uri;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * The realm from which the others are managed, with somebody who may do that. It is made once;
 * whatever is changed about it later stays so. Any thread.
 */
public final class MasterRealm {
    public static final String ADMINISTRATOR = "admin";

    private static final String GROUP = "bondy.administrators";
    private static final RecordId MADE = RecordId.own("master");
    private static final List<String> METHODS =
            List.of("password", "wampcra", "wamp-scram", "cryptosign", "ticket");
    private static final List<String> PERMISSIONS =
            List.of(
                    "wamp.register",
                    "wamp.unregister",
                    "wamp.call",
                    "wamp.cancel",
                    "wamp.subscribe",
                    "wamp.unsubscribe",
                    "wamp.publish",
                    "wamp.disclose_caller",
                    "wamp.disclose_publisher",
                    "wamp.disclose_session_info",
                    "bondy.issue",
                    "bondy.revoke");

    private final Operations operations;

    public MasterRealm(Operations operations) {
        this.operations = operations;
    }

    public boolean isMade() {
        return operations.records().bytes(MADE).isPresent();
    }

    /** The realm as it is, or as it will be made. */
    public RealmRecord realm() {
        return operations
                .records()
                .realm(RealmRecord.MASTER)
                .orElseGet(() -> tree(operations.records()).realm());
    }

    /**
     * Makes what is not there yet.
     *
     * @param password what to keep of that of the administrator
     * @return whether there was no administrator, who now has that password
     */
    public CompletionStage<Boolean> make(Map<String, Object> password) {
        return operations.submit(
                (draft, happenings) -> {
                    boolean hadAdministrator =
                            draft.bytes(MADE).isPresent()
                                    || draft.hasUser(RealmRecord.MASTER, ADMINISTRATOR);
                    if (draft.bytes(MADE).isEmpty()) {
                        make(draft, tree(draft), password);
                        draft.put(MADE, new byte[] {'1'});
                    }
                    return !hadAdministrator;
                });
    }

    private static void make(Draft draft, RealmTree tree, Map<String, Object> password) {
        Uri uri = tree.realm().uri();
        putAbsent(draft, RecordId.realm(uri), tree.realm().json());
        for (GroupRecord group : tree.groups()) {
            putAbsent(draft, RecordId.group(uri, group.name()), group.json());
        }
        for (NewUser user : tree.users()) {
            putAbsent(
                    draft,
                    RecordId.user(uri, user.user().username()),
                    user.user().withPassword(password).json());
        }
        for (SourceRecord source : tree.sources()) {
            putAbsent(draft, RecordId.source(uri, source), source.json());
        }
        for (GrantRecord grant : tree.grants()) {
            putAbsent(draft, RecordId.grant(uri, grant), grant.json());
        }
    }

    private static void putAbsent(Draft draft, RecordId id, Map<String, Object> json) {
        if (draft.bytes(id).isEmpty()) {
            draft.put(id, json);
        }
    }

    private static RealmTree tree(RecordView records) {
        var sources = new ArrayList<Map<String, Object>>();
        for (String method : METHODS) {
            sources.add(Map.of("usernames", "all", "authmethod", method, "cidr", "0.0.0.0/0"));
            sources.add(Map.of("usernames", "all", "authmethod", method, "cidr", "::/0"));
        }
        Map<String, Object> data =
                Map.of(
                        "uri", RealmRecord.MASTER.toString(),
                        "description", "Manages the others",
                        "groups", List.of(Map.of("name", GROUP)),
                        "users",
                                List.of(
                                        Map.of(
                                                "username",
                                                ADMINISTRATOR,
                                                "groups",
                                                List.of(GROUP))),
                        "sources", sources,
                        "grants",
                                List.of(
                                        Map.of(
                                                "roles",
                                                List.of("group/" + GROUP),
                                                "permissions",
                                                PERMISSIONS,
                                                "uri",
                                                "",
                                                "match",
                                                "prefix")));
        try {
            return new RealmReader(records, unknown -> {})
                    .read(List.of(Operations.data(data)))
                    .get(0);
        } catch (InvalidRecord e) {
            throw new IllegalStateException(e); // nobody else writes it
        }
    }
}
