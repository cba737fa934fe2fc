package io.patchbay.serializer.cbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.testkit.WireText;
import io.patchbay.wamp.codec.InternTable;
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
import java.util.function.Function;

class CborReaderTest {
    private final CborReader reader = new CborReader();

    /** RFC 8949, appendix A. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "00 | 0",
                "17 | 23",
                "1818 | 24",
                "1864 | 100",
                "1903e8 | 1000",
                "1a000f4240 | 1000000",
                "1b000000e8d4a51000 | 1000000000000",
                "1bffffffffffffffff | 18446744073709551615",
                "c249010000000000000000 | 18446744073709551616",
                "3bffffffffffffffff | -18446744073709551616",
                "c349010000000000000000 | -18446744073709551617",
                "20 | -1",
                "3863 | -100",
                "3903e7 | -1000",
                "f90000 | 0.0",
                "f98000 | -0.0",
                "f93c00 | 1.0",
                "fb3ff199999999999a | 1.1",
                "f93e00 | 1.5",
                "f97bff | 65504.0",
                "fa47c35000 | 100000.0",
                "fa7f7fffff | 3.4028234663852886E38",
                "fb7e37e43c8800759c | 1.0E300",
                "f90001 | 5.960464477539063E-8",
                "f90400 | 6.103515625E-5",
                "f9c400 | -4.0",
                "fbc010666666666666 | -4.1",
                "f97c00 | Infinity",
                "f97e00 | NaN",
                "f9fc00 | -Infinity",
                "fa7f800000 | Infinity",
                "fb7ff0000000000000 | Infinity",
                "f4 | false",
                "f5 | true",
                "f6 | null",
                "f7 | null",
                "c074323031332d30332d32315432303a30343a30305a | \"2013-03-21T20:04:00Z\"",
                "c11a514b67b0 | 1363896240",
                "c1fb41d452d9ec200000 | 1.3638962405E9",
                "d74401020304 | h'01020304'",
                "d818456449455446 | h'6449455446'",
                "d82076687474703a2f2f7777772e6578616d706c652e636f6d | \"http://www.example.com\"",
                "40 | h''",
                "4401020304 | h'01020304'",
                "60 | \"\"",
                "6449455446 | \"IETF\"",
                "62225c | \"\\\"\\\\\"",
                "62c3bc | \"ü\"",
                "63e6b0b4 | \"水\"",
                "64f0908591 | \"\\ud800\\udd51\"",
                "80 | []",
                "83010203 | [1, 2, 3]",
                "8301820203820405 | [1, [2, 3], [4, 5]]",
                "a0 | {}",
                "a201020304 | {\"1\": 2, \"3\": 4}",
                "a26161016162820203 | {\"a\": 1, \"b\": [2, 3]}",
                "826161a161626163 | [\"a\", {\"b\": \"c\"}]",
                "5f42010243030405ff | h'0102030405'",
                "7f657374726561646d696e67ff | \"streaming\"",
                "9fff | []",
                "9f018202039f0405ffff | [1, [2, 3], [4, 5]]",
                "83018202039f0405ff | [1, [2, 3], [4, 5]]",
                "83019f0203ff820405 | [1, [2, 3], [4, 5]]",
                "bf61610161629f0203ffff | {\"a\": 1, \"b\": [2, 3]}",
                "826161bf61626163ff | [\"a\", {\"b\": \"c\"}]",
                "bf6346756ef563416d7421ff | {\"Fun\": true, \"Amt\": -2}",
            })
    void exampleIsRead(String hex, String expected) {
        assertThat(WireText.of(read(hex))).isEqualTo(expected);
        skip(hex);
    }

    /** RFC 8949, appendix F. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "18",
                "19",
                "1a",
                "1b",
                "1901",
                "1a0102",
                "1b01020304050607",
                "38",
                "58",
                "78",
                "98",
                "9a01ff00",
                "b8",
                "d8",
                "f8",
                "f900",
                "fa0000",
                "fb000000",
                "41",
                "61",
                "5affffffff00",
                "5bffffffffffffffff010203",
                "7affffffff00",
                "7b7fffffffffffffff010203",
                "81",
                "818181818181818181",
                "8200",
                "a1",
                "a20102",
                "a100",
                "a2000000",
                "c0",
                "5f4100",
                "7f6100",
                "9f",
                "9f0102",
                "bf",
                "bf01020102",
                "819f",
                "9f8000",
                "9f9f9f9f9fffffffff",
                "9f819f819f9fffffff",
                "1c",
                "1d",
                "1e",
                "3c",
                "3d",
                "3e",
                "5c",
                "5d",
                "5e",
                "7c",
                "7d",
                "7e",
                "9c",
                "9d",
                "9e",
                "bc",
                "bd",
                "be",
                "dc",
                "dd",
                "de",
                "fc",
                "fd",
                "fe",
                "f800",
                "f801",
                "f818",
                "f81f",
                "5f00ff",
                "5f21ff",
                "5f6100ff",
                "5f80ff",
                "5fa0ff",
                "5fc000ff",
                "5fe0ff",
                "7f4100ff",
                "5f5f4100ffff",
                "7f7f6100ffff",
                "ff",
                "81ff",
                "8200ff",
                "a1ff",
                "a1ff00",
                "a100ff",
                "a20000ff",
                "9f81ff",
                "9f829f819f9fffffffff",
                "1f",
                "3f",
                "df"
            })
    void exampleThatIsNotWellFormedIsRefused(String hex) {
        assertRefused(hex);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "e0",
                "f3",
                "f0",
                "f820",
                "f8ff",
                "0000",
                "61ff",
                "62c080",
                "63eda080",
                "7f61c361bcff",
                "7fff00",
                "a180f6",
                "a1a0f6",
                "a19fff f6",
                "a1c180f6",
                "bfa000ff",
                "bf00ff",
                "d9d9f7",
                "c0ff",
                "81c1ff"
            })
    void isRefusedToo(String hex) {
        assertRefused(hex.replace(" ", ""));
    }

    /** Nothing is allocated for them, or this would not come to an end. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "5affffffff",
                "5a7fffffff",
                "5b7fffffffffffffff",
                "5b0000000100000000",
                "7affffffff",
                "7b8000000000000000",
                "9affffffff",
                "9a7fffffff",
                "9bffffffffffffffff",
                "9b0000000100000001",
                "baffffffff",
                "bb7fffffffffffffff",
                "ba40000000",
                "5f5affffffff",
                "7f7a7fffffff",
                "c25affffffff"
            })
    void sizeBeyondTheEndIsRefused(String hex) {
        for (String document : new String[] {hex, hex + "00", "81" + hex, "a16161" + hex}) {
            for (int i = 0; i < 1000; i++) {
                assertThatThrownBy(() -> read(document)).isInstanceOf(MalformedDocument.class);
            }
            assertThatThrownBy(() -> skip(document)).isInstanceOf(MalformedDocument.class);
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "a101f6 | 1",
                "a120f6 | -1",
                "a11bfffffffffffffffff6 | 18446744073709551615",
                "a1c2420100f6 | 256",
                "a1f6f6 | null",
                "a1f5f6 | true",
                "a1f93e00f6 | 1.5",
                "a14200fff6 | AP8=",
                "bf01f6ff | 1",
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
    @ValueSource(strings = {"a1616bf6", "a17f616bfff6", "bf616bf6ff", "a1d820616bf6", "c1a1616bf6"})
    void keyOfADictMayBeAnyString(String hex) {
        reset(hex);

        reader.skipDict();

        reader.end();
        assertThat(WireText.of(read(hex))).isEqualTo("{\"k\": null}");
    }

    @ParameterizedTest
    @CsvSource({
        "1b7fffffffffffffff, 9223372036854775807, INTEGER",
        "1b8000000000000000, 9223372036854775808, BIG_INTEGER",
        "3b7fffffffffffffff, -9223372036854775808, INTEGER",
        "3b8000000000000000, -9223372036854775809, BIG_INTEGER",
        "c240, 0, BIG_INTEGER",
        "c24101, 1, BIG_INTEGER",
        "c340, -1, BIG_INTEGER",
        "d8024101, 1, BIG_INTEGER",
        "c1c24101, 1, BIG_INTEGER"
    })
    void integerIsBigWhenItMayNotFit(String hex, BigInteger value, Kind kind) {
        reset(hex);

        assertThat(reader.peek()).isEqualTo(kind);
        assertThat(reader.readBigInteger()).isEqualTo(value);
        reader.end();
        skip(hex);
    }

    /** The second is the end of another tag's number. */
    @ParameterizedTest
    @ValueSource(strings = {"c2c14101", "d8c24101", "c25f4101ff", "c144deadbeef"})
    void otherTagsDoNotMakeABinaryABigInteger(String hex) {
        reset(hex);

        assertThat(reader.peek()).isEqualTo(Kind.BINARY);
        reader.readBinary();
        reader.end();
    }

