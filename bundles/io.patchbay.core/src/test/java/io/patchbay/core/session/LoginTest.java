package io.patchbay.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.auth.AuthOutcome;
import io.patchbay.api.auth.Credential;
import io.patchbay.api.realm.Admission;
import io.patchbay.api.session.WampFailure;
import io.patchbay.core.RouterKit;
import io.patchbay.core.ScriptedAuth;
import io.patchbay.core.ScriptedGuard;
import io.patchbay.testkit.TestClient;
import io.patchbay.testkit.TestPrincipal;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.InvalidOption;
import io.patchbay.wamp.Message;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.WampError;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

class LoginTest {
    private final RouterKit kit = new RouterKit();

    @BeforeEach
    void methods() {
        kit.doorman()
                .add("secret", ScriptedAuth.challenging("by secret").needing(Credential.PASSWORD));
        kit.doorman().add("key", ScriptedAuth.accepting("by key", "user").needing(Credential.KEY));
        kit.doorman().add("trust", ScriptedAuth.accepting("by trust", "user"));
    }

    @AfterEach
    void nothingIsLeft() {
        kit.close();
    }

    @Test
    void theFirstMethodIsTakenThatTheUserHasWhatItNeedsFor() {
        guard(Credential.KEY);

        assertThat(admitted("secret", "key", "trust")).isEqualTo("by key");
        assertThat(admitted("trust", "key")).isEqualTo("by trust");
        assertThat(admitted("unheard-of", "key", "key")).isEqualTo("by key");
    }

    @Test
    void theFirstMethodIsTakenIfTheUserHasNothingForAny() {
        guard();
        TestClient client = hello("secret", "key");

        assertThat(client.next(Message.Challenge.class).method()).isEqualTo("secret");
    }

    @Test
    void aMethodThatTheRealmDoesNotAdmitIsNoneEvenIfTheUserHasWhatItNeeds() {
        realm(new ScriptedGuard(TestPrincipal.named("joe").having(Credential.KEY), "trust"));

        assertThat(admitted("key", "trust")).isEqualTo("by trust");
    }

    @Test
    void whoProvesNothingCountsAndHearsWhatEverybodyHears() {
        ScriptedGuard guard = guard(Credential.PASSWORD);
        TestClient client = hello("secret");
        client.next(Message.Challenge.class);

        client.send(new Message.Authenticate("guess", Dict.EMPTY));

        assertRefused(client, WampError.AUTHENTICATION_FAILED, "authentication failed");
        assertThat(guard.failures()).isOne();
        assertThat(guard.authids()).containsExactly("joe");
    }

    @Test
    void whoMayNotComeInHearsWhatTheRealmSays() {
        ScriptedGuard guard = guard(Credential.KEY);
        guard.refuseInTheEnd(new Admission.Refused(WampError.NO_SUCH_ROLE, "no role 'x'"));

        assertRefused(hello("key"), WampError.NO_SUCH_ROLE, "no role 'x'");
        assertThat(guard.failures()).isZero();
    }

    @Test
    void whereNobodyMayComeInNoMethodIsTried() {
        ScriptedGuard guard = guard(Credential.KEY);
        guard.refuse(Admission.UNPROVEN);

        assertRefused(hello("key"), WampError.AUTHENTICATION_FAILED, "authentication failed");
        assertThat(guard.failures()).isZero();
    }

    @Test
    void whoCannotBeServedNowHearsWhy() {
        ScriptedGuard guard = guard(Credential.PASSWORD);
        var busy = new WampFailure(WampError.UNAVAILABLE, Payload.EMPTY);
        for (Throwable failure : List.of(busy, new CompletionException(busy))) {
            CompletionStage<AuthOutcome> failed = CompletableFuture.failedStage(failure);
            kit.doorman().add("trust", new ScriptedAuth(() -> failed, signature -> failed));

            assertRefused(
                    hello("trust"),
                    WampError.UNAVAILABLE,
                    "no client can be authenticated at the moment");
        }
        assertThat(guard.failures()).isZero();
    }

    @Test
    void whatIsNotInOrderIsToldAndDoesNotCount() {
        ScriptedGuard guard = guard();
        kit.doorman()
                .add(
                        "trust",
                        request -> {
                            throw new InvalidOption("authextra.key", 7L, "a key");
                        });

        assertRefused(
                hello("trust"),
                WampError.INVALID_ARGUMENT,
                "option 'authextra.key' is 7, expected a key");
        assertThat(guard.failures()).isZero();
    }

    @Test
    void whoSaysNoNameIsToldToSayOneIfTheMethodNeedsIt() {
        guard();
        Dict nameless = TestClient.ALL_ROLES.with("authmethods", List.of("secret"));
        TestClient client = kit.connect();

        client.send(new Message.Hello(Uri.of(RouterKit.REALM), nameless));

        assertRefused(
                client,
                WampError.INVALID_ARGUMENT,
                "option 'authid' is missing, expected the name of a user");
    }

    private ScriptedGuard guard(Credential... credentials) {
        return realm(
                new ScriptedGuard(
                        TestPrincipal.named("joe").having(credentials), "secret", "key", "trust"));
    }

    private ScriptedGuard realm(ScriptedGuard guard) {
        kit.realms().followingDirectory().changed(guard);
        return guard;
    }

    private String admitted(String... methods) {
        return hello(methods).next(Message.Welcome.class).details().string("authid", "");
    }

    private TestClient hello(String... methods) {
        TestClient client = kit.connect();
        client.send(
                new Message.Hello(
                        Uri.of(RouterKit.REALM),
                        TestClient.ALL_ROLES
                                .with("authid", "joe")
                                .with("authmethods", List.of(methods))));
        return client;
    }

    private static void assertRefused(TestClient client, Uri reason, String message) {
        Message.Abort abort = client.next(Message.Abort.class);
        assertThat(abort.reason()).isEqualTo(reason);
        assertThat(abort.details().string("message", "")).isEqualTo(message);
        assertThat(client.connection().isGone()).isTrue();
    }
}
