package io.patchbay.security.record;

import io.patchbay.wamp.Uri;

import java.util.Optional;

/** The users of all realms, as they are now. Any thread; nothing blocks. */
public interface Users {
    Optional<UserRecord> find(Uri realm, String username);

    /** The user that has this as an alias. */
    Optional<String> alias(Uri realm, String alias);
}
