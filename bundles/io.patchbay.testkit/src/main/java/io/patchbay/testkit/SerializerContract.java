package io.patchbay.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.patchbay.api.serializer.Serializer;
import io.patchbay.testkit.WireVectors.Vector;
import io.patchbay.wamp.Message;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.codec.Codecs;
import io.patchbay.wamp.codec.InternTable;
import io.patchbay.wamp.codec.MalformedDocument;
import io.patchbay.wamp.codec.MessageCodec;
import io.patchbay.wamp.codec.ProtocolViolation;
import io.patchbay.wamp.codec.ValueReader;
import io.patchbay.wamp.codec.ValueWriter;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What every {@link Serializer} must do, whatever its format. A test class of a serializer extends
 * this and adds what is special about its format.
 */
@Timeout(120)
public abstract class SerializerContract {
    private static final int RANDOM_VALUES = 300;
    private static final int MUTATIONS = 30_000;

    private final Serializer serializer;

    protected SerializerContract(Serializer serializer) {
        this.serializer = serializer;
    }

    @TestFactory
    Stream<DynamicNode> vectors() {
        return WireVectors.FILES.stream()
                .map(file -> dynamicContainer(file, vectors(file).stream().map(this::test)));
    }

    private List<Vector> vectors(String file) {
        return WireVectors.of(file, serializer.name());
    }

    private DynamicNode test(Vector vector) {
        return dynamicTest(
                vector.name(),
                () -> {
                    if (vector.isRefused()) {
                        refuses(vector);
                    } else {
                        reads(vector);
                    }
                });
    }

    private void refuses(Vector vector) {
        assertThatThrownBy(() -> decode(vector.bytes()))
                .isInstanceOf(ProtocolViolation.class)
                .hasMessageContaining(vector.expected());
    }

    private void reads(Vector vector) {
        Message message = decode(vector.bytes());

        assertThat(WireText.of(message)).isEqualTo(vector.expected());
        if (vector.isWritten()) {
            assertThat(encode(message)).isEqualTo(vector.bytes());
            assertThat(encode(SampleMessages.withValues(message))).isEqualTo(vector.bytes());
        }
    }

    @Test
    void hasVectorsForEveryMessage() {
        assertThat(WireVectors.FILES)
                .allSatisfy(
                        file ->
                                assertThat(vectors(file))
                                        .anyMatch(Vector::isRefused)
                                        .anyMatch(
                                                v -> !v.isRefused() || file.equals("no_message")));
    }

    @Test
    void nameMakesTheSubprotocol() {
        assertThat(serializer.name()).matches("[a-z][a-z0-9_.-]*");
        assertThat(serializer.subprotocol()).isEqualTo("wamp.2." + serializer.name());
        assertThat(serializer.rawSocketId()).isBetween(0, 15);
    }

    @Test
    void valuesSurvive() {
        for (Object value : SampleValues.all(RANDOM_VALUES)) {
            assertThat(WireText.of(read(write(value)))).isEqualTo(WireText.of(value));
        }
    }

    @Test
    void valuesSurviveBeingCopied() {
        for (Object value : SampleValues.all(RANDOM_VALUES)) {
            assertThat(WireText.of(read(copy(write(value))))).isEqualTo(WireText.of(value));
        }
    }

    @Test
    void sizesMayBeUnknownBeforehand() {
        for (Object value : SampleValues.all(RANDOM_VALUES)) {
            assertThat(WireText.of(read(writeWithoutSizes(value)))).isEqualTo(WireText.of(value));
        }
    }

    @Test
    void unknownSizesMayBeLargeAndNested() {
        for (int size : new int[] {15, 16, 23, 24, 255, 256, 65_535, 65_536, 70_000}) {
            Object list = Collections.nCopies(size, 1L);
            Object nested = List.of("before", List.of(list, "between", list), "behind");

            assertThat(read(writeWithoutSizes(nested))).isEqualTo(nested);
        }
    }

    @Test
    void largeStringsAndBinariesSurvive() {
        for (int size : new int[] {255, 256, 65_535, 65_536, 300_000}) {
            List<Object> value =
                    List.of("x".repeat(size), "é".repeat(size / 2), "日".repeat(size / 3));

            assertThat(read(write(value))).isEqualTo(value);
            assertThat(read(write(new byte[size]))).isEqualTo(new byte[size]);
        }
    }

