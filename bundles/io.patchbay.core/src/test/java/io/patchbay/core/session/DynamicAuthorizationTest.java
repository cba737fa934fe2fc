package io.patchbay.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.session.LocalSession;
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
import java.util.stream.Stream;

class DynamicAuthorizationTest {
    private static final String PROCEDURE = "com.example.authorize";
    private static final String REALM =
            """
            [{"uri": "realm1", "authmethods": ["anonymous", "ticket"],
              "dynamic_authorizer": "com.example.authorize",
              "groups": [{"name": "staff"}],
              "sources": [
                {"usernames": "anonymous", "authmethod": "anonymous", "cidr": "127.0.0.0/8"},
                {"usernames": "all", "authmethod": "ticket", "cidr": "127.0.0.0/8"}],
              "grants": [
                {"roles": ["anonymous"], "uri": "", "match": "prefix",
                  "permissions": ["wamp.register"]},
                {"roles": ["staff"], "uri": "com.", "match": "prefix",
                  "permissions": ["wamp.call", "wamp.publish", "wamp.subscribe", "wamp.register",
                    "wamp.unsubscribe"]}]}]
            """;

    private final RouterKit kit = new RouterKit();
    private final TestClient backend;
    private final TestClient client;

    DynamicAuthorizationTest() {
        kit.realms(REALM);
        backend = kit.join();
        backend.register(PROCEDURE);
        client = kit.joinAs(0, "joe", "staff");
    }

    @AfterEach
    void nothingIsLeft() {
        kit.close();
    }

    private Message.Invocation asked() {
        return backend.next(Message.Invocation.class);
    }

    private void subscribe(TestClient by, String topic) {
        by.send(new Message.Subscribe(by.nextRequest(), Dict.EMPTY, Uri.of(topic)));
    }

    private Uri refusal() {
        return client.next(Message.Error.class).error();
    }

    @Test
    void theProcedureIsToldWhoWantsToDoWhat() {
        client.send(
                new Message.Subscribe(
                        client.nextRequest(), Dict.of("match", "prefix"), Uri.of("com.news.")));

        Message.Invocation question = asked();

        assertThat(question.payload().args().subList(1, 4))
                .containsExactly("com.news.", "subscribe", Map.of("match", "prefix"));
        @SuppressWarnings("unchecked")
        var who = (Map<String, Object>) question.payload().args().get(0);
        assertThat(who)
                .containsEntry("realm", "realm1")
                .containsEntry("authid", "joe")
                .containsEntry("authrole", "staff");
        backend.yield(question.request(), true);
        client.next(Message.Subscribed.class);
    }

    @Test
    void whatItRefusesIsNotAuthorized() {
        subscribe(client, "com.news");

        backend.yield(asked().request(), false);

        assertThat(refusal()).isEqualTo(WampError.NOT_AUTHORIZED);
    }

    @Test
    void nobodyIsAskedAboutWhatTheGrantsDoNotAllow() {
        subscribe(client, "org.news");

        assertThat(refusal()).isEqualTo(WampError.NOT_AUTHORIZED);
        assertThat(backend.received()).isEmpty();
    }

    @Test
    void whatAClientSendsMeanwhileWaitsItsTurn() {
        subscribe(client, "com.news");
        client.call("com.nowhere");
        client.send(new Message.Goodbye(Dict.EMPTY, WampError.CLOSE_REALM));
        assertThat(client.received()).isEmpty();

        backend.yield(asked().request(), true);
        client.next(Message.Subscribed.class);
        backend.yield(asked().request(), true);

        assertThat(refusal()).isEqualTo(WampError.NO_SUCH_PROCEDURE);
        client.next(Message.Goodbye.class);
    }

    @Test
    void theOrderOfEventsStays() {
        subscribe(client, "com.news");
        backend.yield(asked().request(), true);
        client.next(Message.Subscribed.class);
        TestClient publisher = kit.joinAs(0, "kim", "staff");
        for (int i = 0; i < 3; i++) {
            publisher.publish("com.news", (long) i);
        }
        kit.settle();

        backend.yield(asked().request(), true);

        assertThat(client.received(Message.Event.class))
                .extracting(event -> event.payload().args().get(0))
                .containsExactly(0L, 1L, 2L);
        assertThat(backend.received()).isEmpty();
    }

