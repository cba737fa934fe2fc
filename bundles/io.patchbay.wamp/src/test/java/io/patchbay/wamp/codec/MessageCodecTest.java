package io.patchbay.wamp.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Ids;
import io.patchbay.wamp.Message;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.Uri;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Elements of a message are given as values; the format is a double. */
class MessageCodecTest {
    private static final Map<String, Object> NONE = Map.of();
    private static final Uri URI = Uri.of("com.example.thing");
    private static final Dict SOME = Dict.of("key", "value");
    private static final Payload ARGS = Payload.of(1L, "two");
    private static final Payload BOTH = Payload.of(List.of(1L), Map.of("key", 2.5));

    /** Every type, as a message and as its elements. */
    static final List<Arguments> MESSAGES =
            List.of(
                    sample(new Message.Hello(URI, SOME), 1, "com.example.thing", SOME.asMap()),
                    sample(new Message.Welcome(9, SOME), 2, 9, SOME.asMap()),
                    sample(
                            new Message.Abort(SOME, URI, Payload.EMPTY),
                            3,
                            SOME.asMap(),
                            "com.example.thing"),
                    sample(
                            new Message.Abort(Dict.EMPTY, URI, BOTH),
                            3,
                            NONE,
                            "com.example.thing",
                            List.of(1),
                            Map.of("key", 2.5)),
                    sample(new Message.Challenge("ticket", SOME), 4, "ticket", SOME.asMap()),
                    sample(new Message.Authenticate("secret", SOME), 5, "secret", SOME.asMap()),
                    sample(new Message.Goodbye(SOME, URI), 6, SOME.asMap(), "com.example.thing"),
                    sample(
                            new Message.Error(48, 7, SOME, URI, ARGS),
                            8,
                            48,
                            7,
                            SOME.asMap(),
                            "com.example.thing",
                            List.of(1, "two")),
                    sample(
                            new Message.Publish(7, SOME, URI, BOTH),
                            16,
                            7,
                            SOME.asMap(),
                            "com.example.thing",
                            List.of(1),
                            Map.of("key", 2.5)),
                    sample(new Message.Published(7, 8), 17, 7, 8),
                    sample(
                            new Message.Subscribe(7, SOME, URI),
                            32,
                            7,
                            SOME.asMap(),
                            "com.example.thing"),
                    sample(new Message.Subscribed(7, 8), 33, 7, 8),
                    sample(new Message.Unsubscribe(7, 8), 34, 7, 8),
                    sample(new Message.Unsubscribed(7, Dict.EMPTY), 35, 7),
                    sample(new Message.Unsubscribed(0, SOME), 35, 0, SOME.asMap()),
                    sample(
                            new Message.Event(7, 8, Dict.EMPTY, ARGS),
                            36,
                            7,
                            8,
                            NONE,
                            List.of(1, "two")),
                    sample(new Message.EventReceived(8), 37, 8),
                    sample(
                            new Message.Call(7, Dict.EMPTY, URI, Payload.EMPTY),
                            48,
                            7,
                            NONE,
                            "com.example.thing"),
                    sample(new Message.Cancel(7, SOME), 49, 7, SOME.asMap()),
                    sample(
                            new Message.Result(7, SOME, ARGS),
                            50,
                            7,
                            SOME.asMap(),
                            List.of(1, "two")),
                    sample(
                            new Message.Register(7, SOME, URI),
                            64,
                            7,
                            SOME.asMap(),
                            "com.example.thing"),
                    sample(new Message.Registered(7, 8), 65, 7, 8),
                    sample(new Message.Unregister(7, 8), 66, 7, 8),
                    sample(new Message.Unregistered(7, Dict.EMPTY), 67, 7),
                    sample(new Message.Unregistered(0, SOME), 67, 0, SOME.asMap()),
                    sample(
                            new Message.Invocation(7, 8, Dict.EMPTY, BOTH),
                            68,
                            7,
                            8,
                            NONE,
                            List.of(1),
                            Map.of("key", 2.5)),
                    sample(new Message.Interrupt(7, SOME), 69, 7, SOME.asMap()),
                    sample(new Message.Yield(7, Dict.EMPTY, ARGS), 70, 7, NONE, List.of(1, "two")));