    @Test
    void numbersThatTheFormatLacksBecomeTheNearestThing() {
        assertThat(read(write(SampleValues.HUGE)))
                .isIn(SampleValues.HUGE, SampleValues.HUGE.doubleValue());
        assertThat(read(write(List.of(Double.NaN, 1 / 0.0, -1 / 0.0))))
                .isIn(List.of(Double.NaN, 1 / 0.0, -1 / 0.0), Arrays.asList(null, null, null));
    }

    @Test
    void loneSurrogateBecomesAQuestionMark() {
        assertThat(read(write(List.of("a\ud83d", "\ude00b", "\ud83d\ud83d\ude00"))))
                .isEqualTo(List.of("a?", "?b", "?\ud83d\ude00"));
    }

    @Test
    void keyThatIsGivenTwiceHasItsLastValue() {
        ValueWriter writer = serializer.newWriter();
        writer.beginMap(2);
        writer.writeKey("a");
        writer.writeLong(1);
        writer.writeKey("a");
        writer.writeLong(2);
        writer.endMap();

        assertThat(read(bytes(writer))).isEqualTo(Map.of("a", 2L));
    }

    @Test
    void nestsToTheLimitButNotBeyond() {
        byte[] deepest = write(nested(ValueReader.MAX_DEPTH));

        assertThat(WireText.of(read(deepest)))
                .isEqualTo(WireText.of(nested(ValueReader.MAX_DEPTH)));
        skip(deepest, 0, deepest.length);
        assertThatThrownBy(() -> write(nested(ValueReader.MAX_DEPTH + 1)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void tailNestsAsDeepAsTheMessageAroundItAllows() {
        byte[] bytes = write(List.of(70L, 1L, Map.of(), nested(ValueReader.MAX_DEPTH - 1)));

        Payload payload = ((Message.Carrier) decode(bytes)).payload();

        assertThat(WireText.of(payload.args()))
                .isEqualTo(WireText.of(nested(ValueReader.MAX_DEPTH - 1)));
        assertThat(transcoded(payload)).isEqualTo(WireText.of(payload.args()));
    }

    @Test
    void documentMayStandAnywhereInAnArray() {
        for (byte[] bytes : documents()) {
            byte[] larger = new byte[bytes.length + 40];
            new Random(1).nextBytes(larger);
            System.arraycopy(bytes, 0, larger, 20, bytes.length);
            ValueReader reader = serializer.newReader();

            reader.reset(larger, 20, bytes.length);
            assertThat(WireText.of(reader.read())).isEqualTo(WireText.of(read(bytes)));
            reader.end();
            skip(larger, 20, bytes.length);
        }
    }

    /** Whether the bytes that are missing are there behind the end, or are not. */
    @Test
    void documentThatEndsEarlyIsMalformed() {
        for (byte[] bytes : documents()) {
            for (int length = 0; length < endOfValue(bytes); length += 1 + length / 500) {
                byte[] prefix = Arrays.copyOf(bytes, length);

                assertMalformed(prefix, prefix.length);
                assertMalformed(bytes, length);
            }
        }
    }

    /** Text may have white space at its end, which can go without harm. */
    private int endOfValue(byte[] bytes) {
        return serializer.isText()
                ? new String(bytes, StandardCharsets.ISO_8859_1).stripTrailing().length()
                : bytes.length;
    }

    @Test
    void documentWithSomethingBehindIsMalformed() {
        for (byte[] bytes : documents()) {
            assertMalformed(Arrays.copyOf(bytes, bytes.length + 1), bytes.length + 1);
        }
    }

    @Test
    void mutatedMessagesAreMessagesOrViolations() {
        List<byte[]> messages = messages();
        var mutator = new Mutator(new Random(2), messages);
        int read = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] bytes = mutator.mutate(messages.get(i % messages.size()));
            read += isMessage(bytes) ? 1 : 0;
        }

        assertThat(read).isBetween(MUTATIONS / 100, MUTATIONS);
    }

    @Test
    void noiseIsMalformedOrNot() {
        var random = new Random(3);
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            isMessage(bytes);
            assertSkippedAsRead(bytes);
        }
    }

    @Test
    void skippingAndReadingAgree() {
        List<byte[]> documents = documents();
        var mutator = new Mutator(new Random(4), documents);
        for (int i = 0; i < MUTATIONS; i++) {
            assertSkippedAsRead(mutator.mutate(documents.get(i % documents.size())));
        }
    }

