package io.patchbay.serializer.cbor;

import io.patchbay.wamp.codec.ByteSink;
import io.patchbay.wamp.codec.Bytes;
import io.patchbay.wamp.codec.LateSizes;
import io.patchbay.wamp.codec.ValueReader;
import io.patchbay.wamp.codec.ValueWriter;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * Writes CBOR of definite lengths, integers and lengths in their shortest form, floats in 64 bits.
 */
final class CborWriter implements ValueWriter {
    private static final int NO_LATE_SIZE = -1;
    private static final int SHORT_TEXT = 128;

    private final ByteSink out = new ByteSink();
    private final LateSizes lateSizes = new LateSizes(new SizeHeader());
    private int depth;

    /** Where the byte for a late size was left, by depth. */
    private final int[] started = new int[ValueReader.MAX_DEPTH + 1];

    /** How many values were written, by depth. */
    private final int[] counts = new int[ValueReader.MAX_DEPTH + 1];

    @Override
    public void reset() {
        out.reset();
        lateSizes.reset();
        depth = 0;
    }

    @Override
    public byte[] buffer() {
        return out.array();
    }

    @Override
    public int length() {
        return out.length();
    }

    @Override
    public void beginList(int size) {
        begin(Cbor.LIST, size);
    }

    @Override
    public void beginMap(int size) {
        begin(Cbor.MAP, size);
    }

    private void begin(int major, int size) {
        counts[depth]++;
        if (depth == ValueReader.MAX_DEPTH) {
            throw new IllegalStateException("nested deeper than " + ValueReader.MAX_DEPTH);
        }
        depth++;
        counts[depth] = 0;
        started[depth] = size < 0 ? out.length() : NO_LATE_SIZE;
        head(major, Math.max(size, 0));
    }

    private void head(int major, long argument) {
        int first = major << 5;
        if (argument < 0 || argument >= 1L << 32) {
            out.put(first | Cbor.EIGHT_BYTES, argument);
        } else if (argument < Cbor.ONE_BYTE) {
            out.put(first | (int) argument);
        } else if (argument < 1 << 8) {
            out.put(first | Cbor.ONE_BYTE);
            out.put((int) argument);
        } else if (argument < 1 << 16) {
            out.put(first | Cbor.TWO_BYTES);
            out.putShort((int) argument);
        } else {
            out.put(first | Cbor.FOUR_BYTES);
            out.putInt((int) argument);
        }
    }

    @Override
    public void endList() {
        end();
    }

    @Override
    public void endMap() {
        end();
    }

    private void end() {
        int start = started[depth];
        int count = counts[depth];
        depth--;
        if (start != NO_LATE_SIZE) {
            if (count < Cbor.ONE_BYTE) {
                out.array()[start] |= (byte) count;
            } else {
                lateSizes.note(start, count);
            }
        }
        if (depth == 0) {
            lateSizes.settle(out);
        }
    }

    @Override
    public void endWithTail(int count) {
        counts[depth] += count;
        end();
    }

    @Override
    public void writeKey(String key) {
        text(key);
    }

    @Override
    public void writeKey(byte[] utf8, int offset, int length) {
        text(utf8, offset, length);
    }

    @Override
    public void writeNull() {
        counts[depth]++;
        out.put(Cbor.NULL);
    }

    @Override
    public void writeBoolean(boolean value) {
        counts[depth]++;
        out.put(value ? Cbor.TRUE : Cbor.FALSE);
    }

    @Override
    public void writeLong(long value) {
        counts[depth]++;
        if (value >= 0) {
            head(Cbor.UNSIGNED, value);
        } else {
            head(Cbor.NEGATIVE, ~value);
        }
    }

    @Override
    public void writeBigInteger(BigInteger value) {
        counts[depth]++;
        boolean isNegative = value.signum() < 0;
        BigInteger magnitude = isNegative ? value.not() : value;
        if (magnitude.bitLength() <= Long.SIZE) {
            head(isNegative ? Cbor.NEGATIVE : Cbor.UNSIGNED, magnitude.longValue());
        } else {
            head(Cbor.TAG, isNegative ? Cbor.NEGATIVE_BIGNUM : Cbor.POSITIVE_BIGNUM);
            byte[] bytes = magnitude.toByteArray();
            int sign = bytes[0] == 0 ? 1 : 0;
            head(Cbor.BINARY, bytes.length - sign);
            out.put(bytes, sign, bytes.length - sign);
        }
    }

    @Override
    public void writeDouble(double value) {
        counts[depth]++;
        out.put(Cbor.FLOAT64, Double.doubleToRawLongBits(value));
    }

    @Override
    public void writeString(String value) {
        counts[depth]++;
        text(value);
    }

    @Override
    public void writeString(byte[] utf8, int offset, int length) {
        counts[depth]++;
        text(utf8, offset, length);
    }

    private void text(String text) {
        int before = out.length();
        if (text.length() <= SHORT_TEXT) {
            head(Cbor.TEXT, text.length());
            if (out.putAscii(text)) {
                return;
            }
        }
        out.length(before);
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        text(utf8, 0, utf8.length);
    }

    private void text(byte[] utf8, int offset, int length) {
        head(Cbor.TEXT, length);
        out.put(utf8, offset, length);
    }

    @Override
    public void writeBinary(byte[] value) {
        writeBinary(value, 0, value.length);
    }

    @Override
    public void writeBinary(byte[] data, int offset, int length) {
        counts[depth]++;
        head(Cbor.BINARY, length);
        out.put(data, offset, length);
    }

    private static final class SizeHeader implements LateSizes.Header {
        @Override
        public int extra(int size) {
            return size < 1 << 8 ? 1 : size < 1 << 16 ? 2 : 4;
        }

        @Override
        public void write(byte[] array, int at, byte left, int size) {
            if (size < 1 << 8) {
                array[at] = (byte) (left | Cbor.ONE_BYTE);
                array[at + 1] = (byte) size;
            } else if (size < 1 << 16) {
                array[at] = (byte) (left | Cbor.TWO_BYTES);
                Bytes.putShort(array, at + 1, size);
            } else {
                array[at] = (byte) (left | Cbor.FOUR_BYTES);
                Bytes.putInt(array, at + 1, size);
            }
        }
    }
}
