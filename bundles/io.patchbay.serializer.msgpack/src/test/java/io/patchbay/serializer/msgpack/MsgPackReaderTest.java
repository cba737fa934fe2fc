package io.patchbay.serializer.msgpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.testkit.WireText;
import io.patchbay.wamp.codec.Kind;
import io.patchbay.wamp.codec.MalformedDocument;
import io.patchbay.wamp.codec.ValueReader;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.function.Consumer;

class MsgPackReaderTest {
    private final MsgPackReader reader = new MsgPackReader();

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "c0 | null",
                "c2 | false",
                "c3 | true",
                "00 | 0",
                "7f | 127",
                "e0 | -32",
                "ff | -1",
                "cc80 | 128",
                "ccff | 255",
                "cdffff | 65535",
                "ceffffffff | 4294967295",
                "cf7fffffffffffffff | 9223372036854775807",
                "cf8000000000000000 | 9223372036854775808",
                "cfffffffffffffffff | 18446744073709551615",
                "d080 | -128",
                "d18000 | -32768",
                "d280000000 | -2147483648",
                "d38000000000000000 | -9223372036854775808",
                "d001 | 1",
                "cf0000000000000001 | 1",
                "ca3fc00000 | 1.5",
                "ca7f800000 | Infinity",
                "ca7fc00000 | NaN",
                "cb3ff8000000000000 | 1.5",
                "cb8000000000000000 | -0.0",
                "a0 | \"\"",
                "a161 | \"a\"",
                "d90161 | \"a\"",
                "da000161 | \"a\"",
                "db0000000161 | \"a\"",
                "c400 | h''",
                "c40261ff | h'61ff'",
                "c50001ff | h'ff'",
                "c600000001ff | h'ff'",
                "90 | []",
                "9201c0 | [1, null]",
                "dc0000 | []",
                "dc000101 | [1]",
                "dd0000000101 | [1]",
                "80 | {}",
                "81a16101 | {\"a\": 1}",
                "82a16101a16102 | {\"a\": 2}",
                "de0001a16101 | {\"a\": 1}",
                "df00000001a16101 | {\"a\": 1}",
            })
    void isRead(String hex, String expected) {
        assertThat(WireText.of(read(hex))).isEqualTo(expected);
        skip(hex);
    }

    @Test
    void undefinedOfJavaScriptIsNull() {
        assertThat(WireText.of(read("d40000"))).isEqualTo("null");
        assertThat(WireText.of(read("81a56d61746368d40000"))).isEqualTo("{\"match\": null}");
        skip("d40000");
    }

    @ParameterizedTest
    @CsvSource({
        "d401ff, ff",
        "d40001, 01",
        "d40100, 00",
        "d501ffff, ffff",
        "d6ff5a4af6a5, 5a4af6a5",
        "d7ff5a4af6a55a4af6a5, 5a4af6a55a4af6a5",
        "d8010102030405060708090a0b0c0d0e0f10, 0102030405060708090a0b0c0d0e0f10",
        "c70001, ''",
        "c702010203, 0203",
        "c80002010203, 0203",
        "c900000002010203, 0203"
    })
    void extensionIsABinaryWithoutItsType(String hex, String content) {
        assertThat(WireText.of(read(hex))).isEqualTo("h'" + content + "'");
        skip(hex);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "8101c0 | 1",
                "81ffc0 | -1",
                "81cfffffffffffffffffc0 | 18446744073709551615",
                "81c0c0 | null",
                "81c3c0 | true",
                "81cb3ff8000000000000c0 | 1.5",
                "81c40200ffc0 | AP8=",
                "81d40100c0 | AA==",
            })
    void keyThatIsNoStringIsReadAsText(String hex, String key) {
        assertThat(WireText.of(read(hex))).isEqualTo("{\"" + key + "\": null}");
        skip(hex);
        assertThatThrownBy(
                        () -> {
                            reset(hex);
                            reader.skipDict();
                        })
                .isInstanceOf(MalformedDocument.class)
                .hasMessage("expected a string as key at byte 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "c1",
                "91c1",
                "81a161c1",
                "81c1c0",
                "8190c0",
                "8180c0",
                "81dc0000c0",
                "81de0000c0",
                "a1ff",
                "a2c080",
                "a3eda080",
                "81a1ff01",
                "cc",
                "cd00",
                "ce000000",
                "cf00000000000000",
                "d0",
                "d100",
                "d2000000",
                "d300000000000000",
                "ca000000",
                "cb00000000000000",
                "d9",
                "da",
                "da00",
                "db",
                "db000000",
                "c4",
                "c500",
                "c6000000",
                "d4",
                "d401",
                "d50100",
                "d8",
                "d801",
                "c7",
                "c700",
                "c70101",
                "c80000",
                "c900000000",
                "91",
                "9201",
                "81",
                "81a161",
                "dc00",
                "dd0000",
                "de00",
                "df000000",
                "c000"
            })
    void isRefused(String hex) {
        assertThatThrownBy(() -> read(hex)).isInstanceOf(MalformedDocument.class);
        assertThatThrownBy(() -> skip(hex)).isInstanceOf(MalformedDocument.class);
    }

    /** Nothing is allocated for them, or this would not come to an end. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "c6ffffffff",
                "c67fffffff",
                "c9ffffffff01",
                "c97fffffff01",
                "dbffffffff",
                "db7fffffff",
                "ddffffffff",
                "dd7fffffff",
                "dd00ffffff01",
                "dfffffffff",
                "df7fffffff",
                "df00000002a16101a1",
                "c5ffff",
                "daffff",
                "dcffff",
                "deffff"
            })
    void sizeBeyondTheEndIsRefused(String hex) {
        for (String document : new String[] {hex, hex + "c0", "91" + hex, "81a161" + hex}) {
            for (int i = 0; i < 1000; i++) {
                assertThatThrownBy(() -> read(document)).isInstanceOf(MalformedDocument.class);
            }
            assertThatThrownBy(() -> skip(document)).isInstanceOf(MalformedDocument.class);
        }
    }

    @Test
    void everyFirstByteIsSkippedAsItIsRead() {
        for (int first = 0; first < 256; first++) {
            String hex = HexFormat.of().toHexDigits((byte) first) + "00".repeat(200);
            reset(hex);
            int read = positionBehind(ValueReader::read);
            reset(hex);
            int skipped = positionBehind(ValueReader::skip);

            assertThat(skipped).as("first byte %s", first).isEqualTo(read);
            assertThat(read < 0).isEqualTo(first == 0xc1);
        }
    }

    private int positionBehind(Consumer<ValueReader> way) {
        try {
            way.accept(reader);
            return reader.position();
        } catch (MalformedDocument e) {
            return -1;
        }
    }

    @Test
    void integerBeyondLongIsABigInteger() {
        reset("cf8000000000000000");

        assertThat(reader.peek()).isEqualTo(Kind.BIG_INTEGER);
        assertThatThrownBy(reader::readLong).isInstanceOf(MalformedDocument.class);
        assertThat(reader.readBigInteger()).isEqualTo(BigInteger.ONE.shiftLeft(63));
    }

    @ParameterizedTest
    @ValueSource(strings = {"91", "81a16b", "dc0001", "de0001a16b"})
    void nestsAsDeepAsAllowed(String open) {
        int limit = ValueReader.MAX_DEPTH;

        skip(open.repeat(limit) + "01");
        read(open.repeat(limit) + "01");
        for (int depth : new int[] {limit + 1, 100_000}) {
            String tooDeep = open.repeat(depth) + "01";
            assertThatThrownBy(() -> skip(tooDeep)).hasMessageStartingWith("nested too deeply");
            assertThatThrownBy(() -> read(tooDeep)).hasMessageStartingWith("nested too deeply");
        }
    }

    @Test
    void dictMustBeAMap() {
        reset("90");

        assertThatThrownBy(reader::skipDict).isInstanceOf(MalformedDocument.class);
    }

    private void reset(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        reader.reset(bytes, 0, bytes.length);
    }

    private void skip(String hex) {
        reset(hex);
        reader.skip();
        reader.end();
    }

    private @Nullable Object read(String hex) {
        reset(hex);
        Object value = reader.read();
        reader.end();
        return value;
    }
}
