package io.patchbay.auth.password;

import io.patchbay.api.auth.AuthMethod;
import io.patchbay.api.auth.AuthOutcome;
import io.patchbay.api.auth.AuthRequest;
import io.patchbay.api.auth.Conversation;
import io.patchbay.api.auth.Credential;
import io.patchbay.api.auth.Principal;
import io.patchbay.api.auth.Question;
import io.patchbay.api.auth.WampAuthMethod;

import org.osgi.service.component.annotations.Component;

import java.util.Set;

/** The client sends its password as it is; over TLS, one hopes. */
@Component(immediate = true)
@WampAuthMethod(method = "password")
public final class PasswordAuth implements AuthMethod {
    @Override
    public Set<Credential> needs() {
        return Set.of(Credential.PASSWORD);
    }

    @Override
    public Conversation begin(AuthRequest request) {
        Principal principal = request.principal();
        return new Question(
                password ->
                        principal
                                .verifyPassword(password)
                                .thenApply(
                                        right ->
                                                AuthOutcome.of(
                                                        right,
                                                        principal,
                                                        Credential.PASSWORD,
                                                        principal.identity("password"))));
    }
}