    private final Codecs codecs = new Codecs();
    private final Format format = new PlainFormat();

    private static Arguments sample(Message message, Object... elements) {
        return Arguments.of(message, List.of(elements));
    }

    @ParameterizedTest
    @FieldSource("MESSAGES")
    void decodes(Message message, List<Object> elements) {
        assertThat(decodeBytes(bytes(elements))).isEqualTo(message);
    }

    @ParameterizedTest
    @FieldSource("MESSAGES")
    void encodes(Message message, List<Object> elements) {
        assertThat(encode(message)).isEqualTo(bytes(elements));
    }

    @ParameterizedTest
    @FieldSource("MESSAGES")
    void passesThePayloadThrough(Message message, List<Object> elements) {
        byte[] bytes = bytes(elements);

        assertThat(encode(codecs.of(format).decode(bytes, 0, bytes.length))).isEqualTo(bytes);
        assertThat(codecs.of(format).tail().count())
                .isEqualTo(message instanceof Message.Carrier m ? m.payload().count() : 0);
    }

    @ParameterizedTest
    @FieldSource("MESSAGES")
    void mayStandAnywhereInAnArray(Message message, List<Object> elements) {
        byte[] bytes = bytes(elements);
        byte[] larger = new byte[bytes.length + 20];
        System.arraycopy(bytes, 0, larger, 10, bytes.length);

        assertThat(codecs.of(format).decode(larger, 10, bytes.length)).isEqualTo(message);
    }

    @ParameterizedTest
    @FieldSource("MESSAGES")
    void missingElementsAreAViolation(Message message, List<Object> elements) {
        for (int size = 0; size < elements.size() - optional(message).size(); size++) {
            assertViolation(elements.subList(0, size), "is missing");
        }
    }

    @ParameterizedTest
    @FieldSource("MESSAGES")
    void oneElementTooManyIsAViolation(Message message, List<Object> elements) {
        List<Object> tooMany = new ArrayList<>(elements);
        tooMany.addAll(absent(message));
        tooMany.add(NONE);

        assertViolation(tooMany, "");
    }

    /** The elements of the message that it could do without. */
    private static List<Object> optional(Message message) {
        return switch (message) {
            case Message.Carrier m -> Collections.nCopies(m.payload().count(), NONE);
            case Message.Unsubscribed m when !m.details().isEmpty() -> List.of(NONE);
            case Message.Unregistered m when !m.details().isEmpty() -> List.of(NONE);
            default -> List.of();
        };
    }

    /** The elements that the message could have besides. */
    private static List<Object> absent(Message message) {
        return switch (message) {
            case Message.Carrier m ->
                    List.<Object>of(List.of(), NONE).subList(m.payload().count(), 2);
            case Message.Unsubscribed m when m.details().isEmpty() -> List.of(NONE);
            case Message.Unregistered m when m.details().isEmpty() -> List.of(NONE);
            default -> List.of();
        };
    }

    @ParameterizedTest
    @FieldSource("MESSAGES")
    void elementOfTheWrongKindIsAViolation(Message message, List<Object> elements) {
        for (int i = 0; i < elements.size(); i++) {
            List<Object> wrong = new ArrayList<>(elements);
            wrong.set(i, true);

            assertViolation(wrong, "");
        }
    }

    @Nested
    class AnId {
        @ParameterizedTest
        @ValueSource(longs = {1, 2, 1L << 32, Ids.MAX})
        void isFrom1To2ToThe53(long id) {
            assertThat(decode(34, id, id)).isEqualTo(new Message.Unsubscribe(id, id));
        }

        @Test
        void isNotZero() {
            assertViolation(List.of(34, 0, 1), "id 0");
            assertViolation(List.of(34, 1, 0), "id 0");
        }

