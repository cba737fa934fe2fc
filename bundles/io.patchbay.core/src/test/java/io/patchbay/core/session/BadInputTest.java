package io.patchbay.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.transport.CloseReason;
import io.patchbay.core.RouterKit;
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
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;

/** What a peer must not send, in an established session. */
class BadInputTest {
    private static final Uri TOPIC = Uri.of("com.example.topic");

    private final RouterKit kit = new RouterKit();

    @AfterEach
    void nothingIsLeft() {
        kit.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{}",
                "17",
                "null",
                "[",
                "[]",
                "[32",
                "[32]",
                "[32,1,{}",
                "[32,1,{},\"com.example.topic\"",
                "[32,1,{},\"com.example.topic\"]]",
                "[32,1,{},\"com.example.topic\"] x",
                "[32,1,{},\"com.example.topic\",[]]",
                "[32,1,[],\"com.example.topic\"]",
                "[32,1,{},17]",
                "[32,\"1\",{},\"com.example.topic\"]",
                "[32,0,{},\"com.example.topic\"]",
                "[32,-1,{},\"com.example.topic\"]",
                "[32,9007199254740993,{},\"com.example.topic\"]",
                "[32,1.5,{},\"com.example.topic\"]",
                "[32,1e300,{},\"com.example.topic\"]",
                "[32,null,{},\"com.example.topic\"]",
                "[-32,1,{},\"com.example.topic\"]",
                "[\"32\",1,{},\"com.example.topic\"]",
                "[4294967328,1,{},\"com.example.topic\"]",
                "[0]",
                "[7,1]",
                "[99,1,{}]",
                "[256,1,{}]",
                "[16,1,{},\"com.example.topic\",17]",
                "[16,1,{},\"com.example.topic\",[],[]]",
                "[16,1,{},\"com.example.topic\",[],{},1]",
                "[16,1,{},\"com.example.topic\",[1,]]",
                "[16,1,{},\"com.example.topic\",[\"\\ud800\u0001\"]]",
                "[34,1]",
                "[34,1,0]",
                "[34,1,9007199254740993]",
                "[8,64,1,{},\"com.example.error\"]",
                "[8,48,1,{},\"com.example.error\"]",
                "[8,999,1,{},\"com.example.error\"]",
                "[8,68,1,{},\"com.example.error\"]",
                "[70,1,{}]",
                "[6]",
                "[1,\"realm1\",{}]"
            })
    void isAnsweredWithAbort(String json) {
        TestClient client = kit.join(0, RouterKit.JSON);

        client.sendBytes(json.getBytes(StandardCharsets.UTF_8));

        assertAborted(client);
    }

    @Test
    void bytesThatAreNotUtf8AreAnsweredWithAbort() {
        TestClient client = kit.join(0, RouterKit.JSON);

        client.sendBytes(
                "[16,1,{},\"com.example.topic\",[\"\u00ff\"]]"
                        .getBytes(StandardCharsets.ISO_8859_1));

        assertAborted(client);
    }

    @Test
    void deepNestingIsAnsweredWithAbort() {
        TestClient client = kit.join(0, RouterKit.JSON);
        String deep = "[".repeat(100_000) + "]".repeat(100_000);

        client.sendBytes(
                ("[16,1,{},\"com.example.topic\"," + deep + "]").getBytes(StandardCharsets.UTF_8));

        assertAborted(client);
    }

    @Test
    void everyTruncationOfAMessageIsAnsweredWithAbort() {
        byte[] whole = {
            (byte) 0x95, 48, 1, (byte) 0x80, (byte) 0xa3, 'a', '.', 'b', (byte) 0x91, (byte) 0xc3
        };
        for (int length = 0; length < whole.length; length++) {
            TestClient client = kit.join();

            client.sendBytes(Arrays.copyOf(whole, length));

            assertAborted(client);
        }
    }

    @Test
    void noOtherSessionIsDisturbed() {
        TestClient other = kit.join(0, RouterKit.JSON);
        other.subscribe("com.example.topic");
        TestClient bad = kit.join(0, RouterKit.JSON);
        bad.sendBytes("[99".getBytes(StandardCharsets.UTF_8));
        assertAborted(bad);

        kit.join().publish("com.example.topic", "still here");

        assertThat(other.next(Message.Event.class).payload().args()).containsExactly("still here");
    }

    static Stream<Message.Request> requests() {
        return Stream.of(2L, 7L, 1L << 53)
                .flatMap(
                        id ->
                                Stream.of(
                                        new Message.Subscribe(id, Dict.EMPTY, TOPIC),
                                        new Message.Unsubscribe(id, 1),
                                        new Message.Publish(id, Dict.EMPTY, TOPIC, Payload.EMPTY),
                                        new Message.Register(id, Dict.EMPTY, TOPIC),
                                        new Message.Unregister(id, 1),
                                        new Message.Call(id, Dict.EMPTY, TOPIC, Payload.EMPTY)));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aRequestIdThatIsNotSequentialIsAnsweredWithAbort(Message.Request request) {
        TestClient client = kit.join();

        client.send(request);

        assertAborted(client);
    }

    @Test
    void aRequestIdThatWasUsedIsAnsweredWithAbort() {
        TestClient client = kit.join();
        client.send(new Message.Subscribe(1, Dict.EMPTY, TOPIC));
        client.next(Message.Subscribed.class);

        client.send(new Message.Subscribe(1, Dict.EMPTY, TOPIC));

        assertAborted(client);
    }

    @Test
    void requestIdsMayBeAnyWhereThatIsConfigured() {
        kit.limits(loose());
        TestClient client = kit.join();

        for (long id : new long[] {5, 3, 1L << 53, 3}) {
            client.send(new Message.Subscribe(id, Dict.EMPTY, TOPIC));
            assertThat(client.next(Message.Subscribed.class).request()).isEqualTo(id);
        }
    }

    @Test
    void evenThenTheIdOfAPendingCallIsTaken() {
        kit.limits(loose());
        TestClient callee = kit.join();
        callee.register("com.example.procedure");
        TestClient client = kit.join();
        Uri procedure = Uri.of("com.example.procedure");
        client.send(new Message.Call(5, Dict.EMPTY, procedure, Payload.EMPTY));
        callee.next(Message.Invocation.class);

        client.send(new Message.Call(5, Dict.EMPTY, procedure, Payload.EMPTY));

        assertAborted(client);
    }

    private Limits loose() {
        Limits strict = kit.limits();
        return new Limits(
                strict.hello(),
                strict.goodbye(),
                strict.outboundBytes(),
                strict.slow(),
                strict.pendingCalls(),
                strict.callTimeoutMillis(),
                strict.longestCallMillis(),
                strict.subscriptions(),
                strict.registrations(),
                strict.sessions(),
                false);
    }

    @Test
    void anOptionOfTheWrongTypeIsAnsweredWithErrorThatNamesIt() {
        TestClient client = kit.join();

        assertInvalid(
                client,
                new Message.Subscribe(1, Dict.of("match", 17L), TOPIC),
                "option 'match' is 17, expected a string");
        assertInvalid(
                client,
                new Message.Subscribe(2, Dict.of("match", "fuzzy"), TOPIC),
                "option 'match' is \"fuzzy\", expected \"exact\", \"prefix\" or \"wildcard\"");
        assertInvalid(
                client,
                new Message.Register(3, Dict.of("match", true), TOPIC),
                "option 'match' is true, expected a string");
        assertInvalid(
                client,
                new Message.Publish(4, Dict.of("acknowledge", "yes"), TOPIC, Payload.EMPTY),
                "option 'acknowledge' is \"yes\", expected true or false");
        assertInvalid(
                client,
                new Message.Publish(
                        5,
                        Dict.of("acknowledge", true).with("exclude_me", 1L),
                        TOPIC,
                        Payload.EMPTY),
                "option 'exclude_me' is 1, expected true or false");
        assertInvalid(
                client,
                new Message.Cancel(6, Dict.of("mode", "softly")),
                "option 'mode' is \"softly\", expected \"skip\", \"kill\" or \"killnowait\"");
        assertInvalid(
                client,
                new Message.Cancel(6, Dict.of("mode", 1L)),
                "option 'mode' is 1, expected a string");
        assertThat(kit.realm().sessionCount()).isOne();
    }

    @Test
    void anUnacknowledgedPublicationIsRefusedInSilenceWhateverIsWrongWithIt() {
        TestClient subscriber = kit.join();
        subscriber.subscribe(TOPIC.toString());
        TestClient client = kit.join();

        client.send(new Message.Publish(1, Dict.of("exclude_me", 1L), TOPIC, Payload.EMPTY));

        assertThat(client.received()).isEmpty();
        assertThat(subscriber.received()).isEmpty();
        assertThat(client.connection().isGone()).isFalse();
    }

    @Test
    void aRefusalFitsWhatTheClientTakes() {
        TestClient client = kit.joinTaking(1024);

        client.send(new Message.Subscribe(1, Dict.EMPTY, Uri.of("#" + "x".repeat(100_000))));

        Message.Error error = client.next(Message.Error.class);
        assertThat(error.error()).isEqualTo(WampError.INVALID_URI);
        assertThat(error.request()).isOne();
    }

    @Test
    void aLateYieldIsDroppedInSilence() {
        for (String mode : new String[] {"skip", "killnowait"}) {
            TestClient callee = kit.join();
            callee.register("com.example.procedure");
            TestClient caller = kit.join();
            long call = caller.call("com.example.procedure");
            long invocation = callee.next(Message.Invocation.class).request();
            caller.cancel(call, mode);
            assertThat(caller.next(Message.Error.class).error()).isEqualTo(WampError.CANCELED);

            callee.yield(invocation, "late");

            assertThat(caller.received()).isEmpty();
            assertThat(callee.received().stream().filter(Message.Abort.class::isInstance))
                    .isEmpty();
            callee.disconnect();
        }
    }

    @Test
    void aLateYieldForACallerThatIsGoneIsDroppedInSilence() {
        TestClient callee = kit.join();
        callee.register("com.example.procedure");
        TestClient caller = kit.join();
        caller.call("com.example.procedure");
        long invocation = callee.next(Message.Invocation.class).request();
        caller.disconnect();
        callee.next(Message.Interrupt.class);

        callee.yield(invocation, "late");

        assertThat(callee.received()).isEmpty();
        assertThat(callee.connection().isGone()).isFalse();
    }

    @Test
    void aSecondYieldIsAnsweredWithAbort() {
        TestClient callee = kit.join();
        callee.register("com.example.procedure");
        TestClient caller = kit.join();
        caller.call("com.example.procedure");
        long invocation = callee.next(Message.Invocation.class).request();
        callee.yield(invocation);
        caller.next(Message.Result.class);

        callee.yield(invocation);

        assertAborted(callee);
    }

    @Test
    void aConnectionThatBreaksItsOwnRulesIsAborted() {
        TestClient client = kit.join();

        client.connection().loop().execute(() -> client.connection().peer().violated("too long"));

        assertAborted(client);
    }

    @Test
    void nothingIsHeardAfterTheConnectionHasEnded() {
        TestClient client = kit.join();
        client.disconnect();

        client.sendBytes(new byte[] {0});
        kit.advance(Duration.ofHours(1));

        assertThat(client.received()).isEmpty();
    }

    private static void assertInvalid(TestClient client, Message message, String text) {
        client.send(message);
        Message.Error error = client.next(Message.Error.class);
        assertThat(error.requestType()).isEqualTo(message.type());
        assertThat(error.error()).isEqualTo(WampError.INVALID_ARGUMENT);
        assertThat(error.payload().args()).containsExactly(text);
    }

    private static void assertAborted(TestClient client) {
        Message.Abort abort = client.next(Message.Abort.class);
        assertThat(abort.reason()).isEqualTo(WampError.PROTOCOL_VIOLATION);
        assertThat(client.received()).isEmpty();
        assertThat(client.connection().closeReason()).isEqualTo(CloseReason.PROTOCOL_VIOLATION);
    }
}
