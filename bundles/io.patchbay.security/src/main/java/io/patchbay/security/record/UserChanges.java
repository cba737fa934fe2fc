package io.patchbay.security.record;

import io.patchbay.wamp.Uri;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is stored for a user: its record, its aliases, and where an SSO realm keeps its credentials
 * the record there.
 */
public final class UserChanges {
    private final Users users;
    private final PasswordKeeper passwords;

    public UserChanges(Users users, PasswordKeeper passwords) {
        this.users = users;
        this.passwords = passwords;
    }

    /**
     * The records of a user. Takes as long as its password does.
     *
     * @param sso the realm that keeps its credentials; null if it is the same
     */
    public Map<RecordId, byte[]> of(RealmRecord realm, NewUser user, @Nullable RealmRecord sso) {
        var changes = new LinkedHashMap<RecordId, byte[]>();
        UserRecord record = user.user();
        if (sso == null) {
            put(changes, realm.uri(), withPassword(realm, user));
        } else {
            put(changes, realm.uri(), record.withCredentials(List.of(), Map.of()));
            Optional<UserRecord> there = users.find(sso.uri(), record.username());
            if (there.isEmpty() || user.hasCredentials()) {
                put(changes, sso.uri(), keeper(sso, user, there));
            }
        }
        return changes;
    }

    private UserRecord keeper(RealmRecord sso, NewUser user, Optional<UserRecord> there) {
        String username = user.user().username();
        UserRecord before =
                there.orElseGet(
                        () ->
                                new UserRecord(
                                        username, true, List.of(), List.of(), List.of(), Map.of(),
                                        null, Map.of()));
        List<String> keys = user.user().authorizedKeys();
        return before.withCredentials(
                keys.isEmpty() ? before.authorizedKeys() : keys,
                password(sso, username, user.password(), before.password()));
    }

    private UserRecord withPassword(RealmRecord realm, NewUser user) {
        Map<String, Object> before =
                users.find(realm.uri(), user.user().username())
                        .map(UserRecord::password)
                        .orElse(Map.of());
        return user.user()
                .withPassword(password(realm, user.user().username(), user.password(), before));
    }

    private Map<String, Object> password(
            RealmRecord realm,
            String username,
            @Nullable String password,
            Map<String, Object> before) {
        return password == null ? before : passwords.keep(username, password, realm, before);
    }

    private static void put(Map<RecordId, byte[]> changes, Uri realm, UserRecord user) {
        changes.put(RecordId.user(realm, user.username()), JsonTree.write(user.json()));
        for (String alias : user.aliases()) {
            changes.put(
                    RecordId.alias(realm, alias), user.username().getBytes(StandardCharsets.UTF_8));
        }
    }
}