    @Test
    void anAnswerHoldsForAWhileForAllSessionsOfTheClient() {
        subscribe(client, "com.news");
        backend.yield(asked().request(), true);
        client.next(Message.Subscribed.class);

        TestClient another = kit.joinAs(0, "joe", "staff");
        subscribe(another, "com.news");
        another.next(Message.Subscribed.class);
        TestClient kim = kit.joinAs(0, "kim", "staff");
        subscribe(kim, "com.news");
        backend.yield(asked().request(), false);
        kim.next(Message.Error.class);

        kit.age(Duration.ofSeconds(61));
        subscribe(another, "com.news");
        backend.yield(asked().request(), false);
        another.next(Message.Error.class);
    }

    @Test
    void anAnswerMayHoldForOnceOnly() {
        for (boolean allow : new boolean[] {true, false}) {
            client.call("com.nowhere");
            backend.yield(asked().request(), Map.of("allow", allow, "cache", false));
            assertThat(refusal())
                    .isEqualTo(allow ? WampError.NO_SUCH_PROCEDURE : WampError.NOT_AUTHORIZED);
        }
    }

    @ParameterizedTest
    @MethodSource("nonsense")
    void anAnswerThatMakesNoSenseAllowsNothing(Object answer) {
        subscribe(client, "com.news");

        backend.yield(asked().request(), answer);

        assertThat(refusal()).isEqualTo(WampError.NOT_AUTHORIZED);
    }

    static Stream<Object> nonsense() {
        return Stream.of(1L, "true", List.of(true), Map.of(), Map.of("allow", "yes"));
    }

    @Test
    void nothingIsAllowedWithoutTheProcedureAndItIsNotAskedAgainAtOnce() {
        subscribe(client, "com.news");
        backend.fail(asked().request(), "com.example.error");
        assertThat(refusal()).isEqualTo(WampError.NOT_AUTHORIZED);

        subscribe(client, "com.news");
        assertThat(refusal()).isEqualTo(WampError.NOT_AUTHORIZED);
        assertThat(backend.received()).isEmpty();

        kit.age(Duration.ofSeconds(2));
        subscribe(client, "com.news");
        backend.yield(asked().request(), true);
        client.next(Message.Subscribed.class);
    }

    @Test
    void aProcedureThatDoesNotAnswerInTimeAllowsNothing() {
        kit.procedures().bounds(new Procedures.Bounds(10, 1));
        subscribe(client, "com.news");
        asked();

        kit.advance(Duration.ofSeconds(1));

        assertThat(refusal()).isEqualTo(WampError.NOT_AUTHORIZED);
    }

    @Test
    void aSessionThatEndsMeanwhileDoesNothingMore() {
        subscribe(client, "com.news");
        Message.Invocation question = asked();
        client.disconnect();

        backend.yield(question.request(), true);
        kit.settle();

        assertThat(kit.realm().broker().subscriptionCount()).isZero();
    }

    @Test
    void whoViolatesTheProtocolMeanwhileIsAborted() {
        subscribe(client, "com.news");
        client.send(new Message.Subscribe(4711, Dict.EMPTY, Uri.of("com.news")));
        backend.yield(asked().request(), true);

        client.next(Message.Subscribed.class);
        assertThat(client.next(Message.Abort.class).reason())
                .isEqualTo(WampError.PROTOCOL_VIOLATION);
    }

    @Test
    void aSessionInsideTheRouterIsAskedAboutAsWell() {
        LocalSession local = kit.local("staff");
        var refused =
                local.call(Uri.of("com.nowhere"), Dict.EMPTY, Payload.EMPTY).toCompletableFuture();
        kit.settle();
        assertThat(refused).isNotDone();

        backend.yield(asked().request(), false);
        kit.settle();

        assertThat(refused).isCompletedExceptionally();
    }

    @Test
    void aRealmThatAsksNobodyAnyMoreGoesByItsGrants() {
        kit.realms(REALM.replace("\"dynamic_authorizer\": \"com.example.authorize\",", ""));

        assertThat(client.subscribe("com.news")).isPositive();
        assertThat(backend.received()).isEmpty();
    }
}
