package io.patchbay.wamp.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads and writes several bytes of an array at once, at any index. */
public final class Bytes {
    private static final VarHandle WORD =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

    private Bytes() {}

    /** Eight bytes for bit tricks: the first one is the lowest byte of the result. */
    public static long word(byte[] data, int index) {
        return (long) WORD.get(data, index);
    }

    /** In network byte order, as all methods that follow. */
    public static long getLong(byte[] data, int index) {
        return (long) LONG.get(data, index);
    }

    public static int getInt(byte[] data, int index) {
        return (int) INT.get(data, index);
    }

    public static short getShort(byte[] data, int index) {
        return (short) SHORT.get(data, index);
    }

    public static void putLong(byte[] data, int index, long value) {
        LONG.set(data, index, value);
    }

    public static void putInt(byte[] data, int index, int value) {
        INT.set(data, index, value);
    }

    public static void putShort(byte[] data, int index, int value) {
        SHORT.set(data, index, (short) value);
    }
}
