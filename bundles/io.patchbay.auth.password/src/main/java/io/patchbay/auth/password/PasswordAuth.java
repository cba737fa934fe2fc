package io.patchbay.auth.password;

import io.patchbay.api.auth.AuthMethod;
import io.patchbay.api.auth.AuthOutcome;
import io.patchbay.api.auth.AuthRequest;
import io.patchbay.api.auth.Conversation;
import io.patchbay.api.auth.Credential;
import io.patchbay.api.auth.Principal;
import io.patchbay.api.auth.WampAuthMethod;
import io.patchbay.api.session.Identity;
import io.patchbay.wamp.Dict;

import org.osgi.service.component.annotations.Component;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

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
        return new Question(request.principal());
    }

    private record Question(Principal principal) implements Conversation {
        @Override
        public CompletionStage<AuthOutcome> start() {
            return CompletableFuture.completedStage(new AuthOutcome.Challenge(Dict.EMPTY));
        }

        @Override
        public CompletionStage<AuthOutcome> answer(String signature, Dict extra) {
            return principal
                    .verifyPassword(signature)
                    .thenApply(
                            right ->
                                    AuthOutcome.of(
                                            right,
                                            principal,
                                            Credential.PASSWORD,
                                            Identity.ofUser(principal.username(), "password")));
        }
    }
}
