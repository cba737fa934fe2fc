package io.patchbay.transport.websocket;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Takes the mask off what clients send, RFC 6455 section 5.3, eight bytes at a time. */
final class Mask {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private Mask() {}

    /**
     * Unmasks in place.
     *
     * @param mask its first byte in the lowest bits
     * @return whether all of it is ASCII now
     */
    static boolean remove(int mask, byte[] data, int from, int length) {
        long low = mask & 0xffff_ffffL;
        long wide = (low << Integer.SIZE) | low;
        long seen = 0;
        int to = from + length;
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            long word = (long) LONG.get(data, at) ^ wide;
            LONG.set(data, at, word);
            seen |= word;
        }
        for (; at < to; at++) {
            byte plain = (byte) (data[at] ^ wide);
            data[at] = plain;
            seen |= plain;
            wide >>>= Byte.SIZE;
        }
        return (seen & HIGH_BITS) == 0;
    }
}
