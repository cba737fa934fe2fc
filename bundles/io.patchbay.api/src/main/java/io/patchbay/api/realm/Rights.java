package io.patchbay.api.realm;

import io.patchbay.api.access.Action;
import io.patchbay.wamp.MatchPolicy;
import io.patchbay.wamp.Uri;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

import java.util.concurrent.CompletionStage;

/** What a session may do. Asked for each message, by any thread, so it takes no lock. */
@ProviderType
public interface Rights {
    /** Whether the action is allowed on all that the URI or pattern matches. */
    boolean allow(Action action, Uri uri, MatchPolicy match);

    /** Whether somebody else may have to be asked; constant. */
    default boolean takeTime() {
        return false;
    }

    /**
     * Finds out what {@link #allow} needs to know of that; null if there is nothing to find out.
     * Once the stage is complete, however, {@code allow} tells for a while. Asked only if {@link
     * #takeTime}, before anything is called, published, subscribed or registered.
     */
    default @Nullable CompletionStage<?> prepare(Action action, Uri uri, MatchPolicy match) {
        return null;
    }

    /**
     * False as soon as something has changed that these rights follow from; ask for others then.
     */
    boolean areCurrent();
}
