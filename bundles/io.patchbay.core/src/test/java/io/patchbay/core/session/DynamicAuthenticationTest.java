package io.patchbay.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.auth.AuthMethod;
import io.patchbay.api.auth.AuthOutcome;
import io.patchbay.api.auth.Credential;
import io.patchbay.api.auth.Principal;
import io.patchbay.api.auth.Question;
import io.patchbay.api.auth.TokenKind;
import io.patchbay.core.RouterKit;
import io.patchbay.security.dynamic.Procedures;
import io.patchbay.testkit.TestClient;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Message;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.WampError;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

class DynamicAuthenticationTest {
    private static final String PROCEDURE = "com.example.authenticate";
    private static final String REALM =
            """
            [{"uri": "realm1", "authmethods": ["anonymous", "ticket", "wampcra", "cryptosign"],
              "dynamic_authenticators": {"ticket": "com.example.authenticate",
                "wampcra": "com.example.authenticate", "cryptosign": "com.example.authenticate"},
              "users": [{"username": "tom", "enabled": false}],
              "groups": [{"name": "staff"}, {"name": "shop"}],
              "sources": [
                {"usernames": "anonymous", "authmethod": "anonymous", "cidr": "127.0.0.0/8"},
                {"usernames": "all", "authmethod": "ticket", "cidr": "127.0.0.0/8"}],
              "grants": [
                {"roles": ["anonymous"], "uri": "", "match": "prefix",
                  "permissions": ["wamp.register", "wamp.call"]},
                {"roles": ["staff"], "uri": "com.staff.", "match": "prefix",
                  "permissions": ["wamp.subscribe"]}]}]
            """;
    private static final AuthMethod TICKET =
            request -> Question.forToken(request, TokenKind.TICKET, "ticket");

    private final RouterKit kit = new RouterKit();
    private final TestClient backend;

    DynamicAuthenticationTest() {
        kit.realms(REALM);
        kit.doorman().add("ticket", TICKET);
        backend = kit.join();
        backend.register(PROCEDURE);
    }

    @AfterEach
    void nothingIsLeft() {
        kit.close();
    }

    private TestClient challenged(String authid) {
        return challenged(Dict.of("authid", authid));
    }

    private TestClient challenged(Dict more) {
        TestClient client = kit.connect();
        Dict details = TestClient.ALL_ROLES.with("authmethods", List.of("ticket"));
        for (var entry : more.asMap().entrySet()) {
            details = details.with(entry.getKey(), entry.getValue());
        }
        client.send(new Message.Hello(Uri.of(RouterKit.REALM), details));
        client.next(Message.Challenge.class);
        return client;
    }

    private static void answer(TestClient client, String ticket) {
        client.send(new Message.Authenticate(ticket, Dict.EMPTY));
    }

    private Message.Invocation asked() {
        return backend.next(Message.Invocation.class);
    }

    private static void assertLikeAnyFailure(TestClient client) {
        Message.Abort abort = client.next(Message.Abort.class);
        assertThat(abort.reason()).isEqualTo(WampError.AUTHENTICATION_FAILED);
        assertThat(abort.details().string("message")).isEqualTo("authentication failed");
    }

    @Test
    void theProcedureIsToldWhoComesAndWithWhat() {
        TestClient client =
                challenged(
                        Dict.of("authid", "joe")
                                .with("authextra", Map.of("device", "d1"))
                                .with("authrole", "staff"));
        answer(client, "let me in");

        Payload question = asked().payload();

        assertThat(question.args().subList(0, 2)).containsExactly("realm1", "joe");
        @SuppressWarnings("unchecked")
        var details = (Map<String, Object>) question.args().get(2);
        assertThat(details)
                .containsEntry("authmethod", "ticket")
                .containsEntry("ticket", "let me in")
                .containsEntry("authrole", "staff")
                .containsEntry("authextra", Map.of("device", "d1"))
                .containsEntry(
                        "transport", Map.of("type", "memory", "secure", false, "peer", "127.0.0.1"))
                .containsKey("session");
    }

    @Test
    void whoIsGivenARoleComesInAsAGuestWithItsRights() {
        TestClient client = challenged("joe");
        answer(client, "let me in");

        backend.yield(asked().request(), "staff");

        Message.Welcome welcome = client.next(Message.Welcome.class);
        assertThat(welcome.details().string("authid")).isEqualTo("joe");
        assertThat(welcome.details().string("authrole")).isEqualTo("staff");
        assertThat(welcome.details().string("authmethod")).isEqualTo("ticket");
        assertThat(welcome.details().string("authprovider")).isEqualTo("dynamic");
        client.subscribe("com.staff.news");
        client.send(
                new Message.Subscribe(client.nextRequest(), Dict.EMPTY, Uri.of("com.shop.news")));
        assertThat(client.next(Message.Error.class).error()).isEqualTo(WampError.NOT_AUTHORIZED);
    }

    @Test
    void theProcedureMaySayWhoTheClientIsAndMoreOfIt() {
        TestClient client = challenged("joe@example.com");
        answer(client, "let me in");

        backend.yield(
                asked().request(),
                Map.of(
                        "authid", "joe",
                        "roles", List.of("Staff", "shop"),
                        "extra", Map.of("lang", "en")));

        Message.Welcome welcome = client.next(Message.Welcome.class);
        assertThat(welcome.details().string("authid")).isEqualTo("joe");
        assertThat(welcome.details().string("authrole")).isEqualTo("staff");
        assertThat(welcome.details().dict("authextra").asMap()).isEqualTo(Map.of("lang", "en"));
    }