        @ParameterizedTest
        @ValueSource(longs = {Ids.MAX + 1, Long.MAX_VALUE})
        void isNotAbove2ToThe53(long id) {
            assertViolation(List.of(34, id, 1), "outside [1, 2^53]");
        }

        @ParameterizedTest
        @ValueSource(longs = {-1, Long.MIN_VALUE})
        void isNotNegative(long id) {
            assertViolation(List.of(34, id, 1), "negative");
        }

        @Test
        void isNotBeyond64Bits() {
            assertViolation(List.of(34, BigInteger.ONE.shiftLeft(64), 1), "expected an integer");
        }

        @ParameterizedTest
        @ValueSource(doubles = {1, 4294967296.0, 9007199254740992.0})
        void mayBeAFloatWithoutAFraction(double id) {
            assertThat(decode(34, id, 1)).isEqualTo(new Message.Unsubscribe((long) id, 1));
        }

        @ParameterizedTest
        @ValueSource(doubles = {0, -1, 1.5, 9007199254740994.0, Double.NaN, 1 / 0.0, -1 / 0.0})
        void isNoOtherFloat(double id) {
            assertViolation(List.of(34, id, 1), "");
        }

        @Test
        void isNoString() {
            assertViolation(List.of(34, "1", 1), "is STRING, expected an integer");
        }
    }

    @Nested
    class AType {
        @ParameterizedTest
        @ValueSource(longs = {0, 7, 9, 38, 63, 71, 255, 256, 1L << 32 | 48, Long.MAX_VALUE})
        void thatIsUnknownIsAViolation(long type) {
            assertViolation(List.of(type, 1, NONE, "com.example"), "unknown message type " + type);
        }

        @Test
        void thatIsNegativeIsAViolation() {
            assertViolation(List.of(-48, 1, NONE, "com.example"), "negative");
        }

        @Test
        void ofARequestInAnErrorIsAType() {
            assertViolation(List.of(8, 71, 1, NONE, "com.example"), "request type 71");
            assertViolation(List.of(8, -1, 1, NONE, "com.example"), "negative");
        }
    }

    @Nested
    class APayload {
        @Test
        void startsWithAList() {
            assertViolation(List.of(70, 1, NONE, NONE), "Arguments is MAP, expected LIST");
            assertViolation(List.of(70, 1, NONE, "text"), "Arguments is STRING, expected LIST");
        }

        @Test
        void endsWithAMap() {
            assertViolation(List.of(70, 1, NONE, List.of(), List.of()), "ArgumentsKw is LIST");
        }

        @Test
        void hasNothingBehind() {
            assertViolation(
                    List.of(70, 1, NONE, List.of(), NONE, 1), "elements follow ArgumentsKw");
        }

        @Test
        void isBorrowed() {
            byte[] bytes = bytes(List.of(70, 1, NONE, List.of("text")));

            var message = (Message.Yield) codecs.of(format).decode(bytes, 0, bytes.length);

            assertThat(message.payload().bytes()).isSameAs(bytes);
            assertThat(message.payload().count()).isEqualTo(1);
        }

        @Test
        void followsTheHeadUnchanged() {
            byte[] bytes = bytes(List.of(70, 1, NONE, List.of("text")));
            var message = (Message.Yield) codecs.of(format).decode(bytes, 0, bytes.length);
            MessageCodec codec = codecs.of(format);

            codec.encode(new Message.Result(2, Dict.EMPTY, message.payload()));

            assertThat(codec.tail()).isSameAs(message.payload());
            assertThat(Arrays.copyOf(codec.head(), codec.headLength()))
                    .isEqualTo(Arrays.copyOf(codec.toBytes(), codec.headLength()));
            assertThat(codec.toBytes()).isEqualTo(bytes(List.of(50, 2, NONE, List.of("text"))));
        }
    }

    @Test
    void somethingElseThanAListIsAViolation() {
        assertThatThrownBy(() -> decodeBytes(bytes("text")))
                .isInstanceOf(ProtocolViolation.class)
                .hasMessage("a message is STRING, expected LIST");
    }

