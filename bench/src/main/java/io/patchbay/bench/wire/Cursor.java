package io.patchbay.bench.wire;

import java.nio.charset.StandardCharsets;

/** A reading position in one received message. Reused for every message; one thread. */
public final class Cursor {
    private static final int SHOWN_BYTES = 300;

    private byte[] data = new byte[0];
    private int start;
    private int position;
    private int end;

    /** Points at the bytes {@code [from, to)} of {@code source}, which are not copied. */
    public Cursor over(byte[] source, int from, int to) {
        data = source;
        start = from;
        position = from;
        end = to;
        return this;
    }

    /** The next byte, unsigned, without moving on. */
    int peek() {
        if (position >= end) {
            throw new WireFault("message ends early: " + text());
        }
        return data[position] & 0xff;
    }

    /** The next byte, unsigned. */
    int next() {
        int value = peek();
        position++;
        return value;
    }

    /** True while there is a further byte. */
    boolean hasNext() {
        return position < end;
    }

    long bigEndian(int width) {
        long value = 0;
        for (int i = 0; i < width; i++) {
            value = value << 8 | next();
        }
        return value;
    }

    /**
     * Index right after the first occurrence of {@code needle} in the message, or -1; an index into
     * {@link #array()}.
     */
    public int after(byte[] needle) {
        for (int i = position; i <= end - needle.length; i++) {
            if (data[i] == needle[0] && matches(needle, i)) {
                return i + needle.length;
            }
        }
        return -1;
    }

    private boolean matches(byte[] needle, int at) {
        for (int i = 1; i < needle.length; i++) {
            if (data[at + i] != needle[i]) {
                return false;
            }
        }
        return true;
    }

    public byte[] array() {
        return data;
    }

    /** Index after the last byte of the message in {@link #array()}. */
    public int end() {
        return end;
    }

    /** The start of the message for people, with dots for what is not printable ASCII. */
    public String text() {
        int length = Math.min(end - start, SHOWN_BYTES);
        return new String(data, start, length, StandardCharsets.ISO_8859_1)
                .replaceAll("[^ -~]", ".");
    }
}
