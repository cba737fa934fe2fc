package io.patchbay.security.login;

import io.patchbay.security.operation.UserOperations;
import io.patchbay.security.password.PasswordRecord;
import io.patchbay.security.record.RealmRecord;
import io.patchbay.security.record.Records;
import io.patchbay.security.record.UserRecord;
import io.patchbay.wamp.Uri;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a password as its realm wants it now, when somebody shows it who was let in by it. Any
 * thread; nobody waits for it, and where there is too much to do it is left for the next time.
 */
public record PasswordRenewal(Records records, KeptPasswords passwords, UserOperations users)
        implements RightPasswords {
    private static final Logger LOG = LoggerFactory.getLogger(PasswordRenewal.class);

    @Override
    public void right(Uri realm, UserRecord keeper, String password) {
        records.realm(realm)
                .filter(found -> !isAsWanted(found, keeper))
                .ifPresent(found -> renew(found, keeper, password));
    }

    private static boolean isAsWanted(RealmRecord realm, UserRecord keeper) {
        return KeptPasswords.options(realm).hold(PasswordRecord.of(keeper.password()));
    }

    private void renew(RealmRecord realm, UserRecord keeper, String password) {
        passwords
                .hash(password, realm)
                .thenCompose(
                        renewed ->
                                users.renewPassword(
                                        realm.uri(), keeper.username(), keeper.password(), renewed))
                .whenComplete(
                        (done, failure) -> {
                            if (failure != null) {
                                LOG.debug("A password is renewed another time", failure);
                            }
                        });
    }
}
