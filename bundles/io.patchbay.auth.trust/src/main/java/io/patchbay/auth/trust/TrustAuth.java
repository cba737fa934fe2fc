package io.patchbay.auth.trust;

import io.patchbay.api.auth.AuthMethod;
import io.patchbay.api.auth.AuthOutcome;
import io.patchbay.api.auth.AuthRequest;
import io.patchbay.api.auth.Conversation;
import io.patchbay.api.auth.WampAuthMethod;
import io.patchbay.api.session.Identity;
import io.patchbay.wamp.InvalidOption;

import org.osgi.service.component.annotations.Component;

/** Takes the client's word for who it is. From where, the realm's sources decide. */
@Component(immediate = true)
@WampAuthMethod(method = "trust")
public final class TrustAuth implements AuthMethod {
    @Override
    public Conversation begin(AuthRequest request) {
        if (!request.details().has("authid")) {
            throw new InvalidOption("authid", null, "the name of a user");
        }
        String username = request.principal().username();
        return Conversation.over(new AuthOutcome.Accepted(Identity.ofUser(username, "trust")));
    }
}
