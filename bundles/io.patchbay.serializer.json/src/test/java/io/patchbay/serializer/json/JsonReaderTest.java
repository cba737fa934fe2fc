package io.patchbay.serializer.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.testkit.WireText;
import io.patchbay.wamp.codec.Kind;
import io.patchbay.wamp.codec.MalformedDocument;
import io.patchbay.wamp.codec.ValueReader;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

class JsonReaderTest {
    private final JsonReader reader = new JsonReader();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[",
                "]",
                "{",
                "}",
                "[,]",
                "[1,]",
                "[,1]",
                "[1,,2]",
                "[1 2]",
                "[1;2]",
                "[1}",
                "{]",
                "{,}",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{\"a\" 1}",
                "{\"a\",1}",
                "{a:1}",
                "{'a':1}",
                "{1:1}",
                "{null:1}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":1,,\"b\":2}",
                "{\"a\"::1}",
                "{:1}",
                "[:]",
                "1 2",
                "[1]]",
                "[1][",
                "{}{}",
                "\"a\"b",
                "nul",
                "nulll",
                "tru",
                "truE",
                "True",
                "fals",
                "falsee",
                "NaN",
                "Infinity",
                "-Infinity",
                "undefined",
                "/**/1",
                "1//",
                "#",
                "\u00a01",
                "\u000b1",
                "\f1",
                "\ufeff1"
            })
    void isRefused(String document) {
        assertRefused(document);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01", "-01", "00", "-", "+1", "--1", "-a", ".5", "-.5", "1.", "1.e1", "1.a", "1e",
                "1e+", "1e-", "1ee1", "1e1.5", "1e+-1", "0x10", "1_000", "1a", "1,", "0.1.2", "1-1",
                "１"
            })
    void isNoNumber(String document) {
        assertRefused(document);
        assertRefused("[" + document + "]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"",
                "\"a",
                "\"\\",
                "\"\\\"",
                "\"\\a\"",
                "\"\\'\"",
                "\"\\0\"",
                "\"\\x41\"",
                "\"\\U0041\"",
                "\"\\u\"",
                "\"\\u004\"",
                "\"\\u004",
                "\"\\u00g1\"",
                "\"\\u+041\"",
                "\"\\u 041\"",
                "\"\\u００41\"",
                "\"\t\"",
                "\"\n\"",
                "\"\0\"",
                "\"\u001f\"",
                "'a'",
                "a"
            })
    void isNoString(String document) {
        assertRefused(document);
        assertRefused("\"12345678" + document.substring(1));
        assertRefused("{" + document + ":1}");
    }

    @Test
    void invalidUtf8IsNoString() {
        byte[] document = "[\"0123456789abcde?0123456789abcde\"]".getBytes(StandardCharsets.UTF_8);
        document[17] = (byte) 0xff;

        assertThatThrownBy(() -> skip(document))
                .isInstanceOf(MalformedDocument.class)
                .hasMessage("invalid UTF-8 at byte 17");
        assertThatThrownBy(() -> read(document)).isInstanceOf(MalformedDocument.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\b", "\"", "\u001f", "\0"})
    void specialCharacterIsFoundAtEveryPlaceInAString(String special) {
        for (int before = 0; before < 40; before++) {
            String plain = "~".repeat(before);

            assertRefused("[\"" + plain + special + "}\"");
            assertThat(read("\"" + plain + "\\\\é !\"")).isEqualTo(plain + "\\é !");
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "null | null",
                "true | true",
                " [ ] | []",
                "[[],{}] | [[], {}]",
                "{\"a\":{\"a\":[1]},\"b\":\"\"} | {\"a\": {\"a\": [1]}, \"b\": \"\"}",
                "{\"a\":1,\"a\":2} | {\"a\": 2}",
                "{\"\":0} | {\"\": 0}",
                "\"\\\"\\\\\\/\" | \"\\\"\\\\/\"",
                "\"\\b\\f\\n\\r\\t\" | \"\\u0008\\u000c\\u000a\\u000d\\u0009\"",
                "\"\\u00e9\\u65E5\\u002e\" | \"é日.\"",
                "\"\\ud83d\\uDE00\" | \"\\ud83d\\ude00\"",
            })
    void isRead(String document, String expected) {
        assertThat(WireText.of(read(document))).isEqualTo(expected);
        skip(document.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud83d", "\\ude00", "\\ud83d\\u0041", "\\ude00\\ud83d", "\\ud83dA"})
    void escapedSurrogateWithoutItsPartnerIsReplaced(String escapes) {
        String text = (String) read("\"" + escapes + "\"");

        assertThat(text).startsWith("\ufffd").doesNotContain("\ud83d", "\ude00");
        skip(("[\"" + escapes + "\"]").getBytes(StandardCharsets.UTF_8));
    }

    @Nested
    class ANumber {
        @ParameterizedTest
        @CsvSource({
            "0, INTEGER",
            "-0, INTEGER",
            "9007199254740993, INTEGER",
            "999999999999999999, INTEGER",
            "1000000000000000000, INTEGER",
            "9223372036854775807, INTEGER",
            "9223372036854775808, BIG_INTEGER",
            "9999999999999999999, BIG_INTEGER",
            "-9223372036854775808, INTEGER",
            "-9223372036854775809, BIG_INTEGER",
            "-9999999999999999999, BIG_INTEGER",
            "10000000000000000000, BIG_INTEGER",
            "18446744073709551615, BIG_INTEGER",
            "18446744073709551617, BIG_INTEGER",
            "184467440737095516160000000001, BIG_INTEGER"
        })
        void withoutFractionIsAnInteger(String document, Kind kind) {
            reset(document);

            assertThat(reader.peek()).isEqualTo(kind);
            assertThat(reader.readBigInteger()).isEqualTo(new BigInteger(document));
            if (kind == Kind.INTEGER) {
                reset(document);
                assertThat(reader.readLong()).isEqualTo(Long.parseLong(document));
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "1.0",
                    "-0.0",
                    "1e3",
                    "1E3",
                    "1e+3",
                    "1e-3",
                    "0e0",
                    "0.1",
                    "-1.5e-300",
                    "1e309",
                    "1e-400",
                    "123456789012345678901234567890.5",
                    "4.9e-324"
                })
        void withFractionOrExponentIsADecimal(String document) {
            reset(document);

            assertThat(reader.peek()).isEqualTo(Kind.DECIMAL);
            assertThat(reader.readDouble()).isEqualTo(Double.parseDouble(document));
        }

        @Test
        void ofAThousandDigitsIsAnInteger() {
            String digits = "9".repeat(JsonReader.LONGEST_INTEGER);

            assertThat(read(digits)).isEqualTo(new BigInteger(digits));
        }

        @Test
        void ofMoreDigitsIsADecimal() {
            String digits = "9".repeat(JsonReader.LONGEST_INTEGER + 1);

            assertThat(read(digits)).isEqualTo(Double.POSITIVE_INFINITY);
            assertThat(read("-" + digits)).isEqualTo(Double.NEGATIVE_INFINITY);
        }

        @Test
        void isOnlyWhatItIs() {
            reset("[1.5,1]");
            reader.beginList();
            reader.hasNext();

            assertThatThrownBy(reader::readLong).isInstanceOf(MalformedDocument.class);
            assertThat(reader.readDouble()).isEqualTo(1.5);
            reader.hasNext();
            assertThatThrownBy(reader::readDouble).isInstanceOf(MalformedDocument.class);
            assertThat(reader.readLong()).isEqualTo(1);
        }
    }

    @Nested
    class ABinary {
        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '`',
                value = {
                    "\"\\u0000\", h''",
                    "\"\\u0000AA==\", h'00'",
                    "\"\\u0000AAA=\", h'0000'",
                    "\"\\u0000AAAA\", h'000000'",
                    "\"\\u0000EOP/kFMHXFJvX8BtT+N82w==\", h'10e3ff9053075c526f5fc06d4fe37cdb'",
                    "\"\\u0000\\u0041A\\/\\u002b\", h'000ffe'",
                    "\"\\u0000AA\", h'00'",
                    "\"\\u0000AAA\", h'0000'",
                })
        void isAZeroCharacterAndBase64(String document, String expected) {
            reset(document);

            assertThat(reader.peek()).isEqualTo(Kind.BINARY);
            assertThat(WireText.of(reader.readBinary())).isEqualTo(expected);
            reader.end();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "A", "A===", "AA=", "AAA==", "AAAA=", "=", "A=A=", "AA A", "AA-_", "é", "\\n"
                })
        void thatIsNoBase64IsAString(String content) {
            reset("\"\\u0000" + content + "\"");

            assertThat(reader.peek()).isEqualTo(Kind.STRING);
            assertThat(reader.readString()).startsWith("\0");
            reader.end();
        }

        @Test
        void isNoKey() {
            assertThat(WireText.of(read("{\"\\u0000AA==\":1}"))).isEqualTo("{\"\\u0000AA==\": 1}");
        }

        @Test
        void canBeReadAsTheStringItIsWrittenAs() {
            reset("[\"\\u0000AA==\",\"\\u0000AA==\"]");
            reader.beginList();
            reader.hasNext();

            assertThat(reader.readString()).isEqualTo("\0AA==");
            reader.hasNext();
            reader.peek();
            assertThat(reader.readString()).isEqualTo("\0AA==");
            assertThat(reader.hasNext()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"[, 1, ]", "'{\"k\":', 1, }"})
    void nestsAsDeepAsAllowed(String open, String inner, String close) {
        int limit = ValueReader.MAX_DEPTH;
        byte[] deepest =
                (open.repeat(limit) + inner + close.repeat(limit)).getBytes(StandardCharsets.UTF_8);
        byte[] tooDeep = open.repeat(200_000).getBytes(StandardCharsets.UTF_8);

        skip(deepest);
        read(deepest);
        assertThatThrownBy(() -> skip(tooDeep)).hasMessageStartingWith("nested too deeply");
        assertThatThrownBy(() -> read(tooDeep)).hasMessageStartingWith("nested too deeply");
        assertThatThrownBy(
                        () ->
                                skip(
                                        (open + new String(deepest, StandardCharsets.UTF_8) + close)
                                                .getBytes(StandardCharsets.UTF_8)))
                .hasMessageStartingWith("nested too deeply");
    }

    @Test
    void tailEndsBehindItsBracket() {
        String document = " [ 1 , [ ] , { } ] \n";
        reset(document);
        reader.beginList();
        reader.hasNext();
        reader.skip();
        reader.hasNext();
        assertThat(reader.position()).isEqualTo(document.indexOf("[ ]"));
        reader.skip();
        reader.hasNext();
        reader.skipDict();
        assertThat(reader.hasNext()).isFalse();

        assertThat(reader.tailEnd()).isEqualTo(document.lastIndexOf(']') + 1);
        reader.end();
    }

    private void assertRefused(String document) {
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> skip(bytes)).isInstanceOf(MalformedDocument.class);
        assertThatThrownBy(() -> read(bytes)).isInstanceOf(MalformedDocument.class);
    }

    private void reset(String document) {
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        reader.reset(bytes, 0, bytes.length);
    }

    private void skip(byte[] bytes) {
        reader.reset(bytes, 0, bytes.length);
        reader.skip();
        reader.end();
    }

    private @Nullable Object read(String document) {
        return read(document.getBytes(StandardCharsets.UTF_8));
    }

    private @Nullable Object read(byte[] bytes) {
        reader.reset(bytes, 0, bytes.length);
        Object value = reader.read();
        reader.end();
        return value;
    }
}
