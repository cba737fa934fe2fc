package io.patchbay.security.ticket;

import io.patchbay.security.record.InvalidRecord;
import io.patchbay.security.record.JsonCursor;
import io.patchbay.security.record.RealmRecord;
import io.patchbay.security.record.RecordId;
import io.patchbay.wamp.Uri;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a ticket says. Bondy's clients know the claims by these names.
 *
 * @param authrealm the realm that signs it: the one that keeps the user's credentials, if it is
 *     good wherever that is so
 * @param authid the user
 * @param authmethod how the user had come in when it was issued
 * @param issuedBy the session's authid at that
 * @param issuedAt when, in seconds since 1970
 * @param expiresAt until when it is good
 */
public record Ticket(
        String id,
        Uri authrealm,
        String authid,
        String authmethod,
        String issuedBy,
        long issuedAt,
        long expiresAt,
        Scope scope,
        String kid) {

    static Ticket read(JsonCursor claims) throws InvalidRecord {
        return new Ticket(
                claims.get("id").text(),
                RealmRecord.uri(claims.get("authrealm")),
                claims.get("authid").text(),
                claims.get("authmethod").text(),
                claims.get("issued_by").text(),
                claims.get("issued_at").large(),
                claims.get("expires_at").large(),
                Scope.read(claims.get("scope")),
                claims.get("kid").text());
    }

    /** What is signed. */
    public Map<String, Object> claims() {
        var claims = new LinkedHashMap<String, Object>();
        claims.put("id", id);
        claims.put("authrealm", authrealm.toString());
        claims.put("authid", authid);
        claims.put("authmethod", authmethod);
        claims.put("issued_by", issuedBy);
        claims.put("issued_at", issuedAt);
        claims.put("expires_at", expiresAt);
        claims.put("scope", scope.json());
        claims.put("kid", kid);
        return claims;
    }

    RecordId recordId() {
        return RecordId.ticket(
                authrealm,
                authid,
                scope.realm() == null ? "sso" : "local",
                Objects.requireNonNullElse(scope.clientId(), ""),
                Objects.requireNonNullElse(scope.deviceId(), ""));
    }
}
