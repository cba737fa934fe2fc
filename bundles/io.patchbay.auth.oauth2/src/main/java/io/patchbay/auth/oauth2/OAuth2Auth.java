package io.patchbay.auth.oauth2;

import io.patchbay.api.auth.AuthMethod;
import io.patchbay.api.auth.AuthRequest;
import io.patchbay.api.auth.Conversation;
import io.patchbay.api.auth.Question;
import io.patchbay.api.auth.TokenKind;
import io.patchbay.api.auth.WampAuthMethod;

import org.osgi.service.component.annotations.Component;

/** The client sends an access token that the realm has issued for the user. */
@Component(immediate = true)
@WampAuthMethod(method = OAuth2Auth.NAME)
public final class OAuth2Auth implements AuthMethod {
    static final String NAME = "oauth2";

    @Override
    public Conversation begin(AuthRequest request) {
        return Question.forToken(request, TokenKind.ACCESS_TOKEN, NAME);
    }
}
