package io.patchbay.security.login;

import io.patchbay.api.auth.Credential;
import io.patchbay.api.auth.Principal;
import io.patchbay.api.realm.Admission;
import io.patchbay.api.realm.Login;
import io.patchbay.api.session.Identity;
import io.patchbay.api.transport.ConnectionInfo;
import io.patchbay.security.password.PasswordOptions;
import io.patchbay.security.realm.Account;
import io.patchbay.security.realm.Guard;
import io.patchbay.security.realm.Rulebook;
import io.patchbay.security.record.Names;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.WampError;

import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One client's attempt to come in. */
final class Attempt implements Login {
    private static final Admission.Refused WAIT =
            new Admission.Refused(
                    WampError.AUTHENTICATION_FAILED, "too many attempts failed, try again later");

    private final Gate gate;
    private final Guard guard;
    private final Rulebook book;
    private final @Nullable String authid;
    private final ConnectionInfo connection;
    private final Optional<Account> account;
    private @Nullable Standing standing;
    private final Redemption redemption;
    private final Principal principal;

    Attempt(Gate gate, Guard guard, @Nullable String authid, ConnectionInfo connection) {
        this.gate = gate;
        this.guard = guard;
        this.book = guard.rulebook();
        this.authid = authid;
        this.connection = connection;
        this.standing = authid == null ? null : Standing.of(guard, authid);
        this.account =
                Optional.ofNullable(standing)
                        .flatMap(Standing::account)
                        .filter(Account::isEnabled)
                        .filter(found -> book.admits(found.username(), connection));
        this.redemption = new Redemption(gate.holders(), guard.uri());
        this.principal = whom();
    }

    private Principal whom() {
        if (authid == null) {
            return new Nobody(redemption);
        }
        PasswordOptions options = book.passwordOptions();
        return account.<Principal>map(
                        found ->
                                new User(
                                        gate.passwords(),
                                        found,
                                        redemption,
                                        decoy(options),
                                        password -> right(found, password)))
                .orElseGet(() -> decoy(options));
    }

    private void right(Account found, String password) {
        Uri sso = found.user().ssoRealmUri();
        gate.rightPasswords.right(sso == null ? guard.uri() : sso, found.keeper(), password);
    }

    private Decoy decoy(PasswordOptions options) {
        String name = Names.fold(String.valueOf(authid));
        return new Decoy(
                gate.passwords(),
                name,
                gate.decoys.record(guard.uri().toString(), name, options),
                redemption);
    }

    /** Who does not say who it is guesses nothing. */
    @Override
    public Optional<Admission.Refused> refusal() {
        if (authid == null) {
            return Optional.empty();
        }
        if (connection.address().map(Throttle::key).filter(gate.addresses::mustWait).isPresent()) {
            gate.counters.throttledByAddress.increment();
            return Optional.of(WAIT);
        }
        if (gate.authids.mustWait(authidKey(authid))) {
            gate.counters.throttledByAuthid.increment();
            return Optional.of(WAIT);
        }
        return Optional.empty();
    }

    private String authidKey(String name) {
        return Throttle.key(guard.uri().toString(), name);
    }

    /** Who is nobody here may try whatever somebody could. */
    @Override
    public boolean admits(String method) {
        if (!book.accepts(method)) {
            return false;
        }
        if (method.equals(Names.ANONYMOUS)) {
            return book.source(method, Names.ANONYMOUS, connection).isPresent();
        }
        return account.map(found -> book.source(method, found.username(), connection).isPresent())
                .orElseGet(() -> book.admitsSomebody(method, connection));
    }

    /** Whoever is asked must be asked whether somebody has anything. */
    @Override
    public boolean has(String method, Set<Credential> needed) {
        return authenticator(method).isPresent() || needed.stream().allMatch(principal::has);
    }

    private Optional<Uri> authenticator(String method) {
        return Optional.ofNullable(book.delegation().authenticators().get(method));
    }

    @Override
    public CompletionStage<Principal> principal(String method, long session, Dict details) {
        Optional<Uri> procedure = authenticator(method);
        if (procedure.isEmpty() || authid == null) {
            return CompletableFuture.completedStage(principal);
        }
        return new Delegate(
                        said -> gate.authenticator().ask(guard, procedure.get(), authid, said),
                        method,
                        new Introduction(method, session, details, connection).toMap(),
                        decoy(book.passwordOptions()))
                .introduced();
    }

    @Override
    public Admission enter(Identity proven, Dict details) {
        boolean isNobody = proven.authrole().equals(Names.ANONYMOUS);
        if (!isNobody && (standing == null || !standing.isOf(proven.authid()))) {
            standing = Standing.of(guard, proven.authid()); // the method found out who it is
        }
        Admission admission = guard.enter(proven, details);
        if (admission instanceof Admission.Admitted admitted) {
            Identity identity = admitted.identity();
            if (mayComeFromHere(identity)) {
                succeeded(identity.authid());
                return admission;
            }
            admission = Admission.UNPROVEN;
        }
        if (admission.equals(Admission.UNPROVEN)) {
            failed();
        }
        return admission;
    }

    @Override
    public boolean entered(Identity admitted) {
        if (standing != null && standing.isLostFor(admitted)) {
            return false;
        }
        if (admitted.authprovider().equals(Identity.REALM_USER)) {
            gate.arrivals.arrived(guard.uri(), admitted.authid());
        }
        return true;
    }

    private void succeeded(String username) {
        gate.authids.succeeded(authidKey(username));
        if (authid != null) {
            gate.authids.succeeded(authidKey(authid));
        }
    }

    /** A method may find out that the client is somebody else than it said. */
    private boolean mayComeFromHere(Identity identity) {
        return !identity.authprovider().equals(Identity.REALM_USER)
                || book.source(identity.authmethod(), identity.authid(), connection).isPresent();
    }

    @Override
    public void failed() {
        gate.counters.failed.increment();
        connection.address().map(Throttle::key).ifPresent(gate.addresses::failed);
        if (authid != null) {
            gate.authids.failed(authidKey(authid));
        }
    }
}
