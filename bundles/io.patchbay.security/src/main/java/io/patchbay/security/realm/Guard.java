package io.patchbay.security.realm;

import io.patchbay.api.access.Action;
import io.patchbay.api.realm.Admission;
import io.patchbay.api.realm.Login;
import io.patchbay.api.realm.RealmGuard;
import io.patchbay.api.realm.RealmRules;
import io.patchbay.api.realm.Rights;
import io.patchbay.api.session.Identity;
import io.patchbay.api.transport.ConnectionInfo;
import io.patchbay.security.dynamic.Arbiter;
import io.patchbay.security.key.KeyRing;
import io.patchbay.security.record.Names;
import io.patchbay.security.record.UserRecord;
import io.patchbay.security.record.Users;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.MatchPolicy;
import io.patchbay.wamp.Uri;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Guards a realm by what is said about it and its users. Any thread. */
public final class Guard implements RealmGuard {
    private final Uri uri;
    private final Users users;
    private final Logins logins;
    private final Arbiter arbiter;
    private final UserEpochs epochs = new UserEpochs();
    private final UserEpochs endings = new UserEpochs();
    private volatile Rulebook rulebook;

    Guard(
            RealmState state,
            @Nullable RealmState prototype,
            Users users,
            Logins logins,
            Arbiter arbiter) {
        this.uri = state.realm().uri();
        this.users = users;
        this.logins = logins;
        this.arbiter = arbiter;
        this.rulebook = new Rulebook(state, prototype);
    }

    /** Puts this in force. For one thread at a time. */
    void update(RealmState state, @Nullable RealmState prototype) {
        Rulebook before = rulebook;
        rulebook = new Rulebook(state, prototype);
        before.expire();
    }

    /** The realm is gone: whoever is in it may do nothing any more. */
    void close() {
        Rulebook before = rulebook;
        rulebook = before.closed();
        before.expire();
    }

    /** Whether its users are those of the realm, or have their credentials there. */
    public boolean has(Uri realm) {
        return uri.equals(realm) || Objects.equals(realm, rulebook.ssoRealm());
    }

    /** Something is other than it was about that user, here or in the SSO realm. */
    void userChanged(String username) {
        epochs.changed(username);
    }

    /** The sessions of that user end, whichever there are now. */
    public void ending(String username) {
        endings.changed(username);
    }

    /** Another number once the sessions of that user have begun to end. */
    public int endings(String username) {
        return endings.now(UserEpochs.stripe(username));
    }

    @Override
    public Uri uri() {
        return uri;
    }

    @Override
    public RealmRules rules() {
        return rulebook.rules();
    }

    public Rulebook rulebook() {
        return rulebook;
    }

    /** Whether the realm has anything to sign with. */
    public boolean hasKeys() {
        return !rulebook.state().realm().keys().signing().isEmpty();
    }

    /** What the realm signs with; its prototype's keys are not its own. */
    public KeyRing keys() {
        return rulebook.keys();
    }

    @Override
    public Login login(@Nullable String authid, ConnectionInfo connection) {
        return logins.begin(this, authid, connection);
    }

    /**
     * The user of that name or alias, if there is one, with whoever keeps its credentials.
     *
     * @param authid in letters of any case
     */
    public Optional<Account> account(String authid) {
        String name = Names.fold(authid);
        return users.find(uri, name)
                .or(() -> users.alias(uri, name).flatMap(owner -> users.find(uri, owner)))
                .flatMap(this::account);
    }

    private Optional<Account> account(UserRecord user) {
        Uri sso = user.ssoRealmUri();
        return sso == null
                ? Optional.of(new Account(user, user))
                : users.find(sso, user.username()).map(keeper -> new Account(user, keeper));
    }

