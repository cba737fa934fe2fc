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
        int lead = data[i] & 0xff;
        if (lead < 0xe0) {
            return lead >= 0xc2 && i + 1 < to && isContinuation(data[i + 1]) ? i + 2 : -1;
        }
        if (lead < 0xf0) {
            return i + 2 < to && isSecondOf3(lead, data[i + 1]) && isContinuation(data[i + 2])
                    ? i + 3
                    : -1;
        }
        return lead <= 0xf4
                        && i + 3 < to
                        && isSecondOf4(lead, data[i + 1])
                        && isContinuation(data[i + 2])
                        && isContinuation(data[i + 3])
                ? i + 4
                : -1;
    }

    private static boolean isContinuation(byte b) {
        return b < (byte) 0xc0;
    }

    /** E0 must not start an overlong form, ED not a surrogate. */
    private static boolean isSecondOf3(int lead, byte b) {
        return isContinuation(b)
                && (lead != 0xe0 || b >= (byte) 0xa0)
                && (lead != 0xed || b < (byte) 0xa0);
    }

    /** F0 must not start an overlong form, F4 nothing above U+10FFFF. */
    private static boolean isSecondOf4(int lead, byte b) {
        return isContinuation(b)
                && (lead != 0xf0 || b >= (byte) 0x90)
                && (lead != 0xf4 || b < (byte) 0x90);
    }
}
