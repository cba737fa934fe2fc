package io.patchbay.api.session;

import io.patchbay.wamp.Uri;

import org.osgi.annotation.versioning.ProviderType;

import java.util.Optional;

/** Opens sessions for bundles. A service of the core. Any thread. */
@ProviderType
public interface LocalSessions {
    /** A session of that identity, or empty when there is no such realm. */
    Optional<LocalSession> open(Uri realm, Identity identity);
}
