package io.patchbay.security.oauth;

import io.patchbay.security.record.InvalidRecord;
import io.patchbay.security.record.JsonCursor;
import io.patchbay.security.record.RecordId;
import io.patchbay.wamp.Uri;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is stored of the tokens of a user at a client: nothing by which anybody could come in.
 *
 * @param id what the tokens are known by
 * @param turn how often they were refreshed: the refresh token of another turn is not good
 * @param issuedAt when, in seconds since 1970
 * @param expiresAt when the last of them is not good any more
 * @param isRefreshable whether there is a refresh token
 * @param credentials that the user had, as {@link
 *     io.patchbay.security.record.UserRecord#credentials} tells
 */
record KeptGrant(
        String id,
        String username,
        String client,
        String device,
        long turn,
        long issuedAt,
        long expiresAt,
        boolean isRefreshable,
        String credentials) {

    static KeptGrant read(JsonCursor json) throws InvalidRecord {
        return new KeptGrant(
                json.get("id").text(),
                json.get("username").text(),
                json.get("client").text(),
                json.get("device").text(),
                json.get("turn").large(),
                json.get("issued_at").large(),
                json.get("expires_at").large(),
                json.get("refreshable").bool(false),
                json.get("credentials").text());
    }

    Map<String, Object> json() {
        Map<String, Object> json = shown();
        json.put("turn", turn);
        json.put("credentials", credentials);
        return json;
    }

    /** What may be told of it. */
    Map<String, Object> shown() {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", id);
        json.put("username", username);
        json.put("client", client);
        json.put("device", device);
        json.put("issued_at", issuedAt);
        json.put("expires_at", expiresAt);
        json.put("refreshable", isRefreshable);
        return json;
    }

    RecordId recordId(Uri realm) {
        return RecordId.grantOfToken(realm, username, client, device);
    }
}