    @Test
    void nothingIsAViolation() {
        assertThatThrownBy(() -> decodeBytes(new byte[0])).isInstanceOf(ProtocolViolation.class);
        assertViolation(List.of(), "the message type is missing");
    }

    @Test
    void bytesBehindTheMessageAreAViolation() {
        byte[] bytes = bytes(List.of(37, 8));

        assertThatThrownBy(() -> decodeBytes(Arrays.copyOf(bytes, bytes.length + 1)))
                .isInstanceOf(ProtocolViolation.class)
                .hasMessageStartingWith("malformed plain: the document goes on");
    }

    @Test
    void nullInOptionsCountsAsAbsent() {
        byte[] bytes = bytes(List.of(49, 7, singleton("mode", null)));

        assertThat(decodeBytes(bytes)).isEqualTo(new Message.Cancel(7, Dict.EMPTY));
    }

    @Test
    void valuesInOptionsAreDecoded() {
        Map<String, Object> options =
                Map.of("list", List.of(1, "a", List.of()), "map", Map.of("x", Map.of("y", 1.5)));

        var message = (Message.Cancel) decode(49, 7, options);

        assertThat(message.options().asMap().get("list")).isEqualTo(List.of(1L, "a", List.of()));
        assertThat(message.options().dict("map").dict("x").get("y")).isEqualTo(1.5);
    }

    @Test
    void optionsThatAreTooLargeAreAViolation() {
        List<Object> many = Collections.nCopies(MessageCodec.MAX_DICT_BYTES, Map.of());

        assertViolation(List.of(49, 7, Map.of("list", many)), "larger than 65536 bytes");
        assertViolation(List.of(49, 7, Map.of("map", Map.of("x", many))), "larger than 65536");
        assertViolation(List.of(49, 7, Map.of("text", "x".repeat(65_536))), "larger than 65536");
    }

    @Test
    void thePayloadDoesNotCountAsOptions() {
        List<Object> many = Collections.nCopies(MessageCodec.MAX_DICT_BYTES, 7L);
        Map<String, Object> options = Map.of("list", List.of(1L), "text", "x".repeat(60_000));

        var message = (Message.Publish) decode(16, 7, options, "com.example.thing", many);

        assertThat(message.options().asMap()).isEqualTo(options);
        assertThat(message.payload().args()).isEqualTo(many);
    }

    @Test
    void urisThatComeAgainAreTheSameObject() {
        var first = (Message.Register) decode(64, 1, NONE, "com.example.thing");
        var second = (Message.Register) decode(64, 2, NONE, "com.example.thing");

        assertThat(second.procedure()).isSameAs(first.procedure());
    }

    @Test
    void badUrisAreLeftToOthers() {
        var message = (Message.Register) decode(64, 1, NONE, "not a uri");

        assertThat(message.procedure()).hasToString("not a uri");
    }

    private void assertViolation(List<?> elements, String what) {
        byte[] bytes = bytes(elements);

        assertThatThrownBy(() -> decodeBytes(bytes))
                .as("%s", elements)
                .isInstanceOf(ProtocolViolation.class)
                .hasMessageContaining(what);
    }

    private Message decode(Object... elements) {
        return decodeBytes(bytes(List.of(elements)));
    }

    private Message decodeBytes(byte[] bytes) {
        return codecs.of(format).decode(bytes, 0, bytes.length);
    }

    private byte[] encode(Message message) {
        codecs.of(format).encode(message);
        return codecs.of(format).toBytes();
    }

    private byte[] bytes(Object value) {
        ValueWriter writer = format.newWriter();
        writer.write(value);
        return Arrays.copyOf(writer.buffer(), writer.length());
    }

    private static Map<String, @Nullable Object> singleton(String key, @Nullable Object value) {
        Map<String, @Nullable Object> map = new HashMap<>();
        map.put(key, value);
        return map;
    }
}
