package io.patchbay.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.api.auth.AuthOutcome;
import io.patchbay.api.session.Identity;
import io.patchbay.api.transport.CloseReason;
import io.patchbay.core.RouterKit;
import io.patchbay.core.ScriptedAuth;
import io.patchbay.security.operation.Operations;
import io.patchbay.security.operation.RealmRequests;
import io.patchbay.testkit.TestClient;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Message;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.WampError;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

class HandshakeTest {
    private static final Duration LATE = Duration.ofMillis(10_001);

    private final RouterKit kit = new RouterKit();

    @AfterEach
    void nothingIsLeft() {
        kit.close();
    }

    @Test
    void welcomeTellsWhatTheRouterCanDoAndWhoTheClientIs() {
        Message.Welcome welcome = kit.connect().join(RouterKit.REALM);

        assertThat(welcome.session()).isBetween(1L, 1L << 53);
        assertThat(welcome.details().asMap())
                .containsEntry("realm", "realm1")
                .containsEntry("agent", "Patchbay-test")
                .containsEntry("authid", "joe")
                .containsEntry("authrole", "anonymous")
                .containsEntry("authmethod", "test")
                .containsEntry("authprovider", "test")
                .doesNotContainKey("authextra");
        assertThat(welcome.details().dict("roles").dict("dealer").dict("features").asMap())
                .containsEntry("call_canceling", true);
        assertThat(welcome.details().dict("roles").dict("broker").dict("features").asMap())
                .containsEntry("publisher_exclusion", true);
    }

    @Test
    void aRealmThatIsNotThereIsAskedFor() {
        try (var operations = new Operations(kit.records())) {
            var requests = new RealmRequests(operations);
            kit.doorman().requestRealmsBy((uri, client) -> requests.make(uri, Optional.empty(), 9));
            TestClient client = kit.connect();

            client.send(new Message.Hello(Uri.of("com.new"), TestClient.ALL_ROLES));
            await().until(
                            () -> {
                                kit.settle();
                                return client.connection().isGone();
                            });

            assertThat(kit.realms().find(Uri.of("com.new"))).isPresent();
            assertAborted(client, WampError.NO_MATCHING_AUTH_METHOD);
        }
    }

    @Test
    void aRealmThatIsNotMadeEitherIsNoRealm() {
        kit.doorman().requestRealmsBy((uri, client) -> CompletableFuture.completedStage(false));
        TestClient client = kit.connect();

        client.send(new Message.Hello(Uri.of("com.new"), TestClient.ALL_ROLES));
        kit.settle();

        assertAborted(client, WampError.NO_SUCH_REALM);
    }

    @Test
    void whoSaysNothingIsAborted() {
        TestClient client = kit.connect();

        kit.advance(LATE);

        assertAborted(client, WampError.PROTOCOL_VIOLATION);
    }

    @Test
    void whoDoesNotAnswerTheChallengeIsAborted() {
        kit.doorman().add("ticket", ScriptedAuth.challenging("all"));
        TestClient client = kit.connect();
        hello(client, TestClient.ALL_ROLES.with("authmethods", List.of("ticket")));
        client.next(Message.Challenge.class);

        kit.advance(LATE);

        assertAborted(client, WampError.PROTOCOL_VIOLATION);
    }

    @Test
    void whoseMethodNeverDecidesIsAborted() {
        kit.doorman().add("ticket", ScriptedAuth.silent());
        TestClient client = kit.connect();
        hello(client, TestClient.ALL_ROLES.with("authmethods", List.of("ticket")));
        assertThat(client.received()).isEmpty();

        kit.advance(LATE);

        assertAborted(client, WampError.PROTOCOL_VIOLATION);
    }

    @Test
    void whoHasJoinedHasAllTheTimeOfTheWorld() {
        TestClient client = kit.join();

        kit.advance(Duration.ofDays(1));

        assertThat(client.received()).isEmpty();
        assertThat(client.connection().isGone()).isFalse();
    }

