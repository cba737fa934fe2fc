package io.patchbay.bench.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;

class CursorTest {
    private final byte[] data = "before-@@mark-after".getBytes(StandardCharsets.US_ASCII);

    @Test
    void findsWhatLiesWithinTheMessage() {
        Cursor cursor = new Cursor().over(data, 0, data.length);

        assertThat(cursor.after("@mark".getBytes(StandardCharsets.US_ASCII))).isEqualTo(13);
    }

    @Test
    void doesNotLookBeyondTheMessage() {
        Cursor cursor = new Cursor().over(data, 0, 12);

        assertThat(cursor.after("@mark".getBytes(StandardCharsets.US_ASCII))).isEqualTo(-1);
    }

    @Test
    void showsUnprintableBytesAsDots() {
        byte[] message = {'a', 0, (byte) 0xff, 'b'};

        assertThat(new Cursor().over(message, 0, 4).text()).isEqualTo("a..b");
    }
}
