package io.patchbay.security.operation;

import io.patchbay.security.key.KeyRing;
import io.patchbay.security.record.Draft;
import io.patchbay.security.record.GrantRecord;
import io.patchbay.security.record.GroupRecord;
import io.patchbay.security.record.Inheritable;
import io.patchbay.security.record.InvalidRecord;
import io.patchbay.security.record.JsonCursor;
import io.patchbay.security.record.NewUser;
import io.patchbay.security.record.RealmReader;
import io.patchbay.security.record.RealmRecord;
import io.patchbay.security.record.RealmTree;
import io.patchbay.security.record.RecordId;
import io.patchbay.security.record.RecordView;
import io.patchbay.security.record.SourceRecord;
import io.patchbay.security.record.UserChanges;
import io.patchbay.wamp.Uri;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The realms. Any thread. */
public final class RealmOperations {
    private static final Set<String> FIXED = Set.of("uri");
    private static final Set<String> DERIVED = Set.of("public_keys", "security_status");
    private static final Set<String> SECRETS = Set.of("client_secret", "password", "secret");

    private final Operations operations;
    private final PasswordHashing passwords;

    public RealmOperations(Operations operations, PasswordHashing passwords) {
        this.operations = operations;
        this.passwords = passwords;
    }

    /** Makes a realm with all that is in it. */
    public CompletionStage<Map<String, Object>> create(Map<String, Object> data) {
        Map<String, Object> sent = Operations.without(data, DERIVED);
        return tree(sent)
                .thenCompose(this::hashed)
                .thenCompose(
                        kept ->
                                operations.submit(
                                        (draft, happenings) -> {
                                            RealmTree tree = read(draft, Operations.data(sent));
                                            RealmRecord realm = create(draft, tree, kept);
                                            happenings.add(happening("created", realm.uri()));
                                            return checked(data, view(draft, realm));
                                        }));
    }

    private CompletionStage<RealmTree> tree(Map<String, Object> data) {
        try {
            return CompletableFuture.completedStage(
                    read(operations.records(), Operations.data(data)));
        } catch (InvalidRecord e) {
            return CompletableFuture.failedStage(Refusal.of(e));
        } catch (Refusal e) {
            return CompletableFuture.failedStage(e);
        }
    }

    /** What to keep of the passwords of its users. */
    private CompletionStage<Map<String, Map<String, Object>>> hashed(RealmTree tree) {
        CompletionStage<Map<String, Map<String, Object>>> all =
                CompletableFuture.completedStage(new HashMap<>());
        for (NewUser user : tree.users()) {
            String password = user.password();
            if (password != null) {
                all =
                        all.thenCombine(
                                passwords.hash(password, tree.realm()),
                                (kept, one) -> {
                                    kept.put(user.user().username(), one);
                                    return kept;
                                });
            }
        }
        return all;
    }

    private static RealmTree read(RecordView records, JsonCursor data) throws InvalidRecord {
        Uri uri = RealmRecord.uri(data.get("uri"));
        if (records.realm(uri).isPresent()) {
            throw new Refusal(Refusal.ALREADY_EXISTS, "there is a realm '" + uri + "' already");
        }
        var unknown = new ArrayList<JsonCursor>();
        RealmTree tree = new RealmReader(records, unknown::add).read(List.of(data)).get(0);
        Operations.refuse(unknown);
        return tree;
    }

    private static RealmRecord create(
            Draft draft, RealmTree tree, Map<String, Map<String, Object>> kept) {
        RealmRecord realm = SigningKeys.withKey(tree.realm());
        Uri uri = realm.uri();
        draft.put(RecordId.realm(uri), realm.json());
        for (GroupRecord group : tree.groups()) {
            draft.put(RecordId.group(uri, group.name()), group.json());
        }
        for (NewUser user : tree.users()) {
            Uri sso = user.user().ssoRealmUri();
            Map<String, Object> password = kept.getOrDefault(user.user().username(), Map.of());
            new UserChanges(draft, (username, clear, where, before) -> password)
                    .of(realm, user, sso == null ? null : Operations.realm(draft, sso))
                    .forEach(draft::put);
        }
        for (SourceRecord source : tree.sources()) {
            draft.put(RecordId.source(uri, source), source.json());
        }
        for (GrantRecord grant : tree.grants()) {
            draft.put(RecordId.grant(uri, grant), grant.json());
        }
        return realm;
    }

    private static Map<String, Object> checked(Map<String, Object> data, Map<String, Object> view)
            throws InvalidRecord {
        Operations.checkDerived(data, DERIVED, view);
        return view;
    }

    /** Changes what is said of the realm itself, and leaves the rest. */
    public CompletionStage<Map<String, Object>> update(Uri uri, Map<String, Object> data) {
        return operations.submit(
                (draft, happenings) -> {
                    RealmRecord before = Operations.realm(draft, uri);
                    JsonCursor merged = Operations.merged(before.json(), sent(before, data), FIXED);
                    checkSecured(uri, merged);
                    var unknown = new ArrayList<JsonCursor>();
                    RealmRecord realm =
                            SigningKeys.withKey(
                                    new RealmReader(draft, unknown::add)
                                            .read(List.of(merged))
                                            .get(0)
                                            .realm());
                    Operations.refuse(unknown);
                    checkContents(merged);
                    draft.put(RecordId.realm(uri), realm.json());
                    happenings.add(happening("updated", uri));
                    return checked(data, view(draft, realm));
                });
    }

