package io.patchbay.auth.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.api.auth.AuthOutcome;
import io.patchbay.api.auth.AuthRequest;
import io.patchbay.api.session.Identity;
import io.patchbay.testkit.TestClient;
import io.patchbay.testkit.TestPrincipal;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.InvalidOption;
import io.patchbay.wamp.Uri;

import org.junit.jupiter.api.Test;

class TrustAuthTest {
    @Test
    void theClientIsWhoItSays() {
        assertThat(outcome(Dict.of("authid", "josef")))
                .isInstanceOfSatisfying(
                        AuthOutcome.Accepted.class,
                        accepted -> {
                            assertThat(accepted.identity().authid()).isEqualTo("joe");
                            assertThat(accepted.identity().authmethod()).isEqualTo("trust");
                            assertThat(accepted.identity().authprovider())
                                    .isEqualTo(Identity.REALM_USER);
                        });
    }

    @Test
    void whoSaysNothingIsToldToSayIt() {
        assertThatThrownBy(() -> outcome(Dict.EMPTY))
                .isInstanceOf(InvalidOption.class)
                .hasMessage("option 'authid' is missing, expected the name of a user");
    }

    private static AuthOutcome outcome(Dict details) {
        return new TrustAuth()
                .begin(
                        new AuthRequest(
                                Uri.of("realm1"),
                                1,
                                details,
                                TestClient.local(),
                                TestPrincipal.named("joe")))
                .start()
                .toCompletableFuture()
                .join();
    }
}