    @Test
    void aSecondSessionMayFollowOnTheSameConnection() {
        TestClient client = kit.join();
        client.subscribe("com.example.topic");
        client.send(new Message.Goodbye(Dict.EMPTY, WampError.CLOSE_REALM));
        client.next(Message.Goodbye.class);
        assertThat(kit.realm().broker().subscriptionCount()).isZero();

        client.join(RouterKit.REALM);

        assertThat(client.subscribe("com.example.topic")).isPositive();
        assertThat(kit.realm().sessionCount()).isOne();
    }

    @Test
    void aConnectionWithoutASecondSessionIsClosedInTime() {
        TestClient client = kit.join();
        client.send(new Message.Goodbye(Dict.EMPTY, WampError.CLOSE_REALM));
        client.next(Message.Goodbye.class);

        kit.advance(LATE);

        assertThat(client.received()).isEmpty();
        assertThat(client.connection().closeReason()).isEqualTo(CloseReason.NORMAL);
    }

    @Test
    void aSecondSessionThatIsNotEstablishedInTimeIsAborted() {
        kit.doorman().add("ticket", ScriptedAuth.silent());
        TestClient client = kit.join();
        client.send(new Message.Goodbye(Dict.EMPTY, WampError.CLOSE_REALM));
        client.next(Message.Goodbye.class);
        hello(client, TestClient.ALL_ROLES.with("authmethods", List.of("ticket")));

        kit.advance(LATE);

        assertAborted(client, WampError.PROTOCOL_VIOLATION);
    }

    @Test
    void whoDoesNotReturnTheGoodbyeIsClosed() {
        TestClient client = kit.join();
        onLoop(client, () -> client.connection().peer().shutDown(WampError.SYSTEM_SHUTDOWN));
        assertThat(client.next(Message.Goodbye.class).reason())
                .isEqualTo(WampError.SYSTEM_SHUTDOWN);
        assertThat(client.connection().isGone()).isFalse();

        kit.advance(Duration.ofMillis(2001));

        assertThat(client.connection().closeReason()).isEqualTo(CloseReason.GOING_AWAY);
    }

    @Test
    void aHandshakeEndsWithAbortWhenTheRouterShutsDown() {
        kit.doorman().add("ticket", ScriptedAuth.silent());
        TestClient client = kit.connect();
        hello(client, TestClient.ALL_ROLES.with("authmethods", List.of("ticket")));
        kit.settle();

        onLoop(client, () -> client.connection().peer().shutDown(WampError.SYSTEM_SHUTDOWN));

        assertAborted(client, WampError.SYSTEM_SHUTDOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "com..example", "has space", "sharp#", ".", "com.example."})
    void anInvalidRealmIsRefused(String realm) {
        TestClient client = kit.connect();

        client.send(new Message.Hello(Uri.of(realm), TestClient.ALL_ROLES));

        assertAborted(client, WampError.INVALID_URI);
    }

    @Test
    void anUnknownRealmIsRefused() {
        TestClient client = kit.connect();

        client.send(new Message.Hello(Uri.of("nowhere"), TestClient.ALL_ROLES));

        assertAborted(client, WampError.NO_SUCH_REALM);
    }

    @Test
    void aRealmOfAnyLengthIsRefusedWithAnAbortThatTheClientTakes() {
        TestClient client = kit.connect(0, RouterKit.MSGPACK, 512, TestClient.local());

        client.send(new Message.Hello(Uri.of("x".repeat(100_000)), TestClient.ALL_ROLES));

        assertAborted(client, WampError.NO_SUCH_REALM);
    }

    @Test
    void aWelcomeThatTheClientDoesNotTakeIsAnAbort() {
        kit.doorman()
                .add(
                        "anonymous",
                        new ScriptedAuth(
                                () ->
                                        CompletableFuture.completedStage(
                                                new AuthOutcome.Accepted(
                                                        new Identity(
                                                                "joe",
                                                                "anonymous",
                                                                "test",
                                                                "test",
                                                                Dict.of(
                                                                        "much",
                                                                        "x".repeat(1000))))),
                                signature -> new CompletableFuture<>()));
        TestClient client = kit.connect(0, RouterKit.MSGPACK, 512, TestClient.local());

        hello(client, TestClient.ALL_ROLES);

        assertAborted(client, WampError.PAYLOAD_SIZE_EXCEEDED);
        assertThat(kit.realm().sessionCount()).isZero();
    }

