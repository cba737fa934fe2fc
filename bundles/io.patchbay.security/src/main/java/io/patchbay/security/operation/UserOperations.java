package io.patchbay.security.operation;

import io.patchbay.security.record.Draft;
import io.patchbay.security.record.InvalidRecord;
import io.patchbay.security.record.JsonCursor;
import io.patchbay.security.record.Names;
import io.patchbay.security.record.NewUser;
import io.patchbay.security.record.RealmRecord;
import io.patchbay.security.record.RecordId;
import io.patchbay.security.record.RecordView;
import io.patchbay.security.record.Role;
import io.patchbay.security.record.SourceRecord;
import io.patchbay.security.record.UserChanges;
import io.patchbay.security.record.UserRecord;
import io.patchbay.wamp.Uri;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/** The users of a realm. Any thread. */
public final class UserOperations {
    private static final String ADDED = "bondy.user.added";
    private static final Set<String> FIXED = Set.of("username", "sso_realm_uri");
    private static final Set<String> DERIVED =
            Set.of("has_password", "has_authorized_keys", "sso_enabled");

    private final Operations operations;
    private final PasswordHashing passwords;
    private final long by;

    public UserOperations(Operations operations, PasswordHashing passwords) {
        this(operations, passwords, 0);
    }

    private UserOperations(Operations operations, PasswordHashing passwords, long by) {
        this.operations = operations;
        this.passwords = passwords;
        this.by = by;
    }

    /**
     * The same for a session that asks for them, which will not end by what it does to its own
     * user.
     */
    public UserOperations by(long session) {
        return new UserOperations(operations, passwords, session);
    }

    /** Adds a user, and the one in the SSO realm that it names if there is none. */
    public CompletionStage<Map<String, Object>> add(Uri realm, Map<String, Object> data) {
        return hashed(realm, data)
                .thenCompose(
                        kept ->
                                operations.submit(
                                        (draft, happenings) -> {
                                            NewUser user =
                                                    read(draft, realm, Operations.data(sent(data)));
                                            String name = user.user().username();
                                            if (draft.hasUser(realm, name)) {
                                                throw new Refusal(
                                                        Refusal.ALREADY_EXISTS,
                                                        "there is a user '" + name + "' already");
                                            }
                                            put(draft, realm, user, kept);
                                            happenings.add(
                                                    new Happening(realm, ADDED, List.of(name)));
                                            return checked(data, view(draft, realm, name));
                                        }));
    }

    /** Changes what is said, and leaves the rest. */
    public CompletionStage<Map<String, Object>> update(
            Uri realm, String username, Map<String, Object> data) {
        return hashed(realm, data)
                .thenCompose(
                        kept ->
                                operations.submit(
                                        (draft, happenings) -> {
                                            change(draft, realm, username, sent(data), kept);
                                            String name = find(draft, realm, username).username();
                                            happenings.add(happening(realm, "updated", name));
                                            if (changesCredentials(data)) {
                                                happenings.add(
                                                        happening(
                                                                realm,
                                                                "credentials_changed",
                                                                name));
                                            }
                                            return checked(data, view(draft, realm, name));
                                        }));
    }

    private static Map<String, Object> sent(Map<String, Object> data) {
        return Operations.without(data, DERIVED);
    }

    private static Map<String, Object> checked(Map<String, Object> data, Map<String, Object> view)
            throws InvalidRecord {
        Operations.checkDerived(data, DERIVED, view);
        return view;
    }

    private static boolean changesCredentials(Map<String, Object> data) {
        return data.containsKey("password") || data.containsKey("authorized_keys");
    }

    private static void change(
            Draft draft,
            Uri realm,
            String username,
            Map<String, Object> data,
            Map<String, Object> kept)
            throws InvalidRecord {
        UserRecord before = find(draft, realm, username);
        NewUser user = read(draft, realm, Operations.merged(shown(before), data, FIXED));
        before.aliases().stream()
                .filter(alias -> !user.user().aliases().contains(alias))
                .forEach(alias -> draft.remove(RecordId.alias(realm, alias)));
        put(draft, realm, user, kept);
    }

    /** What of a record may be sent back. */
    private static Map<String, Object> shown(UserRecord user) {
        var shown = new LinkedHashMap<>(user.withPassword(Map.of()).json());
        if (user.ssoRealmUri() != null) {
            shown.remove("authorized_keys");
        }
        return shown;
    }

