package io.patchbay.auth.anonymous;

import io.patchbay.api.auth.AuthMethod;
import io.patchbay.api.auth.AuthOutcome;
import io.patchbay.api.auth.AuthRequest;
import io.patchbay.api.auth.Conversation;
import io.patchbay.api.auth.WampAuthMethod;
import io.patchbay.api.session.Identity;
import io.patchbay.wamp.Dict;

import org.osgi.service.component.annotations.Component;

import java.util.UUID;

/**
 * Lets in whoever comes, as nobody in particular: with an authid of its own and the role {@code
 * anonymous}. From where, the realm's sources decide.
 */
@Component(immediate = true)
@WampAuthMethod(method = "anonymous")
public final class AnonymousAuth implements AuthMethod {
    @Override
    public Conversation begin(AuthRequest request) {
        return Conversation.over(new AuthOutcome.Accepted(anonymous()));
    }

    private static Identity anonymous() {
        return new Identity(
                UUID.randomUUID().toString(), "anonymous", "anonymous", "static", Dict.EMPTY);
    }
}
