package io.patchbay.security.login;

import io.patchbay.api.transport.ConnectionInfo;
import io.patchbay.wamp.Dict;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a procedure is told of a client that it is asked about.
 *
 * @param session the id that it will have
 * @param details {@code HELLO.Details}
 */
record Introduction(String method, long session, Dict details, ConnectionInfo connection) {
    Map<String, Object> toMap() {
        var told = new LinkedHashMap<String, Object>();
        told.put("authmethod", method);
        told.put("session", session);
        told.put("authextra", Objects.requireNonNullElse(details.get("authextra"), Map.of()));
        if (details.has("authrole")) {
            told.put("authrole", details.string("authrole", ""));
        }
        var transport = new LinkedHashMap<String, Object>();
        transport.put("type", connection.transport());
        transport.put("secure", connection.secure());
        connection.address().ifPresent(peer -> transport.put("peer", peer.getHostAddress()));
        told.put("transport", transport);
        return told;
    }
}
