package io.patchbay.wamp.codec;

import java.util.Arrays;

/**
 * A byte array that grows, to write documents into. What one large document needed is given back at
 * the next {@link #reset}. For one thread.
 */
public final class ByteSink {
    private static final int INITIAL = 1024;
    private static final int KEPT = 1 << 20;
    private static final int LARGEST = Integer.MAX_VALUE - 8;

    private byte[] array = new byte[INITIAL];
    private int length;

    /** Forgets what was written. */
    public void reset() {
        length = 0;
        if (array.length > KEPT) {
            array = new byte[INITIAL];
        }
    }

    /** Holds what was written at [0, {@link #length}). Replaced when it must grow. */
    public byte[] array() {
        return array;
    }

    public int length() {
        return length;
    }

    /** Goes back or forth to a length that there is room for. */
    public void length(int newLength) {
        length = newLength;
    }

    /** Makes room for that many more bytes and returns the array. */
    public byte[] require(int count) {
        if (count > array.length - length) {
            grow(count);
        }
        return array;
    }

    private void grow(int count) {
        long needed = (long) length + count;
        if (needed > LARGEST) {
            throw new IllegalStateException("a document of more than 2 GiB");
        }
        array = Arrays.copyOf(array, (int) Math.min(LARGEST, Math.max(needed, array.length * 2L)));
    }

    public void put(int value) {
        require(1)[length++] = (byte) value;
    }

    /** In network byte order, as all methods that follow. */
    public void putShort(int value) {
        Bytes.putShort(require(2), length, value);
        length += 2;
    }

    public void putInt(int value) {
        Bytes.putInt(require(4), length, value);
        length += 4;
    }

    public void putLong(long value) {
        Bytes.putLong(require(8), length, value);
        length += 8;
    }

    public void put(int tag, long value) {
        byte[] to = require(9);
        to[length] = (byte) tag;
        Bytes.putLong(to, length + 1, value);
        length += 9;
    }

    public void put(byte[] source, int offset, int count) {
        System.arraycopy(source, offset, require(count), length, count);
        length += count;
    }

    /** Writes the text if it is ASCII; writes nothing and says false if not. */
    public boolean putAscii(String text) {
        int count = text.length();
        byte[] to = require(count);
        for (int i = 0; i < count; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                return false;
            }
            to[length + i] = (byte) c;
        }
        length += count;
        return true;
    }
}
