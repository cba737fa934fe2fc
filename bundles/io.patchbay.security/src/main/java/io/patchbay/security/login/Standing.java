package io.patchbay.security.login;

import io.patchbay.api.session.Identity;
import io.patchbay.security.realm.Account;
import io.patchbay.security.realm.Guard;
import io.patchbay.security.record.Names;

import java.util.Optional;

/**
 * What is known of a user while somebody comes in as it. Any thread.
 *
 * @param endings how often its sessions, or those of some others, had been ended before
 */
record Standing(Guard guard, String authid, int endings, Optional<Account> account) {

    /** As it is now: what changes later is not missed, as it is counted first. */
    static Standing of(Guard guard, String authid) {
        Standing standing = counted(guard, authid, Names.fold(authid));
        String username = standing.username();
        return username.equals(Names.fold(authid)) ? standing : counted(guard, authid, username);
    }

    private static Standing counted(Guard guard, String authid, String username) {
        int endings = guard.endings(username);
        return new Standing(guard, authid, endings, guard.account(authid));
    }

    private String username() {
        return account.map(Account::username).orElseGet(() -> Names.fold(authid));
    }

    boolean isOf(String username) {
        return account.filter(found -> found.username().equals(username)).isPresent();
    }

    /** Whether a session that has been there since then, and not before, would have been ended. */
    boolean isLostFor(Identity identity) {
        if (guard.endings(username()) == endings) {
            return false;
        }
        Optional<Account> now = guard.account(authid);
        return identity.authprovider().equals(Identity.REALM_USER)
                ? now.filter(Account::isEnabled).map(this::hasOtherCredentials).orElse(true)
                : now.filter(found -> !found.isEnabled()).isPresent();
    }

    private boolean hasOtherCredentials(Account now) {
        return account.filter(
                        before -> before.keeper().credentials().equals(now.keeper().credentials()))
                .isEmpty();
    }
}
