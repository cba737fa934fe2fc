package io.patchbay.bench.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

class SyntaxTest {
    @ParameterizedTest
    @CsvSource({
        "0, 00, 00",
        "23, 17, 17",
        "24, 18, 18 18",
        "127, 7f, 18 7f",
        "128, cc 80, 18 80",
        "255, cc ff, 18 ff",
        "256, cd 01 00, 19 01 00",
        "65535, cd ff ff, 19 ff ff",
        "65536, ce 00 01 00 00, 1a 00 01 00 00",
        "4294967295, ce ff ff ff ff, 1a ff ff ff ff",
        "4294967296, cf 00 00 00 01 00 00 00 00, 1b 00 00 00 01 00 00 00 00",
        "9007199254740992, cf 00 20 00 00 00 00 00 00, 1b 00 20 00 00 00 00 00 00",
    })
    void numbersTakeTheShortestForm(long value, String msgpack, String cbor) {
        assertThat(number(Format.MSGPACK, value)).isEqualTo(Hex.bytes(msgpack));
        assertThat(number(Format.CBOR, value)).isEqualTo(Hex.bytes(cbor));
        assertThat(number(Format.JSON, value)).asString().isEqualTo(Long.toString(value));
    }

    @ParameterizedTest
    @EnumSource
    void everyNumberIsReadBackAndItsSizeKnown(Format format) {
        for (int bits = 0; bits <= 53; bits++) {
            for (long value = Math.max(0, (1L << bits) - 1); value <= 1L << bits; value++) {
                byte[] encoded = number(format, value);

                assertThat(encoded).hasSize(format.syntax().numberSize(value));
                assertThat(format.syntax().number(cursor(encoded))).isEqualTo(value);
            }
        }
    }

    @Test
    void wholeMessagesAreEncoded() {
        Object[] message = {1, "realm1", Map.of("roles", Map.of()), List.of(true, false)};

        assertThat(Format.JSON.message(message))
                .asString()
                .isEqualTo("[1,\"realm1\",{\"roles\":{}},[true,false]]");
        assertThat(Format.MSGPACK.message(message))
                .isEqualTo(Hex.bytes("94 01 a6 7265616c6d31 81 a5 726f6c6573 80 92 c3 c2"));
        assertThat(Format.CBOR.message(message))
                .isEqualTo(Hex.bytes("84 01 66 7265616c6d31 a1 65 726f6c6573 a0 82 f5 f4"));
    }

    @ParameterizedTest
    @CsvSource({
        "31, bf, 78 1f",
        "32, d9 20, 78 20",
        "256, da 01 00, 79 01 00",
        "65536, db 00 01 00 00, 7a 00 01 00 00"
    })
    void longTextsHaveALongHead(int length, String msgpack, String cbor) {
        String text = "x".repeat(length);

        assertThat(text(Format.MSGPACK, text)).startsWith(Hex.bytes(msgpack)).endsWith('x');
        assertThat(text(Format.CBOR, text)).startsWith(Hex.bytes(cbor)).endsWith('x');
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "92 32 07",
                "dc 0002 32 07",
                "dd 00000002 32 07",
                "92 d0 32 d3 0000000000000007",
                "92 cb 4049000000000000 ca 40e00000"
            })
    void msgpackIsReadInAnyForm(String encoded) {
        assertThat(typeAndId(Format.MSGPACK, Hex.bytes(encoded))).containsExactly(50, 7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "82 18 32 07",
                "9f 18 32 07 ff",
                "98 02 18 32 07",
                "82 fb 4049000000000000 fa 40e00000"
            })
    void cborIsReadInAnyForm(String encoded) {
        assertThat(typeAndId(Format.CBOR, Hex.bytes(encoded))).containsExactly(50, 7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[50,7]", " [ 50 , 7 ] ", "[50.0,\n7.00,{}]"})
    void jsonIsReadInAnyForm(String encoded) {
        assertThat(typeAndId(Format.JSON, encoded.getBytes(StandardCharsets.US_ASCII)))
                .containsExactly(50, 7);
    }

    @Test
    void whatIsNoMessageIsRefused() {
        assertThatThrownBy(() -> typeAndId(Format.JSON, new byte[] {'{'}))
                .isInstanceOf(WireFault.class);
        assertThatThrownBy(() -> typeAndId(Format.JSON, new byte[] {'[', '"'}))
                .isInstanceOf(WireFault.class);
        assertThatThrownBy(() -> typeAndId(Format.MSGPACK, Hex.bytes("81")))
                .isInstanceOf(WireFault.class);
        assertThatThrownBy(() -> typeAndId(Format.MSGPACK, Hex.bytes("92 c3")))
                .isInstanceOf(WireFault.class);
        assertThatThrownBy(() -> typeAndId(Format.CBOR, Hex.bytes("a1")))
                .isInstanceOf(WireFault.class);
        assertThatThrownBy(() -> typeAndId(Format.CBOR, Hex.bytes("82 18")))
                .hasMessageContaining("ends early");
    }

    private static List<Integer> typeAndId(Format format, byte[] message) {
        Cursor cursor = cursor(message);
        format.syntax().enterArray(cursor);
        return List.of((int) format.syntax().number(cursor), (int) format.syntax().number(cursor));
    }

    private static byte[] number(Format format, long value) {
        Bytes out = new Bytes(1);
        format.syntax().number(out, value);
        return out.toArray();
    }

    private static byte[] text(Format format, String value) {
        Bytes out = new Bytes();
        format.syntax().text(out, value);
        return out.toArray();
    }

    private static Cursor cursor(byte[] data) {
        return new Cursor().over(data, 0, data.length);
    }
}
