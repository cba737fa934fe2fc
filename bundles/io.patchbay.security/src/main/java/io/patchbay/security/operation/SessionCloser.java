package io.patchbay.security.operation;

import io.patchbay.api.session.Identity;
import io.patchbay.api.session.Session;
import io.patchbay.api.session.Sessions;
import io.patchbay.api.transport.ConnectionInfo;
import io.patchbay.security.realm.Account;
import io.patchbay.security.realm.Directory;
import io.patchbay.security.realm.Guard;
import io.patchbay.security.record.Names;
import io.patchbay.security.record.RecordView;
import io.patchbay.security.record.UserRecord;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.WampError;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Ends the sessions of users who may not come in any more, or not by what they came in by: those
 * whose credentials have changed, and those who are disabled or deleted, together with those that
 * others vouched for under their names. The session that asked for the change stays.
 */
public final class SessionCloser implements Happening.Listener {
    private final Directory directory;
    private final RecordView records;
    private volatile @Nullable Sessions sessions;
    private volatile List<Happening> expected = List.of();

    public SessionCloser(Directory directory, RecordView records) {
        this.directory = directory;
        this.records = records;
        directory.listen(this::stored);
    }

    /** There are sessions now; null if not. Any thread. */
    public void connect(@Nullable Sessions open) {
        sessions = open;
    }

    /** Those will be told by whoever asked for them. */
    @Override
    public void expect(List<Happening> happenings) {
        expected = List.copyOf(happenings);
    }

    /** What the realm file says, or a restored backup, nobody asks for in a session. */
    private void stored(Guard guard, Uri realm, String username) {
        boolean isExpected =
                expected.stream()
                        .anyMatch(each -> each.realm().equals(realm) && isAbout(each, username));
        boolean isItsOwn = guard.uri().equals(realm) || records.hasUser(guard.uri(), username);
        if (!isExpected && isItsOwn) {
            Optional<Account> account = account(guard, username);
            if (account.filter(Account::isEnabled).isEmpty()) {
                expel(guard, realm, username, account, 0);
            }
        }
    }

    /** The realm file has changed them. */
    public void credentialsChanged(Uri realm, String username) {
        changed(realm, username, 0, true);
    }

    private static boolean isAbout(Happening happening, String username) {
        return happening.topic().startsWith("bondy.user.") && happening.about().contains(username);
    }

    private static Optional<Account> account(Guard guard, String username) {
        return guard.account(username).filter(found -> found.username().equals(username));
    }

    @Override
    public void happened(Happening happening) {
        switch (happening.topic()) {
            case "bondy.user.updated", "bondy.user.deleted" -> changed(happening, false);
            case "bondy.user.credentials_changed" -> changed(happening, true);
            default -> {}
        }
    }

    private void changed(Happening happening, boolean credentials) {
        changed(happening.realm(), happening.about().get(1), happening.by(), credentials);
    }

    private void changed(Uri realm, String username, long by, boolean credentials) {
        Uri keeper = records.find(realm, username).map(UserRecord::ssoRealmUri).orElse(realm);
        for (Guard guard : directory.guards()) {
            if (guard.has(realm) || guard.has(keeper)) {
                Optional<Account> account = account(guard, username);
                if (account.filter(Account::isEnabled).isEmpty()) {
                    expel(guard, realm, username, account, by);
                } else if (credentials && isKept(guard, account.get(), keeper)) {
                    end(
                            guard,
                            username,
                            session -> isUser(username, session),
                            by,
                            "the credentials have changed");
                }
            }
        }
    }

    private void expel(
            Guard guard, Uri realm, String username, Optional<Account> account, long spared) {
        boolean isItsOwn = account.isPresent() || guard.uri().equals(realm);
        Set<String> names = names(username, account);
        end(
                guard,
                username,
                session -> isItsOwn ? isNamed(names, session) : isUser(username, session),
                spared,
                "the user may not come in any more");
    }

    private static Set<String> names(String username, Optional<Account> account) {
        var names = new HashSet<>(Set.of(username));
        account.ifPresent(found -> names.addAll(found.user().aliases()));
        return names;
    }

    private static boolean isKept(Guard guard, Account account, Uri keeper) {
        Uri sso = account.user().ssoRealmUri();
        return keeper.equals(sso == null ? guard.uri() : sso);
    }

    /** Whoever comes in while this goes on finds out itself that it was meant, too. */
    private void end(
            Guard guard, String username, Predicate<Session> which, long spared, String message) {
        guard.ending(username);
        Sessions open = sessions;
        if (open != null) {
            open.end(
                    guard.uri(),
                    session -> session.id() != spared && which.test(session),
                    WampError.KILLED,
                    message);
        }
    }

    private static boolean isUser(String username, Session session) {
        Identity identity = session.identity();
        return identity.authprovider().equals(Identity.REALM_USER)
                && identity.authid().equals(username);
    }

    /** A bundle answers for whom it has opened a session. */
    private static boolean isNamed(Set<String> names, Session session) {
        Identity identity = session.identity();
        return !identity.authrole().equals(Names.ANONYMOUS)
                && !session.connection().transport().equals(ConnectionInfo.LOCAL)
                && names.contains(Names.fold(identity.authid()));
    }
}
