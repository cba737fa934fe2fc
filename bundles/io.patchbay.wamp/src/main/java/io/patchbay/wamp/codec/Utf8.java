package io.patchbay.wamp.codec;

/**
 * Tells whether bytes are UTF-8 as RFC 3629 defines it: no overlong forms, no surrogates, nothing
 * above U+10FFFF. Pure ASCII is passed at memory speed.
 */
public final class Utf8 {
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private Utf8() {}

    /** The index of the first byte in [from, to) that makes it invalid, or -1 if it is valid. */
    public static int firstInvalid(byte[] data, int from, int to) {
        int i = firstNonAscii(data, from, to);
        while (i < to) {
            int next = next(data, i, to);
            if (next < 0) {
                return i;
            }
            i = next < to && data[next] >= 0 ? firstNonAscii(data, next, to) : next;
        }
        return -1;
    }

    /** The index of the first byte in [from, to) that is not ASCII, or {@code to}. */
    public static int firstNonAscii(byte[] data, int from, int to) {
        int i = from;
        while (i <= to - 32 && (word4(data, i) & HIGH_BITS) == 0) {
            i += 32;
        }
        for (; i <= to - 8; i += 8) {
            long high = Bytes.word(data, i) & HIGH_BITS;
            if (high != 0) {
                return i + (Long.numberOfTrailingZeros(high) >>> 3);
            }
        }
        while (i < to && data[i] >= 0) {
            i++;
        }
        return i;
    }

    private static long word4(byte[] data, int i) {
        return Bytes.word(data, i)
                | Bytes.word(data, i + 8)
                | Bytes.word(data, i + 16)
                | Bytes.word(data, i + 24);
    }

    /** The index behind the character of two or more bytes that starts at i, or -1 if invalid. */
    public static int next(byte[] data, int i, int to) {
        return to - i >= Integer.BYTES
                ? next(Bytes.getInt(data, i), i)
                : next(lastBytes(data, i, to), i);
    }

    /** The last bytes, fewer than four, and zeros behind them, which are no continuation. */
    private static int lastBytes(byte[] data, int i, int to) {
        int four = 0;
        for (int k = 0; k < Integer.BYTES; k++) {
            four = four << Byte.SIZE | (i + k < to ? data[i + k] & 0xff : 0);
        }
        return four;
    }

    /** The same, given the four bytes at i. */
    private static int next(int four, int i) {
        if ((four & 0xf0c0_c000) == 0xe080_8000) {
            int firstBits = four & 0x0f20_0000;
            boolean isOverlong = firstBits == 0;
            boolean isSurrogate = firstBits == 0x0d20_0000;
            return isOverlong || isSurrogate ? -1 : i + 3;
        }
        if ((four & 0xe0c0_0000) == 0xc080_0000) {
            boolean isOverlong = (four & 0x1e00_0000) == 0;
            return isOverlong ? -1 : i + 2;
        }
        if ((four & 0xf8c0_c0c0) == 0xf080_8080) {
            int plane = (four >>> 22 & 0x1c) | (four >>> 20 & 0x03);
            return plane >= 1 && plane <= 16 ? i + 4 : -1;
        }
        return -1;
    }
}
