package io.patchbay.core;

import io.patchbay.api.access.Action;
import io.patchbay.api.auth.Credential;
import io.patchbay.api.auth.Principal;
import io.patchbay.api.realm.Admission;
import io.patchbay.api.realm.Disclosure;
import io.patchbay.api.realm.Login;
import io.patchbay.api.realm.RealmGuard;
import io.patchbay.api.realm.RealmRules;
import io.patchbay.api.realm.Retention;
import io.patchbay.api.realm.Rights;
import io.patchbay.api.session.Identity;
import io.patchbay.api.transport.ConnectionInfo;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.MatchPolicy;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.UriRule;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The guard of a realm that has one user, and lets in whom a test says. */
public final class ScriptedGuard implements RealmGuard, Login {
    private final Principal principal;
    private final Set<String> methods;
    private final List<@Nullable String> authids = new ArrayList<>();
    private Admission.@Nullable Refused refusal;
    private Admission.@Nullable Refused refusalInTheEnd;
    private int failures;

    public ScriptedGuard(Principal principal, String... methods) {
        this.principal = principal;
        this.methods = Set.of(methods);
    }

    /** Lets in nobody, whoever it is. */
    public void refuse(Admission.Refused reason) {
        refusal = reason;
    }

    /** Lets in nobody who has proven who it is. */
    public void refuseInTheEnd(Admission.Refused reason) {
        refusalInTheEnd = reason;
    }

    /** Who wanted to come in. */
    public List<@Nullable String> authids() {
        return authids;
    }

    public int failures() {
        return failures;
    }

    @Override
    public Uri uri() {
        return Uri.of(RouterKit.REALM);
    }

    @Override
    public RealmRules rules() {
        return new RealmRules(
                UriRule.LOOSE,
                Set.of(),
                Disclosure.ON_REQUEST,
                Disclosure.ON_REQUEST,
                Retention.USUAL);
    }

    @Override
    public Login login(@Nullable String authid, ConnectionInfo connection) {
        authids.add(authid);
        return this;
    }

    @Override
    public Rights rights(Identity identity) {
        return new Rights() {
            @Override
            public boolean allow(Action action, Uri uri, MatchPolicy match) {
                return true;
            }

            @Override
            public boolean areCurrent() {
                return true;
            }
        };
    }

    @Override
    public Optional<Admission.Refused> refusal() {
        return Optional.ofNullable(refusal);
    }

    @Override
    public boolean admits(String method) {
        return methods.contains(method);
    }

    @Override
    public boolean has(String method, Set<Credential> needed) {
        return needed.stream().allMatch(principal::has);
    }

    @Override
    public CompletionStage<Principal> principal(String method, long session, Dict details) {
        return CompletableFuture.completedStage(principal);
    }

    @Override
    public Admission enter(Identity proven, Dict details) {
        return refusalInTheEnd == null ? new Admission.Admitted(proven) : refusalInTheEnd;
    }

    @Override
    public boolean entered(Identity admitted) {
        return true;
    }

    @Override
    public void failed() {
        failures++;
    }
}
