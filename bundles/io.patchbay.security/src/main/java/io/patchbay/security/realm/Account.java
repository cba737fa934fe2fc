package io.patchbay.security.realm;

import io.patchbay.security.record.UserRecord;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A user, and the one of the SSO realm that keeps its credentials, which may be the same.
 * Immutable.
 *
 * @param user in the realm that it comes into
 * @param keeper who has the credentials
 */
public record Account(UserRecord user, UserRecord keeper) {
    public String username() {
        return user.username();
    }

    public boolean isEnabled() {
        return user.isEnabled() && keeper.isEnabled();
    }

    /** What is told to its sessions, but for what is said of its groups. */
    Map<String, Object> meta() {
        if (keeper == user) {
            return user.meta();
        }
        var meta = new LinkedHashMap<String, Object>(user.meta());
        meta.put("sso", keeper.meta());
        return meta;
    }
}
