package io.patchbay.serializer.cbor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

class CborWriterTest {
    private final CborWriter writer = new CborWriter();

    @ParameterizedTest
    @CsvSource({
        "0, 00",
        "23, 17",
        "24, 1818",
        "255, 18ff",
        "256, 190100",
        "65535, 19ffff",
        "65536, 1a00010000",
        "4294967295, 1affffffff",
        "4294967296, 1b0000000100000000",
        "9223372036854775807, 1b7fffffffffffffff",
        "9223372036854775808, 1b8000000000000000",
        "18446744073709551615, 1bffffffffffffffff",
        "18446744073709551616, c249010000000000000000",
        "-1, 20",
        "-24, 37",
        "-25, 3818",
        "-256, 38ff",
        "-257, 390100",
        "-9223372036854775808, 3b7fffffffffffffff",
        "-9223372036854775809, 3b8000000000000000",
        "-18446744073709551616, 3bffffffffffffffff",
        "-18446744073709551617, c349010000000000000000",
    })
    void integersAreInTheirShortestForm(BigInteger value, String hex) {
        writer.writeBigInteger(value);
        assertThat(written()).isEqualTo(hex);

        if (value.bitLength() < Long.SIZE) {
            writer.reset();
            writer.writeLong(value.longValue());
            assertThat(written()).isEqualTo(hex);
        }
    }

    @Test
    void magnitudeOfABigIntegerHasNoLeadingZeros() {
        writer.writeBigInteger(BigInteger.ONE.shiftLeft(71));

        assertThat(written()).isEqualTo("c249" + "80" + "00".repeat(8));
    }

    @Test
    void lateSizesAreAsSizesKnownBefore() {
        for (int size : new int[] {0, 23, 24, 255, 256, 65_535, 65_536}) {
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
        writer.beginList(25);
        writer.writeLong(1);
        writer.endWithTail(24);

        assertThat(written()).isEqualTo("981901");
    }

    private String written() {
        return HexFormat.of().formatHex(Arrays.copyOf(writer.buffer(), writer.length()));
    }
}
