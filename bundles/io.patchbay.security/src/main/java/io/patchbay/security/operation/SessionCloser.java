package io.patchbay.security.operation;

import io.patchbay.api.session.Identity;
import io.patchbay.api.session.Sessions;
import io.patchbay.security.realm.Account;
import io.patchbay.security.realm.Directory;
import io.patchbay.security.realm.Guard;
import io.patchbay.security.record.RecordView;
import io.patchbay.security.record.UserRecord;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.WampError;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/**
 * Ends the sessions of users who may not come in any more, or not by what they came in by: those
 * whose credentials have changed, and those who are disabled or deleted. The session that asked for
 * the change stays.
 */
public final class SessionCloser implements Happening.Listener {
    private final Directory directory;
    private final RecordView records;
    private volatile @Nullable Sessions sessions;

    public SessionCloser(Directory directory, RecordView records) {
        this.directory = directory;
        this.records = records;
    }

    /** There are sessions now; null if not. Any thread. */
    public void connect(@Nullable Sessions open) {
        sessions = open;
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
        Uri realm = happening.realm();
        String username = happening.about().get(1);
        Uri keeper = records.find(realm, username).map(UserRecord::ssoRealmUri).orElse(realm);
        for (Guard guard : directory.guards()) {
            if (guard.has(realm) || guard.has(keeper)) {
                Optional<Account> account =
                        guard.account(username).filter(found -> found.username().equals(username));
                if (account.filter(Account::isEnabled).isEmpty()) {
                    end(guard.uri(), username, happening.by(), "the user may not come in any more");
                } else if (credentials && isKept(guard, account.get(), keeper)) {
                    end(guard.uri(), username, happening.by(), "the credentials have changed");
                }
            }
        }
    }

    private static boolean isKept(Guard guard, Account account, Uri keeper) {
        Uri sso = account.user().ssoRealmUri();
        return keeper.equals(sso == null ? guard.uri() : sso);
    }

    private void end(Uri realm, String username, long spared, String message) {
        Sessions open = sessions;
        if (open != null) {
            open.end(
                    realm,
                    session -> session.id() != spared && isOf(username, session.identity()),
                    WampError.KILLED,
                    message);
        }
    }

    private static boolean isOf(String username, Identity identity) {
        return identity.authprovider().equals(Identity.REALM_USER)
                && identity.authid().equals(username);
    }
}
