package io.patchbay.security.login;

import io.patchbay.api.auth.CraKey;
import io.patchbay.api.auth.Credential;
import io.patchbay.api.auth.Principal;
import io.patchbay.api.auth.ScramKey;
import io.patchbay.api.auth.TokenKind;
import io.patchbay.api.session.Identity;
import io.patchbay.security.password.PasswordRecord;
import io.patchbay.security.password.Passwords;
import io.patchbay.security.realm.Account;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A user that there is. What it does not have, its decoy does. */
final class User implements Principal {
    private final Passwords passwords;
    private final Account account;
    private final Redemption redemption;
    private final Decoy decoy;
    private final Consumer<String> onRight;
    private final Optional<PasswordRecord> password;

    /**
     * @param onRight is told of its password when somebody shows it
     */
    User(
            Passwords passwords,
            Account account,
            Redemption redemption,
            Decoy decoy,
            Consumer<String> onRight) {
        this.onRight = onRight;
        this.passwords = passwords;
        this.account = account;
        this.redemption = redemption;
        this.decoy = decoy;
        Map<String, Object> kept = account.keeper().password();
        this.password = kept.isEmpty() ? Optional.empty() : Optional.of(PasswordRecord.of(kept));
    }

    @Override
    public String username() {
        return account.username();
    }

    @Override
    public boolean has(Credential credential) {
        return switch (credential) {
            case PASSWORD, SCRAM -> password.isPresent();
            case CRA -> password.map(PasswordRecord::cra).isPresent();
            case KEY -> !account.keeper().authorizedKeys().isEmpty();
        };
    }

    @Override
    public CompletionStage<Boolean> verifyPassword(String candidate) {
        return password.map(kept -> verify(kept, candidate))
                .orElseGet(() -> decoy.verifyPassword(candidate));
    }

    private CompletionStage<Boolean> verify(PasswordRecord kept, String candidate) {
        return passwords
                .verify(kept, candidate)
                .thenApply(
                        right -> {
                            if (right) {
                                onRight.accept(candidate);
                            }
                            return right;
                        });
    }

    @Override
    public CraKey cra() {
        return password.map(PasswordRecord::cra).orElseGet(decoy::cra);
    }

    @Override
    public ScramKey scram() {
        return password.map(PasswordRecord::scram).orElseGet(decoy::scram);
    }

    @Override
    public List<byte[]> authorizedKeys() {
        return account.keeper().authorizedKeys().stream().map(HexFormat.of()::parseHex).toList();
    }

    @Override
    public CompletionStage<Optional<Identity>> redeem(TokenKind kind, String token, String method) {
        return redemption.of(kind, token, method, username()::equals);
    }
}
