package io.patchbay.serializer.json;

import io.patchbay.wamp.codec.ByteSink;
import io.patchbay.wamp.codec.Bytes;
import io.patchbay.wamp.codec.ValueReader;
import io.patchbay.wamp.codec.ValueWriter;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Writes JSON without white space, escaping only what must be. NaN and infinities become null. */
final class JsonWriter implements ValueWriter {
    private static final byte[] NULL = ascii("null");
    private static final byte[] TRUE = ascii("true");
    private static final byte[] FALSE = ascii("false");
    private static final byte[] SMALLEST_LONG = ascii(Long.toString(Long.MIN_VALUE));
    private static final byte[] BINARY_PREFIX = ascii("\"\\u0000");
    private static final byte[] HEX = ascii("0123456789abcdef");
    private static final byte[] SHORT_ESCAPES = shortEscapes();
    private static final short[] PAIRS = pairs();
    private static final int LONGEST_LONG = 20;
    private static final int SHORT_TEXT = 128;

    private final ByteSink out = new ByteSink();

    private int depth;

    /** Whether the next value follows another. */
    private boolean follows;

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] shortEscapes() {
        byte[] escapes = new byte[128];
        escapes['"'] = '"';
        escapes['\\'] = '\\';
        escapes['\b'] = 'b';
        escapes['\f'] = 'f';
        escapes['\n'] = 'n';
        escapes['\r'] = 'r';
        escapes['\t'] = 't';
        return escapes;
    }

    /** The two digits of each number below a hundred. */
    private static short[] pairs() {
        short[] pairs = new short[100];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = (short) (('0' + i / 10) << 8 | '0' + i % 10);
        }
        return pairs;
    }

    @Override
    public void reset() {
        out.reset();
        depth = 0;
        follows = false;
    }

    @Override
    public byte[] buffer() {
        return out.array();
    }

    @Override
    public int length() {
        return out.length();
    }

    private void separate() {
        if (follows) {
            out.put(',');
        }
        follows = true;
    }

    @Override
    public void beginList(int size) {
        begin('[');
    }

    @Override
    public void beginMap(int size) {
        begin('{');
    }

    private void begin(char bracket) {
        if (depth == ValueReader.MAX_DEPTH) {
            throw new IllegalStateException("nested deeper than " + ValueReader.MAX_DEPTH);
        }
        depth++;
        separate();
        out.put(bracket);
        follows = false;
    }

    @Override
    public void endList() {
        end(']');
    }

    @Override
    public void endMap() {
        end('}');
    }

    private void end(char bracket) {
        depth--;
        out.put(bracket);
        follows = true;
    }

    @Override
    public void endWithTail(int count) {
        out.put(count == 0 ? ']' : ',');
    }

    @Override
    public void writeKey(String key) {
        writeString(key);
        out.put(':');
        follows = false;
    }

    @Override
    public void writeKey(byte[] utf8, int offset, int length) {
        writeString(utf8, offset, length);
        out.put(':');
        follows = false;
    }

    @Override
    public void writeNull() {
        literal(NULL);
    }

    @Override
    public void writeBoolean(boolean value) {
        literal(value ? TRUE : FALSE);
    }

    private void literal(byte[] text) {
        separate();
        out.put(text, 0, text.length);
    }

    @Override
    public void writeLong(long value) {
        if (value == Long.MIN_VALUE) {
            literal(SMALLEST_LONG);
            return;
        }
        separate();
        if (value < 0) {
            out.put('-');
        }
        digits(Math.abs(value));
    }

    private void digits(long value) {
        byte[] to = out.require(LONGEST_LONG);
        int at = out.length() + digitCount(value);
        out.length(at);
        long rest = value;
        while (rest >= 10) {
            long quotient = rest / 100;
            at -= 2;
            Bytes.putShort(to, at, PAIRS[(int) (rest - quotient * 100)]);
            rest = quotient;
        }
        if (rest > 0 || value == 0) {
            to[at - 1] = (byte) ('0' + rest);
        }
    }

    private static int digitCount(long value) {
        long power = 10;
        int count = 1;
        while (count < 19 && value >= power) {
            power *= 10;
            count++;
        }
        return count;
    }

    @Override
    public void writeBigInteger(BigInteger value) {
        literal(ascii(value.toString()));
    }

    @Override
    public void writeDouble(double value) {
        literal(Double.isFinite(value) ? ascii(Double.toString(value)) : NULL);
    }

    @Override
    public void writeString(String value) {
        if (value.length() <= SHORT_TEXT && writePlain(value)) {
            return;
        }
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        writeString(utf8, 0, utf8.length);
    }

    /** Writes the string if it is ASCII without escapes; writes nothing and says false if not. */
    private boolean writePlain(String value) {
        int length = value.length();
        byte[] to = out.require(length + 3);
        int at = out.length();
        if (follows) {
            to[at++] = ',';
        }
        to[at++] = '"';
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (c < ' ' || c >= 0x80 || c == '"' || c == '\\') {
                return false;
            }
            to[at++] = (byte) c;
        }
        to[at++] = '"';
        out.length(at);
        follows = true;
        return true;
    }

    @Override
    public void writeString(byte[] utf8, int offset, int length) {
        separate();
        out.put('"');
        int end = offset + length;
        int next = offset;
        int stop = JsonCheck.unescaped(utf8, next, end);
        while (stop < end) {
            out.put(utf8, next, stop - next);
            escape(utf8[stop]);
            next = stop + 1;
            stop = JsonCheck.unescaped(utf8, next, end);
        }
        out.put(utf8, next, end - next);
        out.put('"');
    }

    private void escape(byte c) {
        out.put('\\');
        if (SHORT_ESCAPES[c] != 0) {
            out.put(SHORT_ESCAPES[c]);
        } else {
            out.put('u');
            out.putShort('0' << 8 | '0');
            out.put(HEX[c >> 4]);
            out.put(HEX[c & 0xf]);
        }
    }

    @Override
    public void writeBinary(byte[] value) {
        writeBinary(value, 0, value.length);
    }

    @Override
    public void writeBinary(byte[] data, int offset, int length) {
        literal(BINARY_PREFIX);
        ByteBuffer base64 = Base64.getEncoder().encode(ByteBuffer.wrap(data, offset, length));
        out.put(base64.array(), base64.arrayOffset(), base64.remaining());
        out.put('"');
    }
}
