package io.patchbay.auth.oauth2;

import io.patchbay.api.auth.AuthMethod;
import io.patchbay.api.auth.TokenKind;
import io.patchbay.testkit.TokenMethodContract;

class OAuth2AuthTest extends TokenMethodContract {
    @Override
    protected AuthMethod method() {
        return new OAuth2Auth();
    }

    @Override
    protected String name() {
        return "oauth2";
    }

    @Override
    protected TokenKind kind() {
        return TokenKind.ACCESS_TOKEN;
    }
}
