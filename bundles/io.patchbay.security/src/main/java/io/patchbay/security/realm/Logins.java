package io.patchbay.security.realm;

import io.patchbay.api.realm.Login;
import io.patchbay.api.transport.ConnectionInfo;

import org.jspecify.annotations.Nullable;

/** Where clients come in. Any thread; nothing blocks. */
@FunctionalInterface
public interface Logins {
    /**
     * A client wants to come into a realm.
     *
     * @param authid who it says it is; null if it says nothing
     */
    Login begin(Guard guard, @Nullable String authid, ConnectionInfo connection);
}
