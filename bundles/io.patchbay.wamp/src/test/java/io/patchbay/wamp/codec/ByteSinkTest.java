package io.patchbay.wamp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

class ByteSinkTest {
    private final ByteSink sink = new ByteSink();

    @Test
    void numbersAreInNetworkByteOrder() {
        sink.put(0x01);
        sink.putShort(0x0203);
        sink.putInt(0x04050607);
        sink.putLong(0x08090a0b0c0d0e0fL);
        sink.put(0x10, 0x1112131415161718L);

        assertThat(written()).isEqualTo("0102030405060708090a0b0c0d0e0f101112131415161718");
    }

    @Test
    void growsAsNeeded() {
        byte[] block = "0123456789".repeat(77).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 100; i++) {
            sink.put(block, 0, block.length);
        }

        assertThat(new String(sink.array(), 0, sink.length(), StandardCharsets.US_ASCII))
                .isEqualTo("0123456789".repeat(7700));
    }

    @Test
    void largeArrayIsGivenBack() {
        sink.require(5 << 20);
        sink.reset();

        assertThat(sink.array()).hasSizeLessThan(1 << 20);
    }

    @Test
    void ordinaryArrayIsKept() {
        byte[] array = sink.require(100_000);
        sink.reset();

        assertThat(sink.array()).isSameAs(array);
        assertThat(sink.length()).isZero();
    }

    @Test
    void asciiIsWrittenWholeOrNotAtAll() {
        assertThat(sink.putAscii("az~")).isTrue();
        assertThat(sink.putAscii("aä")).isFalse();

        assertThat(written()).isEqualTo("617a7e");
    }

    private String written() {
        return HexFormat.of().formatHex(Arrays.copyOf(sink.array(), sink.length()));
    }
}