    @Test
    void whoHasNoRoleViolatesTheProtocol() {
        for (Dict details :
                List.of(
                        Dict.EMPTY,
                        Dict.of("roles", Map.of()),
                        Dict.of("roles", Map.of("broker", Map.of())),
                        Dict.of("roles", "caller"),
                        Dict.of("roles", Map.of("callee", 1L)),
                        TestClient.ALL_ROLES.with("authmethods", "anonymous"),
                        TestClient.ALL_ROLES.with("authmethods", List.of(1L)),
                        TestClient.ALL_ROLES.with("authid", 1L),
                        TestClient.ALL_ROLES.with("agent", 1L))) {
            TestClient client = kit.connect();

            hello(client, details);

            assertAborted(client, WampError.PROTOCOL_VIOLATION);
        }
    }

    @Test
    void theClientsOrderOfMethodsCounts() {
        kit.doorman().add("ticket", ScriptedAuth.accepting("all"));

        assertThat(roleOffering("ticket", "anonymous")).isEqualTo("all");
        assertThat(roleOffering("anonymous", "ticket")).isEqualTo("anonymous");
        assertThat(roleOffering("wampcra", "unheard-of", "ticket")).isEqualTo("all");
    }

    private String roleOffering(String... methods) {
        return kit.connect()
                .join(RouterKit.REALM, TestClient.ALL_ROLES.with("authmethods", List.of(methods)))
                .details()
                .string("authrole", "");
    }

    @Test
    void whoOffersNoMethodIsAnonymous() {
        assertThat(kit.connect().join(RouterKit.REALM).details().string("authrole", ""))
                .isEqualTo("anonymous");
    }

    @Test
    void methodsThatTheRealmOrTheRouterDoesNotHaveAreNoMatch() {
        kit.doorman().add("wampcra", ScriptedAuth.accepting("all"));
        for (String method : List.of("wampcra", "ticket", "")) {
            TestClient client = kit.connect();

            hello(client, TestClient.ALL_ROLES.with("authmethods", List.of(method)));

            assertAborted(client, WampError.NO_MATCHING_AUTH_METHOD);
        }
    }

    @Test
    void whoComesFromElsewhereFindsNoMatchingMethod() throws Exception {
        kit.doorman().add("ticket", ScriptedAuth.accepting("all"));
        InetAddress elsewhere = InetAddress.getByName("192.0.2.1");
        TestClient client = kit.connect(0, RouterKit.MSGPACK, 1 << 20, TestClient.from(elsewhere));

        hello(client, TestClient.ALL_ROLES.with("authmethods", List.of("ticket")));

        assertAborted(client, WampError.NO_MATCHING_AUTH_METHOD);
    }

    @Test
    void aRightAnswerToTheChallengeLetsIn() {
        TestClient client = challenged();

        client.send(new Message.Authenticate("secret", Dict.EMPTY));

        assertThat(client.next(Message.Welcome.class).details().string("authrole", ""))
                .isEqualTo("all");
    }

    @Test
    void aWrongAnswerIsDenied() {
        TestClient client = challenged();

        client.send(new Message.Authenticate("guess", Dict.EMPTY));

        assertAborted(client, WampError.AUTHENTICATION_FAILED);
    }

    @Test
    void twoAnswersToOneChallengeViolateTheProtocol() {
        kit.doorman()
                .add(
                        "ticket",
                        new ScriptedAuth(
                                () ->
                                        CompletableFuture.completedStage(
                                                new AuthOutcome.Challenge(Dict.EMPTY)),
                                signature -> new CompletableFuture<>()));
        TestClient client = kit.connect();
        hello(client, TestClient.ALL_ROLES.with("authmethods", List.of("ticket")));
        client.next(Message.Challenge.class);
        client.send(new Message.Authenticate("one", Dict.EMPTY));

        client.send(new Message.Authenticate("two", Dict.EMPTY));

        assertAborted(client, WampError.PROTOCOL_VIOLATION);
    }

