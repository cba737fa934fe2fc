package io.patchbay.bench.wire;

import java.util.Arrays;

/** A growing byte array to append to. One thread. */
public final class Bytes {
    private byte[] data;
    private int size;

    public Bytes() {
        this(256);
    }

    public Bytes(int capacity) {
        data = new byte[capacity];
    }

    /** Appends the lowest eight bits of {@code value}. */
    public void put(int value) {
        reserve(1);
        data[size++] = (byte) value;
    }

    public void put(byte[] source) {
        put(source, 0, source.length);
    }

    public void put(byte[] source, int from, int length) {
        reserve(length);
        System.arraycopy(source, from, data, size, length);
        size += length;
    }

    /** Appends the lowest {@code width} bytes of {@code value}, highest first. */
    public void putBigEndian(long value, int width) {
        reserve(width);
        for (int shift = 8 * (width - 1); shift >= 0; shift -= 8) {
            data[size++] = (byte) (value >>> shift);
        }
    }

    /**
     * Makes room for {@code more} bytes, so that {@link #array()} stays the same while they are
     * appended.
     */
    public void reserve(int more) {
        if (size + more > data.length) {
            data = Arrays.copyOf(data, Math.max(2 * data.length, size + more));
        }
    }

    public int size() {
        return size;
    }

    public int capacity() {
        return data.length;
    }

    /** The bytes themselves, valid up to {@link #size()} and until the next growth. */
    public byte[] array() {
        return data;
    }

    public byte[] toArray() {
        return Arrays.copyOf(data, size);
    }

    public void clear() {
        size = 0;
    }
}
