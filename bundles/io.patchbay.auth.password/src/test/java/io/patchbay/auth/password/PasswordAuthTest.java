package io.patchbay.auth.password;

import io.patchbay.api.auth.AuthMethod;
import io.patchbay.testkit.AuthMethodContract;
import io.patchbay.testkit.TestPrincipal;
import io.patchbay.wamp.Dict;

class PasswordAuthTest extends AuthMethodContract {
    @Override
    protected AuthMethod method() {
        return new PasswordAuth();
    }

    @Override
    protected String name() {
        return "password";
    }

    @Override
    protected TestPrincipal user() {
        return TestPrincipal.named("joe").withPassword("secret");
    }

    @Override
    protected Answer answer(Dict challenge) {
        return new Answer("secret", Dict.EMPTY);
    }
}
