package io.patchbay.api.realm;

import io.patchbay.api.session.Identity;
import io.patchbay.api.transport.ConnectionInfo;
import io.patchbay.wamp.Uri;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** Guards one realm. Any thread; nothing blocks. */
@ProviderType
public interface RealmGuard {
    Uri uri();

    /** The rules in force now. */
    RealmRules rules();

    /**
     * A client asks to come in.
     *
     * @param authid who it says it is; null if it says nothing
     */
    Login login(@Nullable String authid, ConnectionInfo connection);

    /** What that identity may do, by the grants in force now. */
    Rights rights(Identity identity);
}
