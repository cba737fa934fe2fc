package io.patchbay.serializer.json;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

class JsonWriterTest {
    private final JsonWriter writer = new JsonWriter();

    @Test
    void hasNoWhiteSpace() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("a", List.of());
        map.put("b", Map.of());

        assertThat(written(Arrays.asList(1L, null, true, false, "x", map, List.of(List.of(2L)))))
                .isEqualTo("[1,null,true,false,\"x\",{\"a\":[],\"b\":{}},[[2]]]");
    }

    @Test
    void escapesOnlyWhatMustBe() {
        String text = "\"\\/\b\f\n\r\t\0\u0001\u001f\u007fé\u2028日\ud83d\ude00";
        String escaped =
                "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u0001\\u001f\u007fé\u2028日\ud83d\ude00\"";

        assertThat(written(text)).isEqualTo(escaped);
        assertThat(written(Map.of(text, 1L))).isEqualTo("{" + escaped + ":1}");
    }

    @Property
    void escapesAtEveryPlace(@ForAll String text) {
        String expected = text.replaceAll("[^ -~]", "x");

        assertThat(written(expected))
                .isEqualTo('"' + expected.replace("\\", "\\\\").replace("\"", "\\\"") + '"');
    }

    @Property
    void integersAreTheirDigits(@ForAll long value) {
        assertThat(written(value)).isEqualTo(Long.toString(value));
    }

    @Test
    void integersOfEveryLengthAreTheirDigits() {
        for (long power = 1; power > 0 && power <= Long.MAX_VALUE / 10; power *= 10) {
            for (long value : new long[] {power - 1, power, power + 1, -power, power * 9 + 9}) {
                assertThat(written(value)).isEqualTo(Long.toString(value));
            }
        }
        assertThat(written(Long.MIN_VALUE)).isEqualTo("-9223372036854775808");
        assertThat(written(BigInteger.TEN.pow(30))).isEqualTo("1" + "0".repeat(30));
    }

    @Property
    void decimalsAreReadAsTheyWere(@ForAll double value) {
        assertThat(Double.parseDouble(written(value))).isEqualTo(value);
    }

    @Test
    void numbersThatJsonLacksAreNull() {
        assertThat(written(List.of(Double.NaN, 1 / 0.0, -1 / 0.0))).isEqualTo("[null,null,null]");
    }

    @Test
    void binariesAreBase64BehindAZero() {
        assertThat(written(new byte[] {0, 15, -2})).isEqualTo("\"\\u0000AA/+\"");
        assertThat(written(List.of(new byte[1], new byte[0])))
                .isEqualTo("[\"\\u0000AA==\",\"\\u0000\"]");
    }

    @Test
    void tailFollowsAComma() {
        writer.beginList(3);
        writer.writeLong(1);
        writer.endWithTail(2);
        assertThat(written()).isEqualTo("[1,");

        writer.reset();
        writer.beginList(1);
        writer.writeLong(1);
        writer.endWithTail(0);
        assertThat(written()).isEqualTo("[1]");
    }

    private String written(@Nullable Object value) {
        writer.reset();
        writer.write(value);
        return written();
    }

    private String written() {
        return new String(writer.buffer(), 0, writer.length(), StandardCharsets.UTF_8);
    }
}
