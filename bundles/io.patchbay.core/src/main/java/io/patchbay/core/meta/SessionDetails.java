package io.patchbay.core.meta;

import io.patchbay.api.session.Identity;
import io.patchbay.api.transport.ConnectionInfo;
import io.patchbay.core.session.RouterSession;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What is told about a session. Any thread. */
public final class SessionDetails {
    /** What follows from the session itself and is not for others to change. */
    static final Set<String> OWN =
            Set.of("session", "authid", "authrole", "authmethod", "authprovider", "transport");

    private SessionDetails() {}

    public static Map<String, Object> of(RouterSession session) {
        Identity identity = session.identity();
        var details = new LinkedHashMap<String, Object>(session.attributes().asMap());
        details.put("session", session.id());
        details.put("authid", identity.authid());
        details.put("authrole", identity.authrole());
        details.put("authmethod", identity.authmethod());
        details.put("authprovider", identity.authprovider());
        details.put("transport", transport(session.connection()));
        return details;
    }

    private static Map<String, Object> transport(ConnectionInfo connection) {
        return Map.of(
                "type", connection.transport(),
                "listener", connection.listener(),
                "peername", peername(connection),
                "secure", connection.secure());
    }

    private static String peername(ConnectionInfo connection) {
        String remote = connection.remote().toString();
        return connection.remote() instanceof InetSocketAddress
                ? remote.substring(remote.lastIndexOf('/') + 1)
                : remote;
    }
}
