package io.patchbay.api.session;

import io.patchbay.api.transport.ConnectionInfo;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Uri;

import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Opens sessions for bundles. A service of the core. Any thread. */
@ProviderType
public interface LocalSessions {
    /** A session of that identity, or empty when there is no such realm. */
    Optional<LocalSession> open(Uri realm, Identity identity);

    /**
     * A session for a client that came another way than by a transport, say over HTTP: it is
     * authenticated, throttled and counted like any other.
     *
     * @param hello {@code HELLO.Details} without roles: who it is, and how it can prove that
     * @param answer what it says to a challenge; whoever is challenged twice is refused
     * @param connection how it came
     * @return fails with {@link WampFailure} by the reason of an ABORT, its message as argument
     */
    CompletionStage<LocalSession> join(
            Uri realm, Dict hello, String answer, ConnectionInfo connection);

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
