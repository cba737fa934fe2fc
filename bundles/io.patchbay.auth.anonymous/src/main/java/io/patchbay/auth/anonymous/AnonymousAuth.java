package io.patchbay.auth.anonymous;

import io.patchbay.api.auth.AuthMethod;
import io.patchbay.api.auth.AuthOutcome;
import io.patchbay.api.auth.AuthRequest;
import io.patchbay.api.auth.Conversation;
import io.patchbay.api.auth.WampAuthMethod;
import io.patchbay.api.session.Identity;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.WampError;

import org.osgi.service.component.annotations.Component;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Lets in whoever comes, as nobody in particular: with an authid of its own and the role {@code
 * anonymous}. From where, the realm's sources decide.
 */
@Component(immediate = true)
@WampAuthMethod(method = "anonymous")
public final class AnonymousAuth implements AuthMethod {
    private static final AuthOutcome NO_CHALLENGE =
            new AuthOutcome.Denied(
                    WampError.AUTHENTICATION_DENIED, "anonymous clients are not challenged");

    @Override
    public Conversation begin(AuthRequest request) {
        return new Conversation() {
            @Override
            public CompletionStage<AuthOutcome> start() {
                return CompletableFuture.completedStage(new AuthOutcome.Accepted(anonymous()));
            }

            @Override
            public CompletionStage<AuthOutcome> answer(String signature, Dict extra) {
                return CompletableFuture.completedStage(NO_CHALLENGE);
            }
        };
    }

    private static Identity anonymous() {
        return new Identity(
                UUID.randomUUID().toString(), "anonymous", "anonymous", "static", Dict.EMPTY);
    }
}