    @Test
    void aMethodWhoseStageFailsRefusesTheClient() {
        kit.doorman()
                .add(
                        "broken",
                        new ScriptedAuth(
                                () ->
                                        CompletableFuture.failedStage(
                                                new IllegalStateException("out of order")),
                                signature -> new CompletableFuture<>()));
        TestClient client = kit.connect();

        hello(client, TestClient.ALL_ROLES.with("authmethods", List.of("broken")));

        assertAborted(client, WampError.AUTHENTICATION_FAILED);
    }

    @Test
    void aMethodThatThrowsRefusesTheClient() {
        kit.doorman()
                .add(
                        "broken",
                        new ScriptedAuth(
                                () -> {
                                    throw new IllegalStateException("out of order");
                                },
                                signature -> new CompletableFuture<>()));
        TestClient client = kit.connect();

        hello(client, TestClient.ALL_ROLES.with("authmethods", List.of("broken")));

        assertAborted(client, WampError.AUTHENTICATION_FAILED);
    }

    @Test
    void anIdentityThatMakesTheRouterFailEndsTheConnection() {
        var broken = new RouterKit();
        broken.doorman().add("anonymous", ScriptedAuth.accepting(null));
        TestClient client = broken.connect();

        hello(client, TestClient.ALL_ROLES);

        assertThat(client.received()).isEmpty();
        assertThat(client.connection().closeReason()).isEqualTo(CloseReason.INTERNAL_ERROR);
        assertThat(broken.counters().bugs.sum()).isOne();
        assertThat(broken.loop(0).timers()).isZero();
    }

    @Test
    void aMethodMayDecideLaterFromAnotherThread() throws Exception {
        var decision = new CompletableFuture<AuthOutcome>();
        kit.doorman().add("broken", new ScriptedAuth(() -> decision, signature -> decision));
        TestClient client = kit.connect();
        hello(client, TestClient.ALL_ROLES.with("authmethods", List.of("broken")));
        assertThat(client.received()).isEmpty();

        var other = new Thread(() -> ScriptedAuth.accepted("all").thenAccept(decision::complete));
        other.start();
        other.join();

        client.next(Message.Welcome.class);
    }

    @Test
    void aDecisionForAClientThatHasLeftComesToNothing() {
        var decision = new CompletableFuture<AuthOutcome>();
        kit.doorman().add("broken", new ScriptedAuth(() -> decision, signature -> decision));
        TestClient client = kit.connect();
        hello(client, TestClient.ALL_ROLES.with("authmethods", List.of("broken")));
        client.disconnect();

        ScriptedAuth.accepted("all").thenAccept(decision::complete);
        kit.settle();

        assertThat(kit.realm().sessionCount()).isZero();
        assertThat(client.received()).isEmpty();
    }

    private TestClient challenged() {
        kit.doorman().add("ticket", ScriptedAuth.challenging("all"));
        TestClient client = kit.connect();
        hello(client, TestClient.ALL_ROLES.with("authmethods", List.of("ticket")));
        Message.Challenge challenge = client.next(Message.Challenge.class);
        assertThat(challenge.method()).isEqualTo("ticket");
        assertThat(challenge.extra().asMap()).containsEntry("hint", "secret");
        return client;
    }

    private static void hello(TestClient client, Dict details) {
        client.send(new Message.Hello(Uri.of(RouterKit.REALM), details));
    }

    private static void onLoop(TestClient client, Runnable task) {
        client.connection().loop().execute(task);
        client.connection().loop().settle();
    }

    private static void assertAborted(TestClient client, Uri reason) {
        Message.Abort abort = client.next(Message.Abort.class);
        assertThat(abort.reason()).isEqualTo(reason);
        assertThat(abort.payload()).isEqualTo(Payload.EMPTY);
        assertThat(client.connection().isGone()).isTrue();
    }
}
