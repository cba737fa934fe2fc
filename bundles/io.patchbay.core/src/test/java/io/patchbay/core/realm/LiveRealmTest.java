package io.patchbay.core.realm;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.access.Decision;
import io.patchbay.api.auth.AuthOutcome;
import io.patchbay.api.transport.CloseReason;
import io.patchbay.core.RouterKit;
import io.patchbay.core.ScriptedAuth;
import io.patchbay.testkit.TestClient;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Message;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.WampError;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Realms that change while sessions are in them. */
class LiveRealmTest {
    private static final String NO_GRANTS =
            RouterKit.OPEN_REALM.replace("\"roles\": [\"anonymous\", \"all\"]", "\"roles\": []");

    private final RouterKit kit = new RouterKit(2);

    @AfterEach
    void nothingIsLeft() {
        kit.close();
    }

    @Test
    void theNameOfARealmIsTheSameInUpperCase() {
        kit.connect().join("REALM1");

        assertThat(kit.realm().sessionCount()).isOne();
    }

    @Test
    void grantsThatGoAreGoneForOpenSessions() {
        TestClient alice = kit.join();
        alice.subscribe("com.example.topic");
        alice.register("com.example.procedure");

        kit.realms(NO_GRANTS);

        Uri uri = Uri.of("com.example.other");
        alice.send(new Message.Subscribe(alice.nextRequest(), Dict.EMPTY, uri));
        alice.send(new Message.Register(alice.nextRequest(), Dict.EMPTY, uri));
        alice.publish(uri.toString(), Dict.of("acknowledge", true), Payload.EMPTY);
        alice.call(uri.toString());
        assertThat(alice.received(Message.Error.class))
                .hasSize(4)
                .extracting(Message.Error::error)
                .containsOnly(WampError.NOT_AUTHORIZED);
    }

    @Test
    void grantsThatComeAreThereForOpenSessions() {
        kit.realms(NO_GRANTS);
        TestClient alice = kit.join();
        alice.publish("com.example.topic", Dict.of("acknowledge", true), Payload.EMPTY);
        assertThat(alice.next(Message.Error.class).error()).isEqualTo(WampError.NOT_AUTHORIZED);

        kit.realms(RouterKit.OPEN_REALM);

        alice.publish("com.example.topic", Dict.of("acknowledge", true), Payload.EMPTY);
        alice.next(Message.Published.class);
    }

    @Test
    void sourcesThatGoAreClosedToNewSessions() {
        TestClient alice = kit.join();

        kit.realms(RouterKit.OPEN_REALM.replace("0.0.0.0/0", "192.0.2.0/24"));

        TestClient bob = kit.connect();
        bob.send(new Message.Hello(Uri.of(RouterKit.REALM), TestClient.ALL_ROLES));
        assertThat(bob.next(Message.Abort.class).reason())
                .isEqualTo(WampError.NO_MATCHING_AUTH_METHOD);
        assertThat(alice.subscribe("com.example.topic")).isPositive();
    }

    @Test
    void sessionsOfARealmThatGoesAreClosed() {
        TestClient alice = kit.join(0);
        TestClient bob = kit.join(1);

        kit.realms("[]");

        for (TestClient client : List.of(alice, bob)) {
            assertThat(client.next(Message.Goodbye.class).reason())
                    .isEqualTo(WampError.CLOSE_REALM);
            client.send(new Message.Goodbye(Dict.EMPTY, WampError.GOODBYE_AND_OUT));
            kit.settle();
            assertThat(client.connection().closeReason()).isEqualTo(CloseReason.GOING_AWAY);
        }
    }

    @Test
    void whoJoinsARealmWhileItGoesIsClosed() {
        var decision = new CompletableFuture<AuthOutcome>();
        kit.doorman().add("ticket", new ScriptedAuth(() -> decision, signature -> decision));
        TestClient alice = kit.connect();
        alice.send(
                new Message.Hello(
                        Uri.of(RouterKit.REALM),
                        TestClient.ALL_ROLES.with("authmethods", List.of("ticket"))));
        kit.settle();

        kit.realms("[]");
        ScriptedAuth.accepted("all").thenAccept(decision::complete);

        alice.next(Message.Welcome.class);
        assertThat(alice.next(Message.Goodbye.class).reason()).isEqualTo(WampError.CLOSE_REALM);
    }

    @Test
    void whatChangesBetweenMakingASessionAndItsJoiningTakesEffect() {
        // A session inside the router joins in a later turn of its loop.
        var early = kit.local("joe");
        kit.realms(NO_GRANTS);

        var refused = early.publish(Uri.of("com.example.topic"), Dict.EMPTY, Payload.EMPTY);
        kit.settle();

        assertThat(refused.toCompletableFuture()).isCompletedExceptionally();
    }

    @Test
    void anAuthorizerHasASayBesideTheGrants() {
        kit.authorizer(
                (session, action, uri, match) ->
                        uri.toString().endsWith("denied")
                                ? Decision.DENY
                                : uri.toString().endsWith("failed")
                                        ? Decision.FAILED
                                        : Decision.ALLOW);
        TestClient alice = kit.join();

        alice.call("com.example.denied");
        assertThat(alice.next(Message.Error.class).error()).isEqualTo(WampError.NOT_AUTHORIZED);
        alice.call("com.example.failed");
        assertThat(alice.next(Message.Error.class).error())
                .isEqualTo(WampError.AUTHORIZATION_FAILED);
        alice.subscribe("com.example.allowed");
    }
}
