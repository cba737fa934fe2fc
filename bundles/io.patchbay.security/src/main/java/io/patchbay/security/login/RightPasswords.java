package io.patchbay.security.login;

import io.patchbay.security.record.UserRecord;
import io.patchbay.wamp.Uri;

/** Is told of passwords by which users have proven who they are. Any thread; must not block. */
@FunctionalInterface
public interface RightPasswords {
    /**
     * A password was right.
     *
     * @param realm where the user is that keeps it
     */
    void right(Uri realm, UserRecord keeper, String password);
}
