package io.patchbay.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.api.auth.AuthOutcome;
import io.patchbay.api.auth.TokenKind;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.InvalidOption;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every method by which clients send something that the realm has issued. */
public abstract class TokenMethodContract extends AuthMethodContract {
    private static final String TOKEN = "the token of joe";

    /** What the realm has issued. */
    protected abstract TokenKind kind();

    @Override
    protected TestPrincipal user() {
        return userWithout().holding(kind(), TOKEN);
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

    @ParameterizedTest
    @EnumSource
    void whatIsOfAnotherKindProvesNothing(TokenKind other) {
        if (other != kind()) {
            var conversation = begin(userWithout().holding(other, TOKEN));

            assertThat(outcome(conversation, answer(challenge(conversation))))
                    .isEqualTo(new AuthOutcome.Unproven());
        }
    }
}