    private void assertSkippedAsRead(byte[] bytes) {
        boolean isSkipped = passes(bytes, ValueReader::skip);
        boolean isRead = passes(bytes, ValueReader::read);
        boolean isCopied = passes(bytes, reader -> reader.copyTo(serializer.newWriter()));

        assertThat(isRead).as(() -> "read " + Arrays.toString(bytes)).isEqualTo(isSkipped);
        assertThat(isCopied).as(() -> "copied " + Arrays.toString(bytes)).isEqualTo(isSkipped);
    }

    /** Checks besides that whatever comes through can be decoded, transcoded and passed on. */
    private boolean isMessage(byte[] bytes) {
        Message message;
        try {
            message = decode(bytes);
        } catch (ProtocolViolation e) {
            return false;
        }
        byte[] encoded = encode(message);
        assertThat(WireText.of(decode(encoded))).isEqualTo(WireText.of(message));
        if (message instanceof Message.Carrier carrier) {
            String args = WireText.of(carrier.payload().args());
            assertThat(transcoded(carrier.payload())).isEqualTo(args);
        }
        return true;
    }

    @Test
    void payloadPassesThroughUnchanged() {
        for (byte[] bytes : messages()) {
            if (decode(bytes) instanceof Message.Carrier carrier) {
                Payload payload = carrier.payload();
                byte[] encoded = encode(SampleMessages.event(payload));
                var received = (Message.Event) decode(encoded);

                assertThat(received.payload().kept().bytes()).isEqualTo(payload.kept().bytes());
                assertThat(received.payload().count()).isEqualTo(payload.count());
                assertThat(received.payload()).hasToString(payload.toString());
            }
        }
    }

    @Test
    void tailIsReadLikeAnOpenList() {
        byte[] bytes = write(List.of(70L, 1L, Map.of(), List.of("a", 1L), Map.of("k", List.of())));
        Payload payload = ((Message.Yield) decode(bytes)).payload();
        ValueReader reader = serializer.newReader();

        reader.resetToTail(payload.bytes(), payload.offset(), payload.length(), payload.count());

        assertThat(reader.hasNext()).isTrue();
        reader.skip();
        assertThat(reader.hasNext()).isTrue();
        assertThat(reader.readMap()).isEqualTo(Map.of("k", List.of()));
        assertThat(reader.hasNext()).isFalse();
        reader.end();
    }

    @Test
    void valueOfAnotherKindThanAskedForIsMalformed() {
        List<Object> values =
                Arrays.asList(null, true, 1L, 1.5, "text", new byte[2], List.of(), Map.of());
        List<Consumer<ValueReader>> readings = readings();
        for (int i = 0; i < values.size(); i++) {
            for (int k = 0; k < readings.size(); k++) {
                ValueReader reader = reader(write(Collections.singletonList(values.get(i))));
                Consumer<ValueReader> reading = readings.get(k);
                reader.beginList();
                reader.hasNext();
                boolean isText = values.get(i) instanceof byte[] && serializer.isText() && k == 4;
                if (i == k || isText) {
                    reading.accept(reader);
                } else {
                    assertThatThrownBy(() -> reading.accept(reader))
                            .as("%s by reading %s", values.get(i), k)
                            .isInstanceOf(MalformedDocument.class);
                }
            }
        }
    }

    private static List<Consumer<ValueReader>> readings() {
        return List.of(
                ValueReader::readNull,
                ValueReader::readBoolean,
                ValueReader::readLong,
                ValueReader::readDouble,
                ValueReader::readString,
                ValueReader::readBinary,
                ValueReader::readList,
                ValueReader::readMap);
    }

    @Test
    void integersAreBigIntegersToo() {
        assertThat(reader(write(42L)).readBigInteger()).isEqualTo(42);
    }

    @Test
    void stringsComeFromATable() {
        var table = new InternTable<>(16, Function.identity());
        for (String text : List.of("com.example", "", "\"\\\n\u0001", "é日\ud83d\ude00")) {
            byte[] bytes = write(text);
            String first = reader(bytes).readString(table);

            assertThat(first).isEqualTo(text);
            assertThat(reader(bytes).readString(table)).isSameAs(first);
        }
    }

    @Test
    void largeBufferIsGivenBack() {
        ValueWriter writer = serializer.newWriter();
        writer.writeString("x".repeat(5_000_000));
        writer.reset();

        assertThat(writer.buffer()).hasSizeLessThan(2_000_000);
        assertThat(writer.length()).isZero();
    }