    /**
     * Lets somebody in who has proven who it is: as a user of the realm, if it is one that is
     * enabled, in those of its roles that it asks for. Who vouches for others says by what role
     * they are guests; that of a user who is disabled does not count.
     *
     * @param details {@code HELLO.Details}
     */
    public Admission enter(Identity proven, Dict details) {
        if (proven.authrole().equals(Identity.TRUSTED)
                || proven.roles().contains(Identity.TRUSTED)) {
            return Admission.UNPROVEN;
        }
        var entrance = new Entrance(rulebook, proven, details);
        Optional<Account> account =
                proven.authrole().equals(Names.ANONYMOUS)
                        ? Optional.empty()
                        : account(proven.authid());
        if (account.filter(found -> !found.isEnabled()).isPresent()) {
            return Admission.UNPROVEN;
        }
        if (!proven.authrole().isEmpty() && !proven.authprovider().equals(Identity.REALM_USER)) {
            return entrance.guest();
        }
        return account.map(entrance::user).orElse(Admission.UNPROVEN);
    }

    @Override
    public Rights rights(Identity identity) {
        Rulebook book = rulebook;
        if (identity.authrole().equals(Identity.TRUSTED) || !book.isSecured()) {
            return new Everything(book);
        }
        Rights granted = granted(book, identity);
        Uri authorizer = book.delegation().authorizer();
        return authorizer == null
                ? granted
                : new AskedRights(granted, arbiter, authorizer, this, identity);
    }

    private Rights granted(Rulebook book, Identity identity) {
        return identity.authprovider().equals(Identity.REALM_USER)
                ? userRights(book, identity)
                : new GuestRights(book, guestPermissions(book, identity));
    }

    private static Permissions guestPermissions(Rulebook book, Identity identity) {
        return identity.authrole().equals(Names.ANONYMOUS)
                ? book.permissions(RoleSet.ANONYMOUS)
                : book.permissions("", roles(identity), roles(identity));
    }

    /** Whether somebody has a permission that the router itself never asks for. */
    public boolean isGranted(Identity identity, String permission, Uri uri, MatchPolicy match) {
        Rulebook book = rulebook;
        Permissions permissions =
                identity.authprovider().equals(Identity.REALM_USER)
                        ? userPermissions(book, identity)
                        : guestPermissions(book, identity);
        return !book.isSecured() || permissions.allow(permission, uri, match);
    }

    private static Collection<String> roles(Identity identity) {
        return identity.roles().isEmpty() ? List.of(identity.authrole()) : identity.roles();
    }

    /** What is known of the user is looked at after its epoch: what comes then is not missed. */
    private Rights userRights(Rulebook book, Identity identity) {
        int stripe = UserEpochs.stripe(identity.authid());
        int epoch = epochs.now(stripe);
        return new UserRights(book, userPermissions(book, identity), epochs, stripe, epoch);
    }

    private Permissions userPermissions(Rulebook book, Identity identity) {
        Optional<Account> account = account(identity.authid()).filter(Account::isEnabled);
        if (account.isEmpty()) {
            return Permissions.NONE;
        }
        Set<String> member = book.groups(account.get().user().groups());
        Collection<String> acting =
                identity.roles().isEmpty()
                        ? member
                        : identity.roles().stream().filter(member::contains).toList();
        return book.permissions(identity.authid(), acting, member);
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

    /** What those may do who are no users of the realm. */
    private record GuestRights(Rulebook book, Permissions permissions) implements Rights {
        @Override
        public boolean allow(Action action, Uri uri, MatchPolicy match) {
            return permissions.allow(action, uri, match);
        }

        @Override
        public boolean areCurrent() {
            return book.isCurrent();
        }
    }

    /** What a user of the realm may do. */
    private record UserRights(
            Rulebook book, Permissions permissions, UserEpochs epochs, int stripe, int epoch)
            implements Rights {
        @Override
        public boolean allow(Action action, Uri uri, MatchPolicy match) {
            return permissions.allow(action, uri, match);
        }

        @Override
        public boolean areCurrent() {
            return book.isCurrent() && epochs.now(stripe) == epoch;
        }
    }
}
