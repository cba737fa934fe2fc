package io.patchbay.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.api.auth.AuthMethod;
import io.patchbay.api.auth.AuthOutcome;
import io.patchbay.api.auth.AuthRequest;
import io.patchbay.api.auth.Conversation;
import io.patchbay.api.auth.Principal;
import io.patchbay.api.session.Identity;
import io.patchbay.api.transport.ConnectionInfo;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.InvalidOption;
import io.patchbay.wamp.Uri;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;

/** What holds for every method that challenges its clients. */
public abstract class AuthMethodContract {
    /** The session that clients would have. */
    protected static final long SESSION = 4711;

    /** The method, as it is deployed. */
    protected abstract AuthMethod method();

    /** What it is called. */
    protected abstract String name();

    /** A user of the name {@code joe} with all that the method needs. */
    protected abstract TestPrincipal user();

    /** A user of that name that does not have it. */
    protected TestPrincipal userWithout() {
        return user().having(List.of());
    }

    /** {@code HELLO.Details} of a client that wants to be that user. */
    protected Dict hello() {
        return Dict.of("authid", "joe");
    }

    /** What the client of that user says to a challenge. */
    protected abstract Answer answer(Dict challenge);

    /** AUTHENTICATE. */
    public record Answer(String signature, Dict extra) {}

    protected final Conversation begin(Principal principal) {
        return begin(principal, hello());
    }

    protected final Conversation begin(Principal principal, Dict details) {
        return method().begin(
                        new AuthRequest(
                                Uri.of("realm1"), SESSION, details, TestClient.local(), principal));
    }

    /** Of a client over TLS. */
    protected final Conversation overTls(Dict details, String binding, byte[] channel) {
        ConnectionInfo local = TestClient.local();
        var connection =
                new ConnectionInfo(
                        local.transport(),
                        local.listener(),
                        local.remote(),
                        true,
                        List.of(),
                        Map.of(binding, channel));
        return method().begin(
                        new AuthRequest(Uri.of("realm1"), SESSION, details, connection, user()));
    }

    /** Nobody is asked anything who says that in HELLO. */
    protected final void assertInvalid(Dict details, String... told) {
        assertThatThrownBy(() -> begin(user(), details))
                .isInstanceOf(InvalidOption.class)
                .hasMessageContainingAll(told);
    }

    /** The challenge that a client gets. */
    protected static Dict challenge(Conversation conversation) {
        AuthOutcome outcome = conversation.start().toCompletableFuture().join();
        assertThat(outcome).isInstanceOf(AuthOutcome.Challenge.class);
        return ((AuthOutcome.Challenge) outcome).extra();
    }

    protected static AuthOutcome outcome(Conversation conversation, Answer answer) {
        return conversation.answer(answer.signature(), answer.extra()).toCompletableFuture().join();
    }

    @Test
    void theRightAnswerLetsInTheUserByThisMethod() {
        Conversation conversation = begin(user());

        AuthOutcome outcome = outcome(conversation, answer(challenge(conversation)));

        assertThat(outcome).isInstanceOf(AuthOutcome.Accepted.class);
        Identity identity = ((AuthOutcome.Accepted) outcome).identity();
        assertThat(identity.authid()).isEqualTo("joe");
        assertThat(identity.authmethod()).isEqualTo(name());
        assertThat(identity.authprovider()).isEqualTo(Identity.REALM_USER);
        assertThat(identity.roles()).isEmpty();
    }

    @Test
    void theAnswerOfAnotherUserProvesNothing() {
        TestPrincipal stranger = TestPrincipal.named("joe").having(method().needs());
        Conversation conversation = begin(stranger);

        AuthOutcome outcome = outcome(conversation, answer(challenge(conversation)));

        assertThat(outcome).isEqualTo(new AuthOutcome.Unproven());
    }

    @Test
    void aUserWithoutTheCredentialProvesNothing() {
        Conversation conversation = begin(userWithout());

        AuthOutcome outcome = outcome(conversation, answer(challenge(conversation)));

        assertThat(outcome).isEqualTo(new AuthOutcome.Unproven());
    }

    @Test
    void whoIsMadeUpIsChallengedLikeAUser() {
        Dict real = challenge(begin(user()));
        Dict decoy = challenge(begin(TestPrincipal.named("nobody")));

        assertThat(decoy.asMap()).containsOnlyKeys(real.asMap().keySet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "=", "AAAA", "00", "not/base64!", "ÿ", "🔑"})
    void anyOtherAnswerProvesNothing(String signature) {
        for (Dict extra :
                List.of(
                        Dict.EMPTY,
                        Dict.of("nonce", 1L),
                        Dict.of("nonce", Map.of()),
                        Dict.of("cbind_data", "!"),
                        Dict.of("channel_binding", true))) {
            Conversation conversation = begin(user());
            challenge(conversation);

            assertThat(outcome(conversation, new Answer(signature, extra)))
                    .isEqualTo(new AuthOutcome.Unproven());
        }
    }
}
