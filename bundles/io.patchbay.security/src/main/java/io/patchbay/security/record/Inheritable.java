package io.patchbay.security.record;

import io.patchbay.wamp.Uri;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * What a realm has of its prototype, if it does not say otherwise itself. Null: it does not.
 *
 * @param authmethods the methods it accepts
 * @param allowConnections whether anybody may join
 * @param secured whether grants are asked at all
 * @param ssoRealmUri the realm that keeps the credentials of its users
 */
public record Inheritable(
        @Nullable List<String> authmethods,
        @Nullable Boolean allowConnections,
        @Nullable Boolean secured,
        @Nullable Uri ssoRealmUri) {
    private static final List<String> AUTHMETHODS =
            List.of("anonymous", "password", "oauth2", "wampcra", "ticket");

    /** What holds if nobody says anything. */
    private static final Inheritable USUAL = new Inheritable(AUTHMETHODS, true, true, null);

    private static final Inheritable MASTER =
            new Inheritable(
                    List.of("password", "wampcra", "wamp-scram", "cryptosign", "ticket"),
                    true,
                    true,
                    null);

    /** What holds in a realm if nobody says anything. */
    public static Inheritable usual(Uri realm) {
        return realm.equals(RealmRecord.MASTER) ? MASTER : USUAL;
    }

    static Inheritable read(JsonCursor realm) throws InvalidRecord {
        JsonCursor sso = realm.get("sso_realm_uri");
        return new Inheritable(
                realm.get("authmethods").optionalTexts(),
                realm.get("allow_connections").optionalBool(),
                realm.get("security_enabled").optionalBool(),
                sso.value() == null ? null : RealmRecord.uri(sso));
    }

    void write(Map<String, Object> json) {
        put(json, "authmethods", authmethods);
        put(json, "allow_connections", allowConnections);
        put(json, "security_enabled", secured);
        put(json, "sso_realm_uri", ssoRealmUri == null ? null : ssoRealmUri.toString());
    }

    private static void put(Map<String, Object> json, String key, @Nullable Object value) {
        if (value != null) {
            json.put(key, value);
        }
    }

    /** This, and what it does not say as the prototype has it. */
    public Inheritable or(Inheritable prototype) {
        return new Inheritable(
                authmethods == null ? prototype.authmethods : authmethods,
                allowConnections == null ? prototype.allowConnections : allowConnections,
                secured == null ? prototype.secured : secured,
                ssoRealmUri == null ? prototype.ssoRealmUri : ssoRealmUri);
    }
}