    public CompletionStage<Map<String, Object>> enable(Uri realm, String username) {
        return update(realm, username, Map.of("enabled", true));
    }

    public CompletionStage<Map<String, Object>> disable(Uri realm, String username) {
        return update(realm, username, Map.of("enabled", false));
    }

    public boolean isEnabled(Uri realm, String username) {
        return find(operations.records(), realm, username).isEnabled();
    }

    /**
     * Gives a user another password.
     *
     * @param old what it must be so far; null if that does not matter
     */
    public CompletionStage<Void> changePassword(
            Uri realm, String username, String password, @Nullable String old) {
        return checked(realm, username, old)
                .thenCompose(checked -> update(realm, username, Map.of("password", password)))
                .thenApply(user -> null);
    }

    private CompletionStage<Void> checked(Uri realm, String username, @Nullable String old) {
        if (old == null) {
            return CompletableFuture.completedStage(null);
        }
        try {
            Map<String, Object> kept = keeper(operations.records(), realm, username).password();
            return passwords
                    .verify(kept, old)
                    .thenAccept(
                            isRight -> {
                                if (!isRight) {
                                    throw new Refusal(
                                            Refusal.BAD_SIGNATURE, "the old password is another");
                                }
                            });
        } catch (Refusal e) {
            return CompletableFuture.failedStage(e);
        }
    }

    public CompletionStage<Map<String, Object>> addAlias(Uri realm, String username, String alias) {
        return list(realm, username, "aliases", List.of(alias), true);
    }

    public CompletionStage<Map<String, Object>> removeAlias(
            Uri realm, String username, String alias) {
        return list(realm, username, "aliases", List.of(alias), false);
    }

    public CompletionStage<Map<String, Object>> addGroups(
            Uri realm, String username, Collection<String> groups) {
        return list(realm, username, "groups", groups, true);
    }

    public CompletionStage<Map<String, Object>> removeGroups(
            Uri realm, String username, Collection<String> groups) {
        return list(realm, username, "groups", groups, false);
    }

    private CompletionStage<Map<String, Object>> list(
            Uri realm, String username, String member, Collection<String> names, boolean adds) {
        return operations.submit(
                (draft, happenings) -> {
                    UserRecord before = find(draft, realm, username);
                    List<String> list =
                            member.equals("groups") ? before.groups() : before.aliases();
                    List<String> changed =
                            adds
                                    ? GroupOperations.union(list, names)
                                    : GroupOperations.difference(list, names);
                    change(draft, realm, username, Map.of(member, changed), Map.of());
                    happenings.add(happening(realm, "updated", before.username()));
                    return view(draft, realm, before.username());
                });
    }

    /** Keeps the same password another way, unless it is another one by now. */
    public CompletionStage<Void> renewPassword(
            Uri realm, String username, Map<String, Object> before, Map<String, Object> renewed) {
        return operations.perform(
                (draft, happenings) ->
                        draft.find(realm, username)
                                .filter(user -> user.password().equals(before))
                                .ifPresent(
                                        user ->
                                                draft.put(
                                                        RecordId.user(realm, username),
                                                        user.withPassword(renewed).json())));
    }

    /** Removes a user with the sources and grants that are for it alone. */
    public CompletionStage<Void> remove(Uri realm, String username) {
        return operations.perform(
                (draft, happenings) -> {
                    UserRecord user = find(draft, realm, username);
                    draft.remove(RecordId.user(realm, user.username()));
                    user.aliases().forEach(alias -> draft.remove(RecordId.alias(realm, alias)));
                    GroupOperations.removeGrants(draft, realm, Role.user(user.username()));
                    removeSources(draft, realm, user.username());
                    happenings.add(happening(realm, "deleted", user.username()));
                });
    }

    private static void removeSources(Draft draft, Uri realm, String username) {
        var gone = new ArrayList<RecordId>();
        draft.forEach(
                RecordId.SOURCES,
                RecordId.prefix(realm),
                (id, value) ->
                        RecordView.read(id, value, SourceRecord::readStored)
                                .filter(source -> source.username().equals(username))
                                .ifPresent(source -> gone.add(id)));
        gone.forEach(draft::remove);
    }

    /** What is told of a user: nothing that could be used to be it. */
    public Map<String, Object> get(Uri realm, String username) {
        return view(operations.records(), realm, username);
    }

