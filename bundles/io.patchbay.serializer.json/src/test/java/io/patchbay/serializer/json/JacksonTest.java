package io.patchbay.serializer.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.patchbay.testkit.SampleValues;
import io.patchbay.testkit.WireText;
import io.patchbay.wamp.codec.MalformedDocument;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What we write others read, and the other way round. */
class JacksonTest {
    private final ObjectMapper jackson =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    @Property
    void readsWhatWeWrite(@ForAll long seed) throws IOException {
        Object value = SampleValues.random(seed);

        Object read = jackson.readValue(written(value), Object.class);

        assertThat(WireText.of(read)).isEqualTo(WireText.of(asJson(value)));
    }

    @Property
    void writesWhatWeRead(@ForAll long seed) throws IOException {
        Object value = SampleValues.random(seed);

        Object read = read(jackson.writeValueAsBytes(asJson(value)));

        assertThat(WireText.of(read)).isEqualTo(WireText.of(value));
    }

    @Property
    void acceptsWhatWeAccept(@ForAll("nearlyJson") String document) {
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);

        assertThat(accepted(() -> read(bytes)))
                .isEqualTo(accepted(() -> jackson.readValue(document, Object.class)));
    }

    /** Documents made of the pieces of JSON. */
    @Provide
    Arbitrary<String> nearlyJson() {
        Arbitrary<String> pieces =
                Arbitraries.of(
                        "[",
                        "]",
                        "{",
                        "}",
                        ",",
                        ":",
                        "1",
                        "-",
                        "0",
                        ".5",
                        "e3",
                        "E-",
                        "+",
                        "\"",
                        "\\",
                        "\\u00",
                        "41",
                        "\"a\"",
                        "\"a\":",
                        "null",
                        "true",
                        "[]",
                        "{}",
                        "[1]",
                        "[\"a\",1]",
                        "{\"a\":1}",
                        "{\"b\":[]}",
                        " ",
                        "\n",
                        "\t",
                        "\0",
                        "é");
        return pieces.list().ofMinSize(1).ofMaxSize(6).map(list -> String.join("", list));
    }

    private interface Reading {
        @Nullable Object read() throws IOException;
    }

    private static boolean accepted(Reading reading) {
        try {
            reading.read();
            return true;
        } catch (IOException | MalformedDocument e) {
            return false;
        }
    }

    /** The value with its binaries as strings. */
    private static @Nullable Object asJson(@Nullable Object value) {
        return switch (value) {
            case byte[] bytes -> "\0" + Base64.getEncoder().encodeToString(bytes);
            case List<?> list -> list.stream().map(JacksonTest::asJson).toList();
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> result = new LinkedHashMap<>();
                map.forEach((key, item) -> result.put((String) key, asJson(item)));
                yield result;
            }
            case null, default -> value;
        };
    }

    private static byte[] written(@Nullable Object value) {
        var writer = new JsonWriter();
        writer.write(value);
        return Arrays.copyOf(writer.buffer(), writer.length());
    }

    private static @Nullable Object read(byte[] bytes) {
        var reader = new JsonReader();
        reader.reset(bytes, 0, bytes.length);
        Object value = reader.read();
        reader.end();
        return value;
    }
}
