package io.patchbay.auth.trust;

import io.patchbay.api.auth.AuthMethod;
import io.patchbay.api.auth.AuthOutcome;
import io.patchbay.api.auth.AuthRequest;
import io.patchbay.api.auth.Conversation;
import io.patchbay.api.auth.WampAuthMethod;
import io.patchbay.api.session.Identity;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.WampError;

import org.osgi.service.component.annotations.Component;

import java.util.concurrent.CompletableFuture;

/** Takes the client's word for who it is. From where, the realm's sources decide. */
@Component(immediate = true)
@WampAuthMethod(method = "trust")
public final class TrustAuth implements AuthMethod {
    private static final AuthOutcome NAMELESS =
            new AuthOutcome.Denied(
                    WampError.INVALID_ARGUMENT,
                    "option 'authid' is missing, expected the name of a user");

    @Override
    public Conversation begin(AuthRequest request) {
        return () -> CompletableFuture.completedStage(outcome(request));
    }

    private static AuthOutcome outcome(AuthRequest request) {
        return request.details().has("authid")
                ? new AuthOutcome.Accepted(
                        new Identity(
                                request.principal().username(),
                                "",
                                "trust",
                                Identity.REALM_USER,
                                Dict.EMPTY))
                : NAMELESS;
    }
}