    /**
     * Some users by rising names: at most so many of those that follow one.
     *
     * @param after the name that they follow; empty for the first
     */
    public List<Map<String, Object>> list(Uri realm, String after, int limit) {
        return list(realm, after, limit, user -> true);
    }

    /** Some of the users for which that holds. */
    public List<Map<String, Object>> list(
            Uri realm, String after, int limit, Predicate<UserRecord> condition) {
        RecordView records = operations.records();
        Operations.realm(records, realm);
        String first = RecordId.user(realm, Names.fold(after)).key();
        var list = new ArrayList<Map<String, Object>>();
        records.forEach(
                RecordId.USERS,
                RecordId.prefix(realm),
                (id, value) -> {
                    if (list.size() < limit && id.key().compareTo(first) > 0) {
                        RecordView.read(id, value, UserRecord::readStored)
                                .filter(condition)
                                .ifPresent(user -> list.add(view(records, user)));
                    }
                });
        return list;
    }

    private static Map<String, Object> view(RecordView records, Uri realm, String username) {
        return view(records, find(records, realm, username));
    }

    private static Map<String, Object> view(RecordView records, UserRecord user) {
        UserRecord keeper = keeper(records, user);
        var view = new LinkedHashMap<String, Object>();
        view.put("username", user.username());
        view.put("enabled", user.isEnabled());
        view.put("groups", user.groups());
        view.put("aliases", user.aliases());
        view.put("meta", user.meta());
        view.put("has_password", !keeper.password().isEmpty());
        view.put("has_authorized_keys", !keeper.authorizedKeys().isEmpty());
        if (user.ssoRealmUri() != null) {
            view.put("sso_realm_uri", user.ssoRealmUri().toString());
            view.put("sso_enabled", keeper.isEnabled());
        }
        return view;
    }

    private static UserRecord keeper(RecordView records, Uri realm, String username) {
        return keeper(records, find(records, realm, username));
    }

    private static UserRecord keeper(RecordView records, UserRecord user) {
        Uri sso = user.ssoRealmUri();
        return sso == null ? user : records.find(sso, user.username()).orElse(user);
    }

    private static UserRecord find(RecordView records, Uri realm, String username) {
        Operations.realm(records, realm);
        String name = Names.fold(username);
        return records.find(realm, name)
                .or(() -> records.alias(realm, name).flatMap(owner -> records.find(realm, owner)))
                .orElseThrow(
                        () ->
                                new Refusal(
                                        Refusal.NOT_FOUND, "there is no user '" + username + "'"));
    }

    /** What to keep of the password that is sent; empty if none is. */
    private CompletionStage<Map<String, Object>> hashed(Uri realm, Map<String, Object> data) {
        JsonCursor cursor = new JsonCursor("data", "/password", data.get("password"));
        if (cursor.value() == null) {
            return CompletableFuture.completedStage(Map.of());
        }
        try {
            String password = NewUser.password(cursor);
            return passwords.hash(password, keeperRealm(realm, data));
        } catch (InvalidRecord e) {
            return CompletableFuture.failedStage(Refusal.of(e));
        } catch (Refusal e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private RealmRecord keeperRealm(Uri realm, Map<String, Object> data) {
        RecordView records = operations.records();
        RealmRecord own = Operations.realm(records, realm);
        return data.get("sso_realm_uri") instanceof String sso
                ? records.realm(Uri.of(Names.fold(sso))).orElse(own)
                : own;
    }

    private static NewUser read(RecordView records, Uri realm, JsonCursor data)
            throws InvalidRecord {
        var unknown = new ArrayList<JsonCursor>();
        NewUser user =
                Operations.reader(records, unknown).user(Operations.realm(records, realm), data);
        Operations.refuse(unknown);
        return user;
    }

    private static void put(Draft draft, Uri realm, NewUser user, Map<String, Object> kept) {
        Uri sso = user.user().ssoRealmUri();
        new UserChanges(draft, (username, password, where, before) -> kept)
                .of(
                        Operations.realm(draft, realm),
                        user,
                        sso == null ? null : Operations.realm(draft, sso))
                .forEach(draft::put);
    }

    private Happening happening(Uri realm, String what, String name) {
        return happening(realm, what, name, by);
    }

    private static Happening happening(Uri realm, String what, String name, long by) {
        return new Happening(realm, "bondy.user." + what, List.of(realm.toString(), name), by);
    }

    /** A user has come in. */
    public static Happening loggedIn(Uri realm, String username) {
        return happening(realm, "logged_in", username, 0);
    }
}
