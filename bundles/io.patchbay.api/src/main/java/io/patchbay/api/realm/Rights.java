package io.patchbay.api.realm;

import io.patchbay.api.access.Action;
import io.patchbay.wamp.MatchPolicy;
import io.patchbay.wamp.Uri;

import org.osgi.annotation.versioning.ProviderType;

/** What a session may do. Asked for each message, by any thread, so it takes no lock. */
@ProviderType
public interface Rights {
    /** Whether the action is allowed on all that the URI or pattern matches. */
    boolean allow(Action action, Uri uri, MatchPolicy match);

    /**
     * False as soon as something has changed that these rights follow from; ask for others then.
     */
    boolean areCurrent();
}
