package io.patchbay.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.transport.CloseReason;
import io.patchbay.core.RouterKit;
import io.patchbay.core.ScriptedAuth;
import io.patchbay.testkit.TestClient;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Message;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.WampError;
import io.patchbay.wamp.codec.Codecs;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every message in every state. Specification: Basic Profile, "Sessions", "Protocol Errors". */
class StateMachineTest {
    private static final Uri ANY = Uri.of("com.example.any");
    private static final Dict TICKET = TestClient.ALL_ROLES.with("authmethods", List.of("ticket"));

    private final RouterKit kit = new RouterKit();

    enum State {
        BEFORE_HELLO,
        AUTHENTICATING,
        ESTABLISHED,
        AFTER_GOODBYE_OF_ROUTER,
        AFTER_ABORT_OF_ROUTER
    }

    enum Outcome {
        WELCOME,
        /** ABORT with protocol_violation, and the connection ends. */
        VIOLATION,
        /** The connection ends without a word. */
        END,
        GOODBYE,
        /** An answer of the broker or dealer to that request. */
        ANSWER,
        NOTHING
    }

    @AfterEach
    void nothingIsLeft() {
        kit.close();
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @MethodSource("table")
    void everyMessageInEveryStateIsAnsweredAsSpecified(
            State state, Message message, Outcome expected) {
        TestClient client = clientIn(state);

        client.connection()
                .loop()
                .execute(
                        () -> {
                            // Past the connection, which delivers nothing once it is closed.
                            byte[] bytes = encoded(message);
                            client.connection().peer().receive(bytes, 0, bytes.length);
                        });

        assertOutcome(client, state, expected);
    }

    private void assertOutcome(TestClient client, State state, Outcome expected) {
        switch (expected) {
            case WELCOME -> client.next(Message.Welcome.class);
            case VIOLATION -> {
                Message.Abort abort = client.next(Message.Abort.class);
                assertThat(abort.reason()).isEqualTo(WampError.PROTOCOL_VIOLATION);
                assertThat(abort.details().string("message", "")).isNotEmpty();
                assertThat(client.connection().closeReason())
                        .isEqualTo(CloseReason.PROTOCOL_VIOLATION);
                assertThat(kit.realm().sessionCount()).isZero();
            }
            case END -> {
                assertThat(client.received()).isEmpty();
                assertThat(client.connection().isGone()).isTrue();
            }
            case GOODBYE -> {
                Message.Goodbye goodbye = client.next(Message.Goodbye.class);
                assertThat(goodbye.reason()).isEqualTo(WampError.GOODBYE_AND_OUT);
                assertThat(client.connection().isGone()).isFalse();
            }
            case ANSWER -> assertThat(client.received()).hasSize(1);
            case NOTHING -> {
                assertThat(client.received()).isEmpty();
                assertThat(client.connection().isGone())
                        .isEqualTo(state == State.AFTER_ABORT_OF_ROUTER);
            }
        }
        if (expected == Outcome.ANSWER) {
            assertThat(kit.realm().sessionCount()).isOne();
        }
    }

    private TestClient clientIn(State state) {
        kit.doorman().add("ticket", ScriptedAuth.challenging("all"));
        TestClient client = kit.connect();
        switch (state) {
            case BEFORE_HELLO -> {}
            case AUTHENTICATING -> {
                client.send(new Message.Hello(Uri.of(RouterKit.REALM), TICKET));
                client.next(Message.Challenge.class);
            }
            case ESTABLISHED -> client.join(RouterKit.REALM);
            case AFTER_GOODBYE_OF_ROUTER -> {
                client.join(RouterKit.REALM);
                client.connection()
                        .loop()
                        .execute(
                                () ->
                                        client.connection()
                                                .peer()
                                                .shutDown(WampError.SYSTEM_SHUTDOWN));
                client.next(Message.Goodbye.class);
            }
            case AFTER_ABORT_OF_ROUTER -> {
                client.join(RouterKit.REALM);
                client.sendBytes(new byte[] {0});
                client.next(Message.Abort.class);
            }
        }
        return client;
    }

    private static byte[] encoded(Message message) {
        var codec = new Codecs().of(RouterKit.MSGPACK);
        codec.encode(message);
        return codec.toBytes();
    }

    static Stream<Arguments> table() {
        return Stream.of(State.values())
                .flatMap(
                        state ->
                                messages()
                                        .map(
                                                message ->
                                                        Arguments.of(
                                                                state,
                                                                message,
                                                                expected(state, message))));
    }

    private static Outcome expected(State state, Message message) {
        var usual = new EnumMap<State, Outcome>(State.class);
        usual.put(State.BEFORE_HELLO, Outcome.VIOLATION);
        usual.put(State.AUTHENTICATING, Outcome.VIOLATION);
        usual.put(State.ESTABLISHED, Outcome.VIOLATION);
        usual.put(State.AFTER_GOODBYE_OF_ROUTER, Outcome.NOTHING);
        usual.put(State.AFTER_ABORT_OF_ROUTER, Outcome.NOTHING);
        usual.putAll(deviations(message));
        return usual.get(state);
    }

    private static Map<State, Outcome> deviations(Message message) {
        return switch (message.type()) {
            case Message.HELLO -> Map.of(State.BEFORE_HELLO, Outcome.WELCOME);
            case Message.AUTHENTICATE -> Map.of(State.AUTHENTICATING, Outcome.WELCOME);
            case Message.ABORT ->
                    Map.of(
                            State.BEFORE_HELLO, Outcome.END,
                            State.AUTHENTICATING, Outcome.END,
                            State.ESTABLISHED, Outcome.END,
                            State.AFTER_GOODBYE_OF_ROUTER, Outcome.END);
            case Message.GOODBYE ->
                    Map.of(
                            State.ESTABLISHED, Outcome.GOODBYE,
                            State.AFTER_GOODBYE_OF_ROUTER, Outcome.END);
            case Message.SUBSCRIBE,
                    Message.UNSUBSCRIBE,
                    Message.REGISTER,
                    Message.UNREGISTER,
                    Message.CALL ->
                    Map.of(State.ESTABLISHED, Outcome.ANSWER);
            case Message.PUBLISH, Message.CANCEL, Message.EVENT_RECEIVED ->
                    Map.of(State.ESTABLISHED, Outcome.NOTHING);
            default -> Map.of(); // YIELD and ERROR are for no invocation
        };
    }

    private static Stream<Message> messages() {
        return Stream.of(
                new Message.Hello(Uri.of(RouterKit.REALM), TestClient.ALL_ROLES),
                new Message.Welcome(1, Dict.EMPTY),
                new Message.Abort(Dict.EMPTY, ANY, Payload.EMPTY),
                new Message.Challenge("ticket", Dict.EMPTY),
                new Message.Authenticate("secret", Dict.EMPTY),
                new Message.Goodbye(Dict.EMPTY, WampError.CLOSE_REALM),
                new Message.Error(Message.INVOCATION, 1, Dict.EMPTY, ANY, Payload.EMPTY),
                new Message.Publish(1, Dict.EMPTY, ANY, Payload.EMPTY),
                new Message.Published(1, 1),
                new Message.Subscribe(1, Dict.EMPTY, ANY),
                new Message.Subscribed(1, 1),
                new Message.Unsubscribe(1, 1),
                new Message.Unsubscribed(1, Dict.EMPTY),
                new Message.Event(1, 1, Dict.EMPTY, Payload.EMPTY),
                new Message.EventReceived(1),
                new Message.Call(1, Dict.EMPTY, ANY, Payload.EMPTY),
                new Message.Cancel(1, Dict.EMPTY),
                new Message.Result(1, Dict.EMPTY, Payload.EMPTY),
                new Message.Register(1, Dict.EMPTY, ANY),
                new Message.Registered(1, 1),
                new Message.Unregister(1, 1),
                new Message.Unregistered(1, Dict.EMPTY),
                new Message.Invocation(1, 1, Dict.EMPTY, Payload.EMPTY),
                new Message.Interrupt(1, Dict.EMPTY),
                new Message.Yield(1, Dict.EMPTY, Payload.EMPTY));
    }
}