    @Test
    void whomTheProcedureRefusesDoesNotComeIn() {
        TestClient client = challenged("joe");
        answer(client, "let me in");

        backend.fail(asked().request(), "com.example.no_such_user", "secret reasons");

        assertLikeAnyFailure(client);
    }

    @Test
    void nobodyComesInWithoutTheProcedure() {
        backend.disconnect();
        kit.forget(backend);
        TestClient client = challenged("joe");

        answer(client, "let me in");

        assertLikeAnyFailure(client);
    }

    @ParameterizedTest
    @MethodSource("nonsense")
    void anAnswerThatMakesNoSenseLetsNobodyIn(Object answer) {
        TestClient client = challenged("joe");
        answer(client, "let me in");

        backend.yield(asked().request(), answer);

        assertLikeAnyFailure(client);
    }

    static Stream<Object> nonsense() {
        return Stream.of(
                true,
                7L,
                "",
                "x".repeat(255),
                List.of("staff"),
                Map.of(),
                Map.of("role", ""),
                Map.of("role", 7L),
                Map.of("roles", "staff"),
                Map.of("roles", List.of("staff", 1L)),
                Map.of("role", "staff", "authid", 1L),
                Map.of("role", "staff", "extra", 1L),
                Map.of("role", "staff", "pubkey", "xyz"),
                Map.of("role", "staff", "secret", 5L),
                Map.of("role", "staff", "secret", "s", "salt", "a", "iterations", 0L),
                Map.of("role", "patchbay.trusted"));
    }

    @Test
    void aUserWhoIsDisabledDoesNotComeInWhateverTheProcedureSays() {
        TestClient client = challenged("tom");
        answer(client, "let me in");

        backend.yield(asked().request(), "staff");

        assertLikeAnyFailure(client);
    }

    @Test
    void onlySoManyAreAskedAboutAtATime() {
        kit.procedures().bounds(new Procedures.Bounds(1, 5000));
        TestClient first = challenged("joe");
        answer(first, "let me in");
        TestClient second = challenged("kim");
        answer(second, "let me in");

        assertThat(second.next(Message.Abort.class).reason()).isEqualTo(WampError.UNAVAILABLE);

        backend.yield(asked().request(), "staff");
        first.next(Message.Welcome.class);
        assertThat(kit.procedures().underWay()).isZero();
    }

    @Test
    void aProcedureThatDoesNotAnswerInTimeLetsNobodyIn() {
        kit.procedures().bounds(new Procedures.Bounds(10, 1));
        TestClient client = challenged("joe");
        answer(client, "let me in");
        asked();

        kit.advance(Duration.ofSeconds(1));

        assertLikeAnyFailure(client);
    }

    @Test
    void theRouterAsksAgainAfterTheRealmWasClosed() {
        TestClient before = challenged("joe");
        answer(before, "let me in");
        backend.yield(asked().request(), "staff");
        before.next(Message.Welcome.class);
        kit.realms("[]");
        kit.procedures().leave(Uri.of(RouterKit.REALM));
        kit.realms(REALM);
        TestClient another = kit.join();
        another.register(PROCEDURE);
        TestClient client = challenged("joe");

        answer(client, "let me in");

        another.yield(another.next(Message.Invocation.class).request(), "staff");
        client.next(Message.Welcome.class);
    }

    @Test
    void forACryptosignClientTheProcedureGivesTheKey() {
        var asked = principal("cryptosign");
        backend.yield(asked().request(), Map.of("role", "staff", "pubkey", "ab".repeat(32)));
        kit.settle();

        Principal joe = asked.join();
        assertThat(joe.has(Credential.KEY)).isTrue();
        assertThat(joe.authorizedKeys()).hasSize(1);
        assertThat(joe.authorizedKeys().get(0)).hasSize(32).containsOnly(0xab);
        assertThat(joe.identity("cryptosign").authrole()).isEqualTo("staff");
    }

    @Test
    void forAWampCraClientTheProcedureGivesTheSecret() {
        var asked = principal("wampcra");
        backend.yield(
                asked().request(),
                Map.of(
                        "role", "staff",
                        "secret", "c2VjcmV0",
                        "salt", "salty",
                        "iterations", 1000L,
                        "keylen", 32L));
        kit.settle();

        Principal joe = asked.join();
        assertThat(joe.has(Credential.CRA)).isTrue();
        assertThat(joe.cra().salt()).isEqualTo("salty");
        assertThat(joe.cra().iterations()).isEqualTo(1000);
        assertThat(joe.cra().keyLength()).isEqualTo(32);
        assertThat(joe.cra().secret()).asString().isEqualTo("c2VjcmV0");
    }

    @Test
    void whomTheProcedureDoesNotKnowIsChallengedLikeAUser() {
        var asked = principal("wampcra");
        backend.fail(asked().request(), "com.example.no_such_user");
        kit.settle();

        Principal nobody = asked.join();
        assertThat(nobody.has(Credential.CRA)).isFalse();
        assertThat(nobody.cra().salt()).isNotEmpty();
        assertThat(nobody.authorizedKeys()).isEmpty();
        assertThat(
                        AuthOutcome.of(
                                nobody.redeem(TokenKind.TICKET, "x", "ticket")
                                        .toCompletableFuture()
                                        .getNow(Optional.empty())))
                .isEqualTo(new AuthOutcome.Unproven());
    }

    private CompletableFuture<Principal> principal(String method) {
        CompletionStage<Principal> stage =
                kit.realm()
                        .guard()
                        .login("joe", TestClient.local())
                        .principal(method, 1, Dict.EMPTY);
        kit.settle();
        return stage.toCompletableFuture();
    }
}
