package io.patchbay.security.ticket;

import io.patchbay.security.record.InvalidRecord;
import io.patchbay.security.record.JsonCursor;
import io.patchbay.security.record.RealmRecord;
import io.patchbay.wamp.Uri;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/**
 * What a ticket is for. A user has one for each at most.
 *
 * @param realm the realm where it is good; null if it is good in all that share the user
 * @param clientId the program that shows it; null for any
 * @param deviceId the device; null for any
 */
public record Scope(@Nullable Uri realm, @Nullable String clientId, @Nullable String deviceId) {
    /** What the names of kinds of tickets begin with. */
    public static final String KINDS = "bondy.ticket.scope.";

    private static final String REALM = "realm";
    private static final String CLIENT = "client_id";
    private static final String DEVICE = "device_id";

    static Scope read(JsonCursor json) throws InvalidRecord {
        JsonCursor realm = json.get(REALM);
        return new Scope(
                realm.value() == null ? null : RealmRecord.uri(realm),
                text(json.get(CLIENT)),
                text(json.get(DEVICE)));
    }

    private static @Nullable String text(JsonCursor cursor) throws InvalidRecord {
        return cursor.value() == null ? null : cursor.text();
    }

    @SuppressWarnings("NullAway") // JSON has null
    public Map<String, Object> json() {
        var json = new HashMap<String, Object>();
        json.put(REALM, realm == null ? null : realm.toString());
        json.put(CLIENT, clientId);
        json.put(DEVICE, deviceId);
        return json;
    }

    /** The resource on which who issues or revokes such a ticket needs the permission to. */
    public Uri kind() {
        String where = realm == null ? "sso" : "local";
        return Uri.of(KINDS + (clientId == null ? where : "client_" + where));
    }
}
