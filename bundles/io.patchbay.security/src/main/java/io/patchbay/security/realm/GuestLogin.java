package io.patchbay.security.realm;

import io.patchbay.api.auth.Principal;
import io.patchbay.api.realm.Admission;
import io.patchbay.api.realm.Login;
import io.patchbay.api.session.Identity;
import io.patchbay.api.transport.ConnectionInfo;
import io.patchbay.wamp.Dict;

import java.util.Optional;

/** The attempt of a client to come into a realm that has no users. */
record GuestLogin(Rulebook rulebook, ConnectionInfo connection) implements Login {
    @Override
    public Optional<Admission.Refused> refusal() {
        return Optional.empty();
    }

    @Override
    public boolean admits(String method) {
        return rulebook.admits(method, connection);
    }

    @Override
    public Principal principal() {
        return Nobody.INSTANCE;
    }

    @Override
    public Admission enter(Identity proven, Dict details) {
        return new Admission.Admitted(proven);
    }

    @Override
    public void failed() {}
}
