package io.patchbay.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;

class JsonTest {
    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        var document = new LinkedHashMap<String, Object>();
        document.put("z", List.of(1, -2L, 0.5, "ü\"\n", true, List.of()));
        document.put("a", null);
        document.put("big", new BigInteger("9".repeat(30)));

        Object read = Json.read(Json.write(document));

        assertThat(text(Json.write(read))).isEqualTo(text(Json.write(document)));
        assertThat(text(Json.write(document)))
                .isEqualTo(
                        "{\"z\":[1,-2,0.5,\"ü\\\"\\n\",true,[]],\"a\":null,\"big\":"
                                + "9".repeat(30)
                                + "}");
    }

    @Test
    void theSameContentsHaveTheSameCanonicalForm() {
        var inner = new LinkedHashMap<String, Object>();
        inner.put("b", 2);
        inner.put("a", Arrays.asList(1, null));

        assertThat(text(Json.canonical(List.of(inner)))).isEqualTo("[{\"a\":[1,null],\"b\":2}]");
    }

    @Test
    void binaryIsWrittenAsWampDoesIt() {
        assertThat(text(Json.write(new byte[] {1, 2}))).isEqualTo("\"\\u0000AQI=\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|the document is empty",
                "[] []|nothing may follow the document",
                "{'a': 1, 'a': 2}|Duplicate field 'a'",
                "[1, 2|line 1, column 6",
                "nonsense|line 1, column"
            })
    void whatIsNoJsonIsToldWithItsPlace(String json, String told) {
        byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> Json.read(bytes))
                .isInstanceOf(InvalidJson.class)
                .hasMessageContaining("expected JSON")
                .hasMessageContaining(told);
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
