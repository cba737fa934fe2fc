package io.patchbay.api.session;

import io.patchbay.wamp.Uri;

import org.osgi.annotation.versioning.ProviderType;

import java.util.function.Predicate;

/** The sessions of this router, for whoever may end them. A service. */
@ProviderType
public interface Sessions {
    /**
     * Ends sessions in a realm with GOODBYE, but none of the router's own. Looks at each session of
     * the realm: nothing for an event loop.
     *
     * @param which those that end; asked on the calling thread
     * @param message for people
     * @return how many
     */
    int end(Uri realm, Predicate<Session> which, Uri reason, String message);
}