    @Test
    void readersAreIndependent() {
        ValueReader one = reader(write(List.of("a", "b\n")));
        ValueReader other = reader(write(List.of("c\n", "d")));

        one.beginList();
        other.beginList();
        assertThat(one.hasNext() && other.hasNext()).isTrue();
        assertThat(one.readString()).isEqualTo("a");
        assertThat(other.readString()).isEqualTo("c\n");
        assertThat(one.hasNext() && other.hasNext()).isTrue();
        assertThat(one.readString()).isEqualTo("b\n");
        assertThat(other.readString()).isEqualTo("d");
    }

    private void assertMalformed(byte[] bytes, int length) {
        assertThatThrownBy(() -> skip(bytes, 0, length)).isInstanceOf(MalformedDocument.class);
        assertThatThrownBy(() -> readAll(bytes, length)).isInstanceOf(MalformedDocument.class);
    }

    /** Lists, so that no part of one is one. */
    private List<byte[]> documents() {
        List<byte[]> documents = new ArrayList<>(messages());
        for (Object value : SampleValues.all(40)) {
            documents.add(write(Collections.singletonList(value)));
        }
        return documents;
    }

    private List<byte[]> messages() {
        return WireVectors.FILES.stream()
                .flatMap(file -> vectors(file).stream())
                .filter(vector -> !vector.isRefused())
                .map(Vector::bytes)
                .toList();
    }

    private static Object nested(int depth) {
        Object value = List.of();
        for (int i = 1; i < depth; i++) {
            value = i % 2 == 0 || i == depth - 1 ? List.of(value) : Map.of("k", value);
        }
        return value;
    }

    private boolean passes(byte[] bytes, Consumer<ValueReader> way) {
        ValueReader reader = reader(bytes);
        try {
            way.accept(reader);
            reader.end();
            return true;
        } catch (MalformedDocument e) {
            return false;
        }
    }

    private void skip(byte[] bytes, int offset, int length) {
        ValueReader reader = serializer.newReader();
        reader.reset(bytes, offset, length);
        reader.skip();
        reader.end();
    }

    private @Nullable Object readAll(byte[] bytes, int length) {
        ValueReader reader = serializer.newReader();
        reader.reset(bytes, 0, length);
        Object value = reader.read();
        reader.end();
        return value;
    }

    /** The value that is the whole document. */
    protected final @Nullable Object read(byte[] bytes) {
        return readAll(bytes, bytes.length);
    }

    /** A reader at the start of a document. */
    protected final ValueReader reader(byte[] bytes) {
        ValueReader reader = serializer.newReader();
        reader.reset(bytes, 0, bytes.length);
        return reader;
    }

    /** The document that is this value. */
    protected final byte[] write(@Nullable Object value) {
        ValueWriter writer = serializer.newWriter();
        writer.reset();
        writer.write(value);
        return bytes(writer);
    }

    /** The same, by a writer that is not told how many elements lists and maps have. */
    protected final byte[] writeWithoutSizes(@Nullable Object value) {
        ValueWriter writer = serializer.newWriter();
        writer.reset();
        writeWithoutSizes(writer, value);
        return bytes(writer);
    }

    private static void writeWithoutSizes(ValueWriter writer, @Nullable Object value) {
        switch (value) {
            case List<?> list -> {
                writer.beginList(-1);
                list.forEach(item -> writeWithoutSizes(writer, item));
                writer.endList();
            }
            case Map<?, ?> map -> {
                writer.beginMap(-1);
                map.forEach(
                        (key, item) -> {
                            writer.writeKey((String) key);
                            writeWithoutSizes(writer, item);
                        });
                writer.endMap();
            }
            case null, default -> writer.write(value);
        }
    }

    private byte[] copy(byte[] bytes) {
        ValueWriter writer = serializer.newWriter();
        writer.reset();
        reader(bytes).copyTo(writer);
        return bytes(writer);
    }

    /** The args of a payload, after a copy value by value. */
    private String transcoded(Payload payload) {
        ValueWriter writer = serializer.newWriter();
        writer.reset();
        writer.beginList(payload.count());
        payload.writeTo(writer, serializer.newReader());
        writer.endList();
        var list = (List<?>) read(bytes(writer));
        return WireText.of(list == null || list.isEmpty() ? List.of() : list.getFirst());
    }

    private static byte[] bytes(ValueWriter writer) {
        return Arrays.copyOf(writer.buffer(), writer.length());
    }

    /** The message that is the whole document. */
    protected final Message decode(byte[] bytes) {
        return new Codecs().of(serializer).decode(bytes, 0, bytes.length);
    }

    /** The bytes of a message. */
    protected final byte[] encode(Message message) {
        MessageCodec codec = new Codecs().of(serializer);
        codec.encode(message);
        return codec.toBytes();
    }
}
