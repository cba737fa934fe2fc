package io.patchbay.bench.load;

import io.patchbay.bench.wire.Cursor;

import java.nio.charset.StandardCharsets;

/**
 * A sequence number inside a text payload, which a receiver finds without decoding the message:
 * {@code @@@} and eight hex digits.
 */
final class SequenceMark {
    static final int BYTES = 11;

    private static final String PREFIX = "@@@";
    private static final byte[] PREFIX_BYTES = PREFIX.getBytes(StandardCharsets.US_ASCII);
    private static final int DIGITS = BYTES - PREFIX.length();
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final byte[] encoded;
    private final int digitsAt;

    /**
     * @param encoded bytes that hold the {@link #text} of a mark; this writes into them
     */
    SequenceMark(byte[] encoded) {
        this.encoded = encoded;
        digitsAt = new Cursor().over(encoded, 0, encoded.length).after(PREFIX_BYTES);
    }

    /** A text of {@code bytes} bytes, and no fewer than {@link #BYTES}, that starts with a mark. */
    static String text(int bytes) {
        return PREFIX + "0".repeat(DIGITS) + Payload.text(Math.max(0, bytes - BYTES));
    }

    void write(long sequence) {
        for (int i = 0; i < DIGITS; i++) {
            int shift = 4 * (DIGITS - 1 - i);
            encoded[digitsAt + i] = HEX[(int) (sequence >>> shift) & 0xf];
        }
    }

    /** The sequence number in a message, or -1 if there is none. */
    static long read(Cursor message) {
        int at = message.after(PREFIX_BYTES);
        if (at < 0 || at + DIGITS > message.end()) {
            return -1;
        }
        byte[] data = message.array();
        long value = 0;
        for (int i = at; i < at + DIGITS; i++) {
            value = value << 4 | digit(data[i]);
        }
        return value;
    }

    private static int digit(byte character) {
        return character <= '9' ? character - '0' : character - 'a' + 10;
    }
}
