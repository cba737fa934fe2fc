package io.patchbay.security.oauth;

import io.patchbay.security.operation.GroupOperations;
import io.patchbay.security.operation.Refusal;
import io.patchbay.security.operation.UserOperations;
import io.patchbay.wamp.Uri;

import org.jspecify.annotations.Nullable;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * The users of a realm that are in a group which says what they are to OAuth 2. The group is made
 * when there is need of it. Any thread.
 *
 * @param group its name
 * @param id what a user's name is called
 * @param secret what a user's password is called
 * @param isGenerated whether both are made up for who does not say them
 */
public record Members(
        UserOperations users,
        GroupOperations groups,
        String group,
        String id,
        String secret,
        boolean isGenerated) {
    private static final int SECRET_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Programs that ask for tokens. */
    public static Members clients(UserOperations users, GroupOperations groups) {
        return new Members(users, groups, "api_clients", "client_id", "client_secret", true);
    }

    /** Those for whom tokens are asked. */
    public static Members owners(UserOperations users, GroupOperations groups) {
        return new Members(users, groups, "resource_owners", "username", "password", false);
    }

    /** What was made up is told with the result, once. */
    public CompletionStage<Map<String, Object>> add(Uri realm, Map<String, Object> data) {
        var given = new LinkedHashMap<>(data);
        var told = new LinkedHashMap<String, Object>();
        if (isGenerated) {
            given.computeIfAbsent(id, key -> UUID.randomUUID().toString());
            given.computeIfAbsent(
                    secret,
                    key -> {
                        told.put(secret, random());
                        return told.get(secret);
                    });
        }
        Map<String, Object> user = user(given);
        user.put("groups", withGroup(given.get("groups")));
        return group(realm)
                .thenCompose(there -> users.add(realm, user))
                .thenApply(
                        added -> {
                            Map<String, Object> all = shown(added);
                            all.putAll(told);
                            return all;
                        });
    }

    private static String random() {
        byte[] bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** What the user operations call it. */
    private Map<String, Object> user(Map<String, Object> data) {
        var user = new LinkedHashMap<>(data);
        rename(user, id, "username");
        rename(user, secret, "password");
        return user;
    }

    private Map<String, Object> shown(Map<String, Object> user) {
        var shown = new LinkedHashMap<>(user);
        rename(shown, "username", id);
        return shown;
    }

    private static void rename(Map<String, Object> map, String from, String to) {
        Object value = map.remove(from);
        if (value != null) {
            map.put(to, value);
        }
    }

    /** What is no list is refused by whoever reads it. */
    private Object withGroup(@Nullable Object given) {
        if (given != null && !(given instanceof List<?>)) {
            return given;
        }
        var all = new ArrayList<Object>(given instanceof List<?> list ? list : List.of());
        if (!all.contains(group)) {
            all.add(group);
        }
        return all;
    }

    private CompletionStage<Void> group(Uri realm) {
        return groups.add(realm, Map.of("name", group))
                .<Void>thenApply(added -> null)
                .exceptionallyCompose(
                        failure ->
                                isThere(failure)
                                        ? CompletableFuture.completedStage(null)
                                        : CompletableFuture.failedStage(failure));
    }

    private static boolean isThere(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof Refusal refusal && refusal.error().equals(Refusal.ALREADY_EXISTS);
    }

    public CompletionStage<Map<String, Object>> update(
            Uri realm, String name, Map<String, Object> data) {
        get(realm, name);
        Map<String, Object> user = user(data);
        if (user.containsKey("groups")) {
            user.put("groups", withGroup(user.get("groups")));
        }
        return users.update(realm, name, user).thenApply(this::shown);
    }

    public CompletionStage<Void> remove(Uri realm, String name) {
        get(realm, name);
        return users.remove(realm, name);
    }

    /**
     * What is told of one.
     *
     * @throws Refusal if there is no such user in the group
     */
    public Map<String, Object> get(Uri realm, String name) {
        Map<String, Object> user = users.get(realm, name);
        if (!isMember(user)) {
            throw new Refusal(
                    Refusal.NOT_FOUND, "'" + name + "' is none of the group '" + group + "'");
        }
        return shown(user);
    }

    /**
     * Some of them by rising names: at most so many of those that follow one.
     *
     * @param after the name that they follow; empty for the first
     */
    public List<Map<String, Object>> list(Uri realm, String after, int limit) {
        return users.list(realm, after, limit, user -> user.groups().contains(group)).stream()
                .map(this::shown)
                .toList();
    }

    private boolean isMember(Map<String, Object> user) {
        return user.get("groups") instanceof List<?> names && names.contains(group);
    }
}
