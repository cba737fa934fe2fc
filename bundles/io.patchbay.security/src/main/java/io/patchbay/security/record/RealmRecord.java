package io.patchbay.security.record;

import io.patchbay.api.realm.RealmDirectory;
import io.patchbay.api.realm.RealmRules;
import io.patchbay.security.password.PasswordOptions;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.UriRule;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A realm, without who and what is in it.
 *
 * @param isPrototype whether it is there for others to be like it, and takes no connections
 * @param prototypeUri the realm that it is like
 * @param isSso whether it keeps the credentials of users of other realms
 * @param inheritable what it has of its prototype, unless it is said here
 * @param rules how it routes
 * @param passwordOpts how passwords are hashed
 * @param info whatever else
 * @param delegation what procedures decide for it
 * @param keys what it signs and encrypts with, as PEM
 */
public record RealmRecord(
        Uri uri,
        String description,
        boolean isPrototype,
        @Nullable Uri prototypeUri,
        boolean isSso,
        Inheritable inheritable,
        RealmRules rules,
        Map<String, Object> passwordOpts,
        Map<String, Object> info,
        Delegation delegation,
        Keys keys) {
    /** The realm from which others are managed. */
    public static final Uri MASTER = RealmDirectory.MASTER;

    private static final int LONGEST_URI = 255;
    private static final int LONGEST_DESCRIPTION = 512;
    private static final Set<String> NAMES =
            Set.of(
                    "uri",
                    "description",
                    "is_prototype",
                    "prototype_uri",
                    "is_sso_realm",
                    "sso_realm_uri",
                    "allow_connections",
                    "authmethods",
                    "security_enabled",
                    "password_opts",
                    "private_keys",
                    "encryption_keys",
                    "info",
                    "dynamic_authenticators",
                    "dynamic_authorizer",
                    "uri_rule",
                    "features_off",
                    "caller_disclosure",
                    "publisher_disclosure",
                    "retention");

    /**
     * What a realm signs and encrypts with. Not shown to anybody.
     *
     * @param signing for tokens
     */
    public record Keys(List<String> signing, List<String> encryption) {
        @Override
        public String toString() {
            return "Keys[" + signing.size() + ", " + encryption.size() + "]";
        }
    }

    /** The members of the JSON of a realm that this is read from. */
    public static Set<String> names() {
        return NAMES;
    }

    /** Reads what {@link #json} or an operator wrote. */
    public static RealmRecord read(JsonCursor realm) throws InvalidRecord {
        JsonCursor prototype = realm.get("prototype_uri");
        var read =
                new RealmRecord(
                        uri(realm.get("uri")),
                        description(realm.get("description")),
                        realm.get("is_prototype").bool(false),
                        prototype.value() == null ? null : uri(prototype),
                        realm.get("is_sso_realm").bool(false),
                        Inheritable.read(realm),
                        RoutingRules.read(realm),
                        realm.get("password_opts").members(),
                        realm.get("info").members(),
                        Delegation.read(realm),
                        new Keys(
                                pems(realm.get("private_keys")),
                                pems(realm.get("encryption_keys"))));
        read.check(realm);
        PasswordOpts.read(realm.get("password_opts"));
        return read;
    }

    private void check(JsonCursor realm) throws InvalidRecord {
        if (isPrototype && prototypeUri != null) {
            throw realm.get("prototype_uri").bad("nothing, as the realm is a prototype itself");
        }
        if (isSso && inheritable.ssoRealmUri() != null) {
            throw realm.get("sso_realm_uri").bad("nothing, as the realm is an SSO realm itself");
        }
    }

    /** The name of a realm. */
    public static Uri uri(JsonCursor cursor) throws InvalidRecord {
        Uri uri = Uri.of(Names.fold(cursor.text()));
        if (!uri.isValid(UriRule.LOOSE)
                || uri.toString().length() > LONGEST_URI
                || uri.toString().chars().anyMatch(Character::isISOControl)) {
            throw cursor.bad(
                    "a URI of up to %d characters, say \"com.example.realm\""
                            .formatted(LONGEST_URI));
        }
        if (uri.toString().startsWith(MASTER + ".")) {
            throw cursor.bad("a URI that does not begin with that of the master realm");
        }
        return uri;
    }

    /**
     * How passwords of its users are kept.
     *
     * @param authmethods the methods that it accepts, be it as its prototype does
     */
    public PasswordOptions passwordOptions(List<String> authmethods) {
        try {
            PasswordOptions options = PasswordOpts.read(JsonCursor.root("", passwordOpts));
            return authmethods.contains("wampcra") ? options : options.withCra(0);
        } catch (InvalidRecord e) {
            throw new IllegalStateException(e); // it was read before
        }
    }

    private static String description(JsonCursor cursor) throws InvalidRecord {
        String text = cursor.text("");
        if (text.getBytes(StandardCharsets.UTF_8).length > LONGEST_DESCRIPTION) {
            throw cursor.bad("up to " + LONGEST_DESCRIPTION + " bytes");
        }
        return text;
    }

    private static List<String> pems(JsonCursor list) throws InvalidRecord {
        for (JsonCursor item : list.optionalItems("an array of keys in PEM")) {
            if (!(item.value() instanceof String text) || !text.startsWith("-----BEGIN ")) {
                throw item.badSecret("a key in PEM");
            }
        }
        List<String> keys = list.optionalTexts();
        return keys == null ? List.of() : keys;
    }

    /** The same realm, but nobody may come in. */
    public RealmRecord closed() {
        return new RealmRecord(
                uri,
                description,
                isPrototype,
                null,
                isSso,
                new Inheritable(List.of(), false, true, null),
                rules,
                passwordOpts,
                info,
                delegation,
                keys);
    }

    public RealmRecord withKeys(Keys changed) {
        return new RealmRecord(
                uri,
                description,
                isPrototype,
                prototypeUri,
                isSso,
                inheritable,
                rules,
                passwordOpts,
                info,
                delegation,
                changed);
    }

    public Map<String, Object> json() {
        var json = new LinkedHashMap<String, Object>();
        json.put("uri", uri.toString());
        json.put("description", description);
        json.put("is_prototype", isPrototype);
        if (prototypeUri != null) {
            json.put("prototype_uri", prototypeUri.toString());
        }
        json.put("is_sso_realm", isSso);
        inheritable.write(json);
        RoutingRules.write(rules, json);
        json.put("password_opts", passwordOpts);
        json.put("info", info);
        delegation.write(json);
        json.put("private_keys", keys.signing);
        json.put("encryption_keys", keys.encryption);
        return json;
    }
}
