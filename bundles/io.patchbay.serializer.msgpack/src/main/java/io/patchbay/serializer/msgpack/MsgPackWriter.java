package io.patchbay.serializer.msgpack;

import static io.patchbay.serializer.msgpack.MsgPack.ARRAY16;
import static io.patchbay.serializer.msgpack.MsgPack.BIN8;
import static io.patchbay.serializer.msgpack.MsgPack.FALSE;
import static io.patchbay.serializer.msgpack.MsgPack.FIXARRAY;
import static io.patchbay.serializer.msgpack.MsgPack.FIXMAP;
import static io.patchbay.serializer.msgpack.MsgPack.FIXSTR;
import static io.patchbay.serializer.msgpack.MsgPack.FLOAT64;
import static io.patchbay.serializer.msgpack.MsgPack.INT16;
import static io.patchbay.serializer.msgpack.MsgPack.INT32;
import static io.patchbay.serializer.msgpack.MsgPack.INT64;
import static io.patchbay.serializer.msgpack.MsgPack.INT8;
import static io.patchbay.serializer.msgpack.MsgPack.MAP16;
import static io.patchbay.serializer.msgpack.MsgPack.NIL;
import static io.patchbay.serializer.msgpack.MsgPack.STR8;
import static io.patchbay.serializer.msgpack.MsgPack.TRUE;
import static io.patchbay.serializer.msgpack.MsgPack.UINT16;
import static io.patchbay.serializer.msgpack.MsgPack.UINT32;
import static io.patchbay.serializer.msgpack.MsgPack.UINT64;
import static io.patchbay.serializer.msgpack.MsgPack.UINT8;

import io.patchbay.wamp.codec.ByteSink;
import io.patchbay.wamp.codec.Bytes;
import io.patchbay.wamp.codec.LateSizes;
import io.patchbay.wamp.codec.ValueReader;
import io.patchbay.wamp.codec.ValueWriter;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * Writes MessagePack, each value in its shortest form; floats as 64 bits, integers beyond 64 bits
 * as floats.
 */
final class MsgPackWriter implements ValueWriter {
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
        begin(size, FIXARRAY, ARRAY16);
    }

    @Override
    public void beginMap(int size) {
        begin(size, FIXMAP, MAP16);
    }

    private void begin(int size, int fixed, int marker16) {
        counts[depth]++;
        if (depth == ValueReader.MAX_DEPTH) {
            throw new IllegalStateException("nested deeper than " + ValueReader.MAX_DEPTH);
        }
        depth++;
        counts[depth] = 0;
        started[depth] = size < 0 ? out.length() : NO_LATE_SIZE;
        if (size < 16) {
            out.put(fixed | Math.max(size, 0));
        } else if (size < 1 << 16) {
            out.put(marker16);
            out.putShort(size);
        } else {
            out.put(marker16 + 1);
            out.putInt(size);
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
            if (count < 16) {
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
        out.put(NIL);
    }

    @Override
    public void writeBoolean(boolean value) {
        counts[depth]++;
        out.put(value ? TRUE : FALSE);
    }

    @Override
    public void writeLong(long value) {
        counts[depth]++;
        if (value >= 0) {
            unsigned(value);
        } else {
            negative(value);
        }
    }

    private void unsigned(long value) {
        if (value < 0x80) {
            out.put((int) value);
        } else if (value < 1 << 8) {
            out.put(UINT8);
            out.put((int) value);
        } else if (value < 1 << 16) {
            out.put(UINT16);
            out.putShort((int) value);
        } else if (value < 1L << 32) {
            out.put(UINT32);
            out.putInt((int) value);
        } else {
            out.put(UINT64, value);
        }
    }

    private void negative(long value) {
        if (value >= -32) {
            out.put((int) value);
        } else if (value >= Byte.MIN_VALUE) {
            out.put(INT8);
            out.put((int) value);
        } else if (value >= Short.MIN_VALUE) {
            out.put(INT16);
            out.putShort((int) value);
        } else if (value >= Integer.MIN_VALUE) {
            out.put(INT32);
            out.putInt((int) value);
        } else {
            out.put(INT64, value);
        }
    }

    @Override
    public void writeBigInteger(BigInteger value) {
        if (value.bitLength() < Long.SIZE) {
            writeLong(value.longValue());
        } else if (value.bitLength() == Long.SIZE && value.signum() > 0) {
            counts[depth]++;
            out.put(UINT64, value.longValue());
        } else {
            writeDouble(value.doubleValue());
        }
    }

    @Override
    public void writeDouble(double value) {
        counts[depth]++;
        out.put(FLOAT64, Double.doubleToRawLongBits(value));
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
            textHeader(text.length());
            if (out.putAscii(text)) {
                return;
            }
        }
        out.length(before);
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        text(utf8, 0, utf8.length);
    }

    private void text(byte[] utf8, int offset, int length) {
        textHeader(length);
        out.put(utf8, offset, length);
    }

    private void textHeader(int length) {
        if (length < 32) {
            out.put(FIXSTR | length);
        } else {
            sized(STR8, length);
        }
    }

    @Override
    public void writeBinary(byte[] value) {
        writeBinary(value, 0, value.length);
    }

    @Override
    public void writeBinary(byte[] data, int offset, int length) {
        counts[depth]++;
        sized(BIN8, length);
        out.put(data, offset, length);
    }

    /**
     * @param marker8 that of an 8-bit length, followed by those of 16 and 32 bits
     */
    private void sized(int marker8, int length) {
        if (length < 1 << 8) {
            out.put(marker8);
            out.put(length);
        } else if (length < 1 << 16) {
            out.put(marker8 + 1);
            out.putShort(length);
        } else {
            out.put(marker8 + 2);
            out.putInt(length);
        }
    }

    private static final class SizeHeader implements LateSizes.Header {
        @Override
        public int extra(int size) {
            return size < 1 << 16 ? 2 : 4;
        }

        @Override
        public void write(byte[] array, int at, byte left, int size) {
            int marker16 = (left & 0xff) == FIXARRAY ? ARRAY16 : MAP16;
            if (size < 1 << 16) {
                array[at] = (byte) marker16;
                Bytes.putShort(array, at + 1, size);
            } else {
                array[at] = (byte) (marker16 + 1);
                Bytes.putInt(array, at + 1, size);
            }
        }
    }
}
