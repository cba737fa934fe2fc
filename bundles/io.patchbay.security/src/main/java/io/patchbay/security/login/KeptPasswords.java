package io.patchbay.security.login;

import io.patchbay.security.operation.PasswordHashing;
import io.patchbay.security.password.PasswordOptions;
import io.patchbay.security.password.PasswordRecord;
import io.patchbay.security.password.Passwords;
import io.patchbay.security.record.Inheritable;
import io.patchbay.security.record.PasswordKeeper;
import io.patchbay.security.record.RealmRecord;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Keeps passwords as their realm wants it: those of the static realm file on the calling thread,
 * with salts that follow from realm and username; others on threads for that.
 */
public record KeptPasswords(Passwords passwords) implements PasswordKeeper, PasswordHashing {
    @Override
    public CompletionStage<Map<String, Object>> hash(String password, RealmRecord realm) {
        return passwords.hash(password, options(realm)).thenApply(PasswordRecord::toMap);
    }

    @Override
    public CompletionStage<Boolean> verify(Map<String, Object> kept, String password) {
        return kept.isEmpty()
                ? CompletableFuture.completedStage(false)
                : passwords.verify(PasswordRecord.of(kept), password);
    }

    @Override
    public Map<String, Object> keep(
            String username, String password, RealmRecord realm, Map<String, Object> before) {
        PasswordOptions options = options(realm);
        if (!before.isEmpty()) {
            PasswordRecord kept = PasswordRecord.of(before);
            if (options.hold(kept) && passwords.matches(kept, password)) {
                return before;
            }
        }
        return passwords.hash(realm.uri().toString(), username, password, options).toMap();
    }

    /** A realm that does not say itself by which methods one comes in may have WAMP-CRA. */
    static PasswordOptions options(RealmRecord realm) {
        Inheritable said = realm.inheritable().or(Inheritable.usual(realm.uri()));
        return realm.passwordOptions(Objects.requireNonNull(said.authmethods()));
    }
}
