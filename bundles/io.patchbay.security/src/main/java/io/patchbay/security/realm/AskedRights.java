package io.patchbay.security.realm;

import io.patchbay.api.access.Action;
import io.patchbay.api.realm.RealmGuard;
import io.patchbay.api.realm.Rights;
import io.patchbay.api.session.Identity;
import io.patchbay.security.dynamic.Arbiter;
import io.patchbay.wamp.MatchPolicy;
import io.patchbay.wamp.Uri;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletionStage;

/** What somebody may do by the grants, of that what a procedure allows. */
record AskedRights(
        Rights granted, Arbiter arbiter, Uri procedure, RealmGuard realm, Identity identity)
        implements Rights {
    @Override
    public boolean allow(Action action, Uri uri, MatchPolicy match) {
        return granted.allow(action, uri, match)
                && (isItself(action, uri, match)
                        || arbiter.allows(realm, procedure, identity, action, uri, match));
    }

    /** Nobody could be asked before it is registered. */
    private boolean isItself(Action action, Uri uri, MatchPolicy match) {
        return action == Action.REGISTER && match == MatchPolicy.EXACT && uri.equals(procedure);
    }

    @Override
    public boolean takeTime() {
        return true;
    }

    /** Nobody is asked about what the grants do not allow. */
    @Override
    public @Nullable CompletionStage<?> prepare(Action action, Uri uri, MatchPolicy match) {
        return granted.allow(action, uri, match) && !isItself(action, uri, match)
                ? arbiter.ask(realm, procedure, identity, action, uri, match)
                : null;
    }

    @Override
    public boolean areCurrent() {
        return granted.areCurrent();
    }
}