    /** Secrets of which nobody is told stay where they are while others around them are sent. */
    private static Map<String, Object> sent(RealmRecord before, Map<String, Object> data) {
        Map<String, Object> sent = Operations.without(data, DERIVED);
        if (sent.get("info") instanceof Map<?, ?> info) {
            sent.put("info", withSecrets(info, before.info()));
        }
        return sent;
    }

    private static Map<String, Object> withSecrets(Map<?, ?> info, Map<?, ?> before) {
        var all = new LinkedHashMap<String, Object>();
        info.forEach(
                (key, value) ->
                        all.put(
                                key.toString(),
                                value instanceof Map<?, ?> inner
                                                && before.get(key) instanceof Map<?, ?> innerBefore
                                        ? withSecrets(inner, innerBefore)
                                        : value));
        for (String secret : SECRETS) {
            Object kept = before.get(secret);
            if (kept != null && !all.containsKey(secret)) {
                all.put(secret, kept);
            }
        }
        return all;
    }

    /** Who and what is in a realm is changed by other operations. */
    private static void checkContents(JsonCursor data) throws InvalidRecord {
        for (String contents : List.of("users", "groups", "sources", "grants")) {
            if (data.has(contents)) {
                throw data.get(contents).bad("nothing, as the realm is there already");
            }
        }
    }

    private static void checkSecured(Uri uri, JsonCursor data) throws InvalidRecord {
        if (uri.equals(RealmRecord.MASTER)
                && Boolean.FALSE.equals(data.get("security_enabled").value())) {
            throw new Refusal(
                    Refusal.INVALID_VALUE, "the security of the master realm cannot be disabled");
        }
    }

    public CompletionStage<Map<String, Object>> secure(Uri uri, boolean secured) {
        return update(uri, Map.of("security_enabled", secured));
    }

    /**
     * Removes a realm with all that is in it.
     *
     * @param force though it has users
     */
    public CompletionStage<Void> delete(Uri uri, boolean force) {
        return operations.perform(
                (draft, happenings) -> {
                    Operations.realm(draft, uri);
                    checkUnused(draft, uri);
                    Set<RecordId> contents = contents(draft, uri);
                    boolean hasUsers =
                            contents.stream().anyMatch(id -> id.map().equals(RecordId.USERS));
                    if (hasUsers && !force) {
                        throw new Refusal(
                                Refusal.ACTIVE_USERS, "the realm '" + uri + "' has users");
                    }
                    contents.forEach(draft::remove);
                    draft.remove(RecordId.realm(uri));
                    happenings.add(happening("deleted", uri));
                });
    }

    private static Set<RecordId> contents(RecordView records, Uri uri) {
        var ids = new LinkedHashSet<RecordId>();
        for (String map : RecordId.CONTENTS) {
            records.forEach(map, RecordId.prefix(uri), (id, value) -> ids.add(id));
        }
        return ids;
    }

    private static void checkUnused(RecordView records, Uri uri) {
        if (uri.equals(RealmRecord.MASTER)) {
            throw new Refusal(Refusal.INVALID_VALUE, "the master realm cannot be deleted");
        }
        for (RealmRecord other : all(records)) {
            if (Objects.equals(uri, other.prototypeUri())
                    || Objects.equals(uri, other.inheritable().ssoRealmUri())) {
                throw new Refusal(
                        Refusal.INCONSISTENT,
                        "the realm '%s' cannot be without '%s'".formatted(other.uri(), uri));
            }
        }
    }

    private static List<RealmRecord> all(RecordView records) {
        var all = new ArrayList<RealmRecord>();
        records.forEach(
                RecordId.REALMS,
                "",
                (id, value) -> RecordView.read(id, value, RealmRecord::read).ifPresent(all::add));
        return all;
    }

    public Map<String, Object> get(Uri uri) {
        RecordView records = operations.records();
        return view(records, Operations.realm(records, uri));
    }

    public List<Map<String, Object>> list() {
        RecordView records = operations.records();
        return all(records).stream().map(realm -> view(records, realm)).toList();
    }

    /** Whether grants are asked in it, as it or else its prototype says. */
    public boolean isSecured(Uri uri) {
        RecordView records = operations.records();
        return isSecured(records, Operations.realm(records, uri));
    }

    private static boolean isSecured(RecordView records, RealmRecord realm) {
        Inheritable settings = realm.inheritable();
        if (realm.prototypeUri() != null) {
            settings =
                    records.realm(realm.prototypeUri())
                            .map(RealmRecord::inheritable)
                            .map(realm.inheritable()::or)
                            .orElse(settings);
        }
        return !Boolean.FALSE.equals(settings.secured());
    }

    /** What is told of a realm: of its keys the public parts, and no secrets. */
    private static Map<String, Object> view(RecordView records, RealmRecord realm) {
        var view = new LinkedHashMap<>(realm.json());
        view.remove("private_keys");
        view.put("public_keys", KeyRing.of(realm.uri(), realm.keys().signing()).publicKeys());
        view.remove("encryption_keys");
        view.remove("security_enabled");
        view.put("info", withoutSecrets(realm.info()));
        view.put("security_status", isSecured(records, realm) ? "enabled" : "disabled");
        return view;
    }

    private static Map<String, Object> withoutSecrets(Map<?, ?> info) {
        var shown = new LinkedHashMap<String, Object>();
        info.forEach(
                (key, value) -> {
                    if (!SECRETS.contains(key)) {
                        shown.put(
                                key.toString(),
                                value instanceof Map<?, ?> nested ? withoutSecrets(nested) : value);
                    }
                });
        return shown;
    }

    static Happening happening(String what, Uri realm) {
        return new Happening(RealmRecord.MASTER, "bondy.realm." + what, List.of(realm.toString()));
    }
}
