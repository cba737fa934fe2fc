package io.patchbay.api.session;

import io.patchbay.wamp.Uri;

import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

import java.util.Optional;

/** Opens sessions for bundles. A service of the core. Any thread. */
@ProviderType
public interface LocalSessions {
    /** A session of that identity, or empty when there is no such realm. */
    Optional<LocalSession> open(Uri realm, Identity identity);

    /** The session of that id, whoever it belongs to, while it is in the realm. */
    Optional<Session> find(Uri realm, long id);

    /** Tells the listener at once of all realms that can be joined, and then of each change. */
    Watch watch(RealmListener listener);

    /** Called by one thread at a time; must not block. */
    @ConsumerType
    interface RealmListener {
        /** From now on sessions can be opened there. */
        void opened(Uri realm);

        /** The realm is gone, and its sessions end. */
        void closed(Uri realm);
    }

    /** Ends the calls to a listener when closed. */
    @ProviderType
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }
}
