package io.patchbay.api.realm;

import io.patchbay.api.session.Identity;
import io.patchbay.api.transport.ConnectionInfo;
import io.patchbay.wamp.Uri;

import org.osgi.annotation.versioning.ProviderType;

/** Guards one realm. Any thread; nothing blocks. */
@ProviderType
public interface RealmGuard {
    Uri uri();

    /** The rules in force now. */
    RealmRules rules();

    /** Whether a client may come over that connection and authenticate by that method. */
    boolean admits(String method, ConnectionInfo connection);

    /** What that identity may do, by the grants in force now. */
    Rights rights(Identity identity);
}