    @Test
    void bigIntegerBeyondTheLimitIsABinary() {
        String within = "c25901a0" + "ff".repeat(CborReader.LONGEST_BIGNUM);
        String beyond = "c25901a1" + "ff".repeat(CborReader.LONGEST_BIGNUM + 1);

        assertThat(read(within)).isInstanceOf(BigInteger.class);
        assertThat(read(beyond)).isInstanceOf(byte[].class);
        skip(beyond);
    }

    @ParameterizedTest
    @ValueSource(strings = {"81", "9f", "a1616b", "bf616b", "d9d9f781"})
    void nestsAsDeepAsAllowed(String open) {
        int limit = ValueReader.MAX_DEPTH;
        boolean isIndefinite = open.startsWith("9f") || open.startsWith("bf");
        String close = isIndefinite ? "ff" : "";

        skip(open.repeat(limit) + "01" + close.repeat(limit));
        read(open.repeat(limit) + "01" + close.repeat(limit));
        for (int depth : new int[] {limit + 1, 100_000}) {
            String tooDeep = open.repeat(depth) + "01" + close.repeat(depth);
            assertThatThrownBy(() -> skip(tooDeep)).hasMessageStartingWith("nested too deeply");
            assertThatThrownBy(() -> read(tooDeep)).hasMessageStartingWith("nested too deeply");
        }
    }

