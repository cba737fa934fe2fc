package io.patchbay.transport.netty;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * Arrays for frames that come in pieces. Connections of one loop lend them to each other, so that
 * large frames neither allocate nor clear memory; a few are kept, within {@link #BYTES_MAX}. What
 * is lent may hold bytes of others: only what was written to it is to be read. On the loop.
 */
public final class FrameBuffers {
    static final int BYTES_MAX = 2 << 20;
    private static final int COUNT_MAX = 16;
    private static final int SHORTEST = 8 * 1024;

    private final byte[][] idle = new byte[COUNT_MAX][];
    private int count;
    private int bytes;

    /**
     * An array with more room in place of one that is full, which is given back.
     *
     * @param used how many bytes to take along
     * @param needed how long it must be
     * @param enough how long it must be at most; allocated is twice of what is needed at most, for
     *     this may be but what a peer claims
     */
    public byte[] grow(byte[] array, int used, int needed, int enough) {
        byte[] grown = borrow(Math.max(needed, enough));
        if (grown == null) {
            grown = new byte[(int) Math.max(needed, Math.min(2L * needed, enough))];
        }
        System.arraycopy(array, 0, grown, 0, used);
        giveBack(array);
        return grown;
    }

    private byte @Nullable [] borrow(int length) {
        for (int i = count - 1; i >= 0; i--) {
            byte[] candidate = idle[i];
            if (candidate.length >= length) {
                idle[i] = idle[--count];
                bytes -= candidate.length;
                return candidate;
            }
        }
        return null;
    }

    /** Nobody uses the array any more. */
    public void giveBack(byte[] array) {
        if (array.length >= SHORTEST && count < COUNT_MAX && bytes + array.length <= BYTES_MAX) {
            idle[count++] = array;
            bytes += array.length;
        }
    }

    /** How many bytes are kept for later. */
    int idleBytes() {
        return Arrays.stream(idle, 0, count).mapToInt(array -> array.length).sum();
    }
}
