package io.patchbay.serializer.msgpack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

class MsgPackWriterTest {
    private final MsgPackWriter writer = new MsgPackWriter();

    @ParameterizedTest
    @CsvSource({
        "0, 00",
        "127, 7f",
        "128, cc80",
        "255, ccff",
        "256, cd0100",
        "65535, cdffff",
        "65536, ce00010000",
        "4294967295, ceffffffff",
        "4294967296, cf0000000100000000",
        "9223372036854775807, cf7fffffffffffffff",
        "18446744073709551615, cfffffffffffffffff",
        "-1, ff",
        "-32, e0",
        "-33, d0df",
        "-128, d080",
        "-129, d1ff7f",
        "-32768, d18000",
        "-32769, d2ffff7fff",
        "-2147483648, d280000000",
        "-2147483649, d3ffffffff7fffffff",
        "-9223372036854775808, d38000000000000000",
    })
    void integersAreInTheirShortestForm(BigInteger value, String hex) {
        writer.writeBigInteger(value);

        assertThat(written()).isEqualTo(hex);
    }

    @Test
    void integersBeyond64BitsAreFloats() {
        writer.writeBigInteger(BigInteger.TWO.pow(64));
        assertThat(written()).isEqualTo("cb43f0000000000000");

        writer.reset();
        writer.writeBigInteger(BigInteger.TWO.pow(64).negate());
        assertThat(written()).isEqualTo("cbc3f0000000000000");
    }

    @Test
    void lateSizesAreAsSizesKnownBefore() {
        for (int size : new int[] {0, 15, 16, 65_535, 65_536}) {
            writer.reset();
            writer.write(List.of(Collections.nCopies(size, true), "x"));
            String known = written();

            writer.reset();
            writer.beginList(-1);
            writer.beginList(-1);
            for (int i = 0; i < size; i++) {
                writer.writeBoolean(true);
            }
            writer.endList();
            writer.writeString("x");
            writer.endList();

            assertThat(written()).isEqualTo(known);
        }
    }

    @Test
    void tailIsCountedBeforehand() {
        writer.beginList(18);
        writer.writeLong(1);
        writer.endWithTail(17);

        assertThat(written()).isEqualTo("dc001201");
    }

    private String written() {
        return HexFormat.of().formatHex(Arrays.copyOf(writer.buffer(), writer.length()));
    }
}
