package io.patchbay.api.realm;

import io.patchbay.api.transport.ConnectionInfo;
import io.patchbay.wamp.Uri;

import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The realms of this router. One service, there once it knows them all. Any thread.
 *
 * <p>Whoever watches keeps serving by what it was told last when the service goes.
 */
@ProviderType
public interface RealmDirectory {
    /** The realm of those who manage the others. */
    Uri MASTER = Uri.of("com.leapsight.bondy");

    /** Tells the listener at once of all realms, and then of each change. */
    Watch watch(Listener listener);

    /**
     * A client wants to come into a realm that is not there. If realms may be made for clients it
     * is, now, and the listeners have been told; never fails.
     *
     * @param client whose attempts are counted
     * @return whether the realm is there now
     */
    default CompletionStage<Boolean> request(Uri realm, ConnectionInfo client) {
        return CompletableFuture.completedStage(false);
    }

    /** Called by one thread at a time; must not block. */
    @ConsumerType
    interface Listener {
        /** These are all realms; whichever is not among them is gone. */
        void all(Collection<RealmGuard> realms);

        /** A realm is new or has other rules. */
        void changed(RealmGuard realm);

        /** A realm is gone. */
        void removed(RealmGuard realm);
    }

    /** Ends the calls to a listener when closed. */
    @ProviderType
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }
}
