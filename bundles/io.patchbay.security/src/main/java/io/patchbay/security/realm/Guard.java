package io.patchbay.security.realm;

import io.patchbay.api.access.Action;
import io.patchbay.api.realm.Login;
import io.patchbay.api.realm.RealmGuard;
import io.patchbay.api.realm.RealmRules;
import io.patchbay.api.realm.Rights;
import io.patchbay.api.session.Identity;
import io.patchbay.api.transport.ConnectionInfo;
import io.patchbay.wamp.MatchPolicy;
import io.patchbay.wamp.Uri;

import org.jspecify.annotations.Nullable;

/** Guards a realm by its settings. Any thread. */
final class Guard implements RealmGuard {
    private final Uri uri;
    private volatile Rulebook rulebook;

    Guard(RealmSettings settings) {
        this.uri = settings.uri();
        this.rulebook = new Rulebook(settings);
    }

    /** Puts these settings in force; false if they are already. For one thread at a time. */
    boolean update(RealmSettings changed) {
        Rulebook before = rulebook;
        if (before.settings().equals(changed)) {
            return false;
        }
        rulebook = new Rulebook(changed);
        before.expire();
        return true;
    }

    @Override
    public Uri uri() {
        return uri;
    }

    @Override
    public RealmRules rules() {
        return rulebook.settings().rules();
    }

    @Override
    public Login login(@Nullable String authid, ConnectionInfo connection) {
        return new GuestLogin(rulebook, connection);
    }

    @Override
    public Rights rights(Identity identity) {
        Rulebook book = rulebook;
        return identity.authrole().equals(Identity.TRUSTED) || !book.settings().secured()
                ? new Everything(book)
                : book.permissions(identity.authrole());
    }

    /** What the router's own sessions may do, and all where a realm is not secured. */
    private record Everything(Rulebook book) implements Rights {
        @Override
        public boolean allow(Action action, Uri uri, MatchPolicy match) {
            return true;
        }

        @Override
        public boolean areCurrent() {
            return book.isCurrent();
        }
    }
}
