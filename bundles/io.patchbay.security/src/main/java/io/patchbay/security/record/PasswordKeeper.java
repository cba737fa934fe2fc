package io.patchbay.security.record;

import java.util.Map;

/** Makes of a password what is kept of it. Takes its time: not for an event loop. */
@FunctionalInterface
public interface PasswordKeeper {
    /**
     * What to keep, the way the realm wants it.
     *
     * @param username whose it is
     * @param before what is kept already, which is given back if it is of that password
     */
    Map<String, Object> keep(
            String username, String password, RealmRecord realm, Map<String, Object> before);
}
