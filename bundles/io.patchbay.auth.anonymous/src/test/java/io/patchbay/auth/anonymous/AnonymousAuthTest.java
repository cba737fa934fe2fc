package io.patchbay.auth.anonymous;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.auth.AuthOutcome;
import io.patchbay.api.auth.AuthRequest;
import io.patchbay.api.auth.Conversation;
import io.patchbay.api.session.Identity;
import io.patchbay.testkit.TestClient;
import io.patchbay.testkit.TestPrincipal;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Uri;

import org.junit.jupiter.api.Test;

class AnonymousAuthTest {
    private final AnonymousAuth method = new AnonymousAuth();

    @Test
    void letsInWithoutAskingWhateverTheClientSaysItIs() {
        Identity identity = accepted(Dict.of("authid", "admin").with("authrole", "admin"));

        assertThat(identity.authrole()).isEqualTo("anonymous");
        assertThat(identity.authmethod()).isEqualTo("anonymous");
        assertThat(identity.authprovider()).isEqualTo("static");
        assertThat(identity.authid()).isNotEqualTo("admin").isNotEmpty();
    }

    @Test
    void everyClientHasAnIdOfItsOwn() {
        assertThat(accepted(Dict.EMPTY).authid()).isNotEqualTo(accepted(Dict.EMPTY).authid());
    }

    private Identity accepted(Dict details) {
        AuthOutcome outcome = begin(details).start().toCompletableFuture().join();
        return ((AuthOutcome.Accepted) outcome).identity();
    }

    private Conversation begin(Dict details) {
        return method.begin(
                new AuthRequest(
                        Uri.of("realm1"),
                        1,
                        details,
                        TestClient.local(),
                        TestPrincipal.named("nobody")));
    }
}
