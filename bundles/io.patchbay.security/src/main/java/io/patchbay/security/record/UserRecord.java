package io.patchbay.security.record;

import io.patchbay.wamp.Uri;

import org.jspecify.annotations.Nullable;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A user of a realm.
 *
 * @param isEnabled whether it may come in
 * @param groups those that it is a member of
 * @param aliases other names that it may come in by
 * @param authorizedKeys Ed25519 public keys, in hexadecimal
 * @param meta what its sessions are told
 * @param ssoRealmUri the realm that keeps its credentials, if not this one
 * @param password what its password is checked against; empty if it has none. Not shown to anybody
 */
public record UserRecord(
        String username,
        boolean isEnabled,
        List<String> groups,
        List<String> aliases,
        List<String> authorizedKeys,
        Map<String, Object> meta,
        @Nullable Uri ssoRealmUri,
        Map<String, Object> password) {
    /** What the stored form has, and nobody may send or see. */
    private static final String PASSWORD = "password_record";

    private static final Set<String> NAMES =
            Set.of(
                    "username",
                    "password",
                    "enabled",
                    "groups",
                    "aliases",
                    "authorized_keys",
                    "meta",
                    "sso_realm_uri");
    private static final int CREDENTIALS_BYTES = 16;
    private static final int MOST_ALIASES = 5;
    private static final int MOST_KEYS = 100;
    private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}");

    public UserRecord {
        groups = List.copyOf(groups);
        aliases = List.copyOf(aliases);
        authorizedKeys = List.copyOf(authorizedKeys);
    }

    public static Set<String> names() {
        return NAMES;
    }

    /** Reads what somebody wrote, but for the password, which comes in clear. */
    public static UserRecord read(JsonCursor user) throws InvalidRecord {
        return read(user, Map.of());
    }

    /** Reads what {@link #json} wrote. */
    public static UserRecord readStored(JsonCursor user) throws InvalidRecord {
        return read(user, user.get(PASSWORD).members());
    }

    private static UserRecord read(JsonCursor user, Map<String, Object> password)
            throws InvalidRecord {
        JsonCursor sso = user.get("sso_realm_uri");
        String username = Names.user(user.get("username"));
        return new UserRecord(
                username,
                user.get("enabled").bool(true),
                Names.groups(user.get("groups")),
                aliases(user.get("aliases"), username),
                keys(user.get("authorized_keys")),
                user.get("meta").members(),
                sso.value() == null ? null : RealmRecord.uri(sso),
                password);
    }

    private static List<String> aliases(JsonCursor list, String username) throws InvalidRecord {
        var aliases = new ArrayList<String>();
        for (JsonCursor item : list.optionalItems("an array of aliases")) {
            String alias = Names.user(item);
            if (alias.equals(username) || aliases.contains(alias)) {
                throw item.bad("a name that the user does not have already");
            }
            if (aliases.size() == MOST_ALIASES) {
                throw list.bad("up to " + MOST_ALIASES + " aliases");
            }
            aliases.add(alias);
        }
        return aliases;
    }

    private static List<String> keys(JsonCursor list) throws InvalidRecord {
        var keys = new ArrayList<String>();
        for (JsonCursor item : list.optionalItems("an array of public keys")) {
            if (keys.size() == MOST_KEYS) {
                throw list.bad("up to " + MOST_KEYS + " keys");
            }
            keys.add(key(item));
        }
        return keys;
    }

    private static String key(JsonCursor cursor) throws InvalidRecord {
        String key = Names.fold(cursor.text());
        if (!KEY.matcher(key).matches()) {
            throw cursor.bad("an Ed25519 public key of 64 hexadecimal digits");
        }
        return key;
    }

    /** What the store keeps. */
    public Map<String, Object> json() {
        var json = new LinkedHashMap<String, Object>();
        json.put("username", username);
        if (!isEnabled) {
            json.put("enabled", false);
        }
        put(json, "groups", groups);
        put(json, "aliases", aliases);
        put(json, "authorized_keys", authorizedKeys);
        if (!meta.isEmpty()) {
            json.put("meta", meta);
        }
        if (ssoRealmUri != null) {
            json.put("sso_realm_uri", ssoRealmUri.toString());
        }
        if (!password.isEmpty()) {
            json.put(PASSWORD, password);
        }
        return json;
    }

    private static void put(Map<String, Object> json, String key, List<String> list) {
        if (!list.isEmpty()) {
            json.put(key, list);
        }
    }

    /** Another text whenever the credentials are others. It tells nothing of them. */
    public String credentials() {
        var json = new LinkedHashMap<String, Object>();
        json.put("password", password);
        json.put("keys", authorizedKeys);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(JsonTree.write(json));
            return HexFormat.of().formatHex(digest, 0, CREDENTIALS_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    public UserRecord withPassword(Map<String, Object> changed) {
        return new UserRecord(
                username, isEnabled, groups, aliases, authorizedKeys, meta, ssoRealmUri, changed);
    }

    /** The same, but for credentials. */
    public UserRecord withCredentials(List<String> keys, Map<String, Object> changed) {
        return new UserRecord(
                username, isEnabled, groups, aliases, keys, meta, ssoRealmUri, changed);
    }

    /** Without what nobody may see. */
    @Override
    public String toString() {
        return "UserRecord[" + username + "]";
    }
}
