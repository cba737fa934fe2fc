package io.patchbay.wamp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;

/** With sizes written in decimal, so that the one byte left is enough for nine. */
class LateSizesTest {
    private final ByteSink sink = new ByteSink();
    private final LateSizes sizes = new LateSizes(new Decimal());

    @Test
    void nothingNotedChangesNothing() {
        write("abc");

        sizes.settle(sink);

        assertThat(written()).isEqualTo("abc");
    }

    @Test
    void makesRoomWhereTheSizesAre() {
        write("_first_second_third");
        sizes.note(0, 12);
        sizes.note(13, 12345);
        sizes.note(6, 123);

        sizes.settle(sink);

        assertThat(written()).isEqualTo("_12first_123second_12345third");
    }

    @Test
    void neighboursAndTheEnd() {
        write("___");
        sizes.note(2, 10);
        sizes.note(1, 11);
        sizes.note(0, 12);

        sizes.settle(sink);

        assertThat(written()).isEqualTo("_12_11_10");
    }

    @Test
    void settlesOnce() {
        write("_a");
        sizes.note(0, 10);

        sizes.settle(sink);
        sizes.settle(sink);

        assertThat(written()).isEqualTo("_10a");
    }

    @Test
    void resetForgets() {
        write("_a");
        sizes.note(0, 10);

        sizes.reset();
        sizes.settle(sink);

        assertThat(written()).isEqualTo("_a");
    }

    @Test
    void manySizesAreOnePass() {
        int count = 500_000;
        for (int i = 0; i < count; i++) {
            write("_");
        }
        for (int i = count - 1; i >= 0; i--) {
            sizes.note(i, 10);
        }

        sizes.settle(sink);

        assertThat(written()).isEqualTo("_10".repeat(count));
    }

    private void write(String text) {
        sink.putAscii(text);
    }

    private String written() {
        return new String(sink.array(), 0, sink.length(), StandardCharsets.US_ASCII);
    }

    private static final class Decimal implements LateSizes.Header {
        @Override
        public int extra(int size) {
            return Integer.toString(size).length();
        }

        @Override
        public void write(byte[] array, int at, byte left, int size) {
            byte[] digits = Integer.toString(size).getBytes(StandardCharsets.US_ASCII);
            array[at] = left;
            System.arraycopy(digits, 0, array, at + 1, digits.length);
        }
    }
}
