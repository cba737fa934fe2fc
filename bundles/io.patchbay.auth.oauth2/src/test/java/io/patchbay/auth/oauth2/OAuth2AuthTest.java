package io.patchbay.auth.oauth2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.api.auth.AuthMethod;
import io.patchbay.api.auth.AuthOutcome;
import io.patchbay.api.auth.TokenKind;
import io.patchbay.testkit.AuthMethodContract;
import io.patchbay.testkit.TestPrincipal;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.InvalidOption;

import org.junit.jupiter.api.Test;

class OAuth2AuthTest extends AuthMethodContract {
    private static final String TOKEN = "the token of joe";

    @Override
    protected AuthMethod method() {
        return new OAuth2Auth();
    }

    @Override
    protected String name() {
        return "oauth2";
    }

    @Override
    protected TestPrincipal user() {
        return userWithout().holding(TokenKind.ACCESS_TOKEN, TOKEN);
    }

    @Override
    protected TestPrincipal userWithout() {
        return TestPrincipal.named("joe");
    }

    @Override
    protected Answer answer(Dict challenge) {
        return new Answer(TOKEN, Dict.EMPTY);
    }

    @Test
    void whoDoesNotSayWhoItIsIsToldTo() {
        assertThatThrownBy(() -> begin(user(), Dict.EMPTY))
                .isInstanceOf(InvalidOption.class)
                .hasMessage("option 'authid' is missing, expected the name of a user");
    }

    @Test
    void aTicketIsNoAccessToken() {
        var conversation = begin(userWithout().holding(TokenKind.TICKET, TOKEN));

        assertThat(outcome(conversation, answer(challenge(conversation))))
                .isEqualTo(new AuthOutcome.Unproven());
    }
}
