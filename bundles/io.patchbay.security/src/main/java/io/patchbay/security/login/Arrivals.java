package io.patchbay.security.login;

import io.patchbay.wamp.Uri;

/** Is told who comes in. On the loops of clients; must not block. */
@FunctionalInterface
public interface Arrivals {
    /** A user of the realm has come in. */
    void arrived(Uri realm, String username);
}