    @Test
    void tagsDoNotNest() {
        String hex = "c1".repeat(100_000) + "01";

        assertThat(read(hex)).isEqualTo(1L);
        skip(hex);
    }

    @Test
    void breakIsNoPartOfTheTail() {
        String hex = "9f01" + "8102" + "bfff" + "ff";
        reset(hex);
        reader.beginList();
        reader.hasNext();
        reader.skip();
        reader.hasNext();
        reader.skip();
        reader.hasNext();
        reader.skipDict();

        assertThat(reader.hasNext()).isFalse();
        assertThat(reader.tailEnd()).isEqualTo(hex.length() / 2 - 1);
        reader.end();
    }

    @Test
    void stringInChunksComesFromATableToo() {
        var table = new InternTable<>(16, Function.identity());
        reset("7f626162626364ff");

        assertThat(reader.readString(table)).isEqualTo("abcd");
        reader.end();
    }

    @Test
    void everyFirstByteIsSkippedAsItIsRead() {
        for (int first = 0; first < 256; first++) {
            for (String rest : new String[] {"00", "ff", "61", "f6"}) {
                String hex = HexFormat.of().toHexDigits((byte) first) + rest.repeat(300);

                assertThat(positionBehind(hex, ValueReader::skip))
                        .as("first byte %s, then %s", first, rest)
                        .isEqualTo(positionBehind(hex, ValueReader::read));
            }
        }
    }

    private int positionBehind(String hex, Consumer<ValueReader> way) {
        reset(hex);
        try {
            way.accept(reader);
            return reader.position();
        } catch (MalformedDocument e) {
            return -1;
        }
    }

    private void assertRefused(String hex) {
        assertThatThrownBy(() -> read(hex)).isInstanceOf(MalformedDocument.class);
        assertThatThrownBy(() -> skip(hex)).isInstanceOf(MalformedDocument.class);
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
