package io.patchbay.serializer.cbor;

import io.patchbay.wamp.codec.ByteSink;
import io.patchbay.wamp.codec.InternTable;
import io.patchbay.wamp.codec.Kind;
import io.patchbay.wamp.codec.MalformedDocument;
import io.patchbay.wamp.codec.ValueReader;
import io.patchbay.wamp.codec.ValueWriter;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * Reads CBOR in place. Tags are passed over, but for those of big integers; {@code undefined} is
 * null; simple values that RFC 8949 does not name are refused.
 */
final class CborReader implements ValueReader {
    /** About a thousand decimal digits. A larger one is what is inside its tag: a binary. */
    static final int LONGEST_BIGNUM = 416;

    private static final byte[] NOTHING = new byte[0];
    private static final int UNKNOWN = -1;

    private byte[] data = NOTHING;
    private int pos;
    private int end;
    private int depth;
    private int size;
    private int tailEnd;

    /** How many elements or entries are left, or unknown, by depth. */
    private final int[] left = new int[MAX_DEPTH + 1];

    /** The content of the string read last. */
    private byte[] content = NOTHING;

    private int from;
    private int length;

    @Override
    public void reset(byte[] bytes, int offset, int count) {
        data = bytes;
        pos = offset;
        end = offset + count;
        depth = 0;
    }

    @Override
    public void resetToTail(byte[] bytes, int offset, int byteCount, int count) {
        reset(bytes, offset, byteCount);
        enter(count);
    }

    @Override
    public int position() {
        return pos;
    }

    @Override
    public int tailEnd() {
        return tailEnd;
    }

    @Override
    public void end() {
        if (depth != 0 || pos != end) {
            throw new MalformedDocument("the document goes on", pos);
        }
    }

    @Override
    public Kind peek() {
        int first = Cbor.first(data, pos, end);
        return Cbor.major(first) == Cbor.TAG ? peekTagged() : kind(pos, first);
    }

    private Kind kind(int at, int first) {
        return switch (Cbor.major(first)) {
            case Cbor.UNSIGNED, Cbor.NEGATIVE ->
                    Cbor.argument(data, at, end, first) < 0 ? Kind.BIG_INTEGER : Kind.INTEGER;
            case Cbor.BINARY -> Kind.BINARY;
            case Cbor.TEXT -> Kind.STRING;
            case Cbor.LIST -> Kind.LIST;
            case Cbor.MAP -> Kind.MAP;
            default -> simpleKind(at, first);
        };
    }

    private Kind simpleKind(int at, int first) {
        return switch (first) {
            case Cbor.FALSE, Cbor.TRUE -> Kind.BOOLEAN;
            case Cbor.NULL, Cbor.UNDEFINED -> Kind.NULL;
            case Cbor.FLOAT16, Cbor.FLOAT32, Cbor.FLOAT64 -> Kind.DECIMAL;
            case Cbor.BREAK -> throw new MalformedDocument("misplaced break", at);
            default -> throw new MalformedDocument("unknown simple value", at);
        };
    }

    private Kind peekTagged() {
        int untagged = Cbor.untagged(data, pos, end);
        return isBignum(untagged)
                ? Kind.BIG_INTEGER
                : kind(untagged, Cbor.first(data, untagged, end));
    }

    /** Whether the tags at the position make the item behind them a big integer. */
    private boolean isBignum(int untagged) {
        int first = data[untagged] & 0xff;
        long tag = Cbor.innermostTag(data, pos, untagged);
        return (tag == Cbor.POSITIVE_BIGNUM || tag == Cbor.NEGATIVE_BIGNUM)
                && Cbor.major(first) == Cbor.BINARY
                && Cbor.info(first) != Cbor.INDEFINITE
                && Cbor.size(data, untagged, end, first, 1) <= LONGEST_BIGNUM;
    }

    @Override
    public void beginList() {
        begin(Cbor.LIST, 1, "a list");
    }

    @Override
    public void beginMap() {
        begin(Cbor.MAP, 2, "a map");
    }

    private void begin(int major, int least, String what) {
        int first = expect(major, what);
        if (Cbor.info(first) == Cbor.INDEFINITE) {
            pos++;
            enter(UNKNOWN);
        } else {
            int count = Cbor.size(data, pos, end, first, least);
            pos = Cbor.headEnd(pos, first);
            enter(count);
        }
    }

    private void enter(int count) {
        if (depth == MAX_DEPTH) {
            throw new MalformedDocument("nested too deeply", pos);
        }
        left[++depth] = count;
        size = count;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public boolean hasNext() {
        int remaining = left[depth];
        if (remaining > 0) {
            left[depth] = remaining - 1;
            return true;
        }
        if (remaining == UNKNOWN && Cbor.first(data, pos, end) != Cbor.BREAK) {
            return true;
        }
        depth--;
        tailEnd = pos;
        pos -= remaining; // passes the break of a list or map of unknown size
        return false;
    }

    @Override
    public String readKey() {
        return switch (peek()) {
            case STRING -> readString();
            case INTEGER -> Long.toString(readLong());
            case BIG_INTEGER -> readBigInteger().toString();
            case DECIMAL -> Double.toString(readDouble());
            case BOOLEAN -> Boolean.toString(readBoolean());
            case BINARY -> Base64.getEncoder().encodeToString(readBinary());
            case NULL -> {
                readNull();
                yield "null";
            }
            case LIST, MAP -> throw expected("a scalar key");
        };
    }

    @Override
    public void readNull() {
        int first = expect(Cbor.SIMPLE, "null");
        if (first != Cbor.NULL && first != Cbor.UNDEFINED) {
            throw expected("null");
        }
        pos++;
    }

    @Override
    public boolean readBoolean() {
        int first = expect(Cbor.SIMPLE, "a boolean");
        if (first != Cbor.TRUE && first != Cbor.FALSE) {
            throw expected("a boolean");
        }
        pos++;
        return first == Cbor.TRUE;
    }

    @Override
    public long readLong() {
        passTags();
        int first = Cbor.first(data, pos, end);
        long argument = Cbor.argument(data, pos, end, first);
        if (Cbor.major(first) > Cbor.NEGATIVE || argument < 0) {
            throw expected("an integer");
        }
        pos = Cbor.headEnd(pos, first);
        return Cbor.major(first) == Cbor.UNSIGNED ? argument : ~argument;
    }

    @Override
    public BigInteger readBigInteger() {
        if (peek() != Kind.BIG_INTEGER) {
            return BigInteger.valueOf(readLong());
        }
        int untagged = Cbor.untagged(data, pos, end);
        int first = data[untagged] & 0xff;
        boolean isBignum = Cbor.major(first) == Cbor.BINARY;
        boolean isNegative =
                isBignum
                        ? Cbor.innermostTag(data, pos, untagged) == Cbor.NEGATIVE_BIGNUM
                        : Cbor.major(first) == Cbor.NEGATIVE;
        int headEnd = Cbor.headEnd(untagged, first);
        int start = isBignum ? headEnd : headEnd - Long.BYTES;
        pos = isBignum ? CborCheck.chunk(data, untagged, end, first) : headEnd;
        var magnitude = new BigInteger(1, data, start, pos - start);
        return isNegative ? magnitude.not() : magnitude;
    }

    @Override
    public double readDouble() {
        int first = expect(Cbor.SIMPLE, "a float");
        if (first < Cbor.FLOAT16 || first > Cbor.FLOAT64) {
            throw expected("a float");
        }
        long bits = Cbor.argument(data, pos, end, first);
        pos = Cbor.headEnd(pos, first);
        return switch (first) {
            case Cbor.FLOAT16 -> Float.float16ToFloat((short) bits);
            case Cbor.FLOAT32 -> Float.intBitsToFloat((int) bits);
            default -> Double.longBitsToDouble(bits);
        };
    }

    @Override
    public String readString() {
        nextContent(Cbor.TEXT, "a string");
        return new String(content, from, length, StandardCharsets.UTF_8);
    }

    @Override
    public <T> T readString(InternTable<T> table) {
        nextContent(Cbor.TEXT, "a string");
        return table.get(content, from, length);
    }

    @Override
    public byte[] readBinary() {
        nextContent(Cbor.BINARY, "a binary");
        return Arrays.copyOfRange(content, from, from + length);
    }

    @Override
    public void copyKey(ValueWriter writer) {
        if (peek() == Kind.STRING) {
            nextContent(Cbor.TEXT, "a string");
            writer.writeKey(content, from, length);
        } else {
            writer.writeKey(readKey());
        }
    }

    @Override
    public void copyString(ValueWriter writer) {
        nextContent(Cbor.TEXT, "a string");
        writer.writeString(content, from, length);
    }

    @Override
    public void copyBinary(ValueWriter writer) {
        nextContent(Cbor.BINARY, "a binary");
        writer.writeBinary(content, from, length);
    }

    /** Passes a binary or text and makes it {@link #content}. */
    private void nextContent(int major, String what) {
        int first = expect(major, what);
        if (Cbor.info(first) == Cbor.INDEFINITE) {
            int next = CborCheck.chunks(data, pos, end, major);
            content = joined(pos + 1);
            from = 0;
            length = content.length;
            pos = next;
        } else {
            content = data;
            from = Cbor.headEnd(pos, first);
            pos = CborCheck.chunk(data, pos, end, first);
            length = pos - from;
        }
    }

    /** The contents of chunks that were checked. */
    private byte[] joined(int firstChunk) {
        var all = new ByteSink();
        int at = firstChunk;
        int first = data[at] & 0xff;
        while (first != Cbor.BREAK) {
            int start = Cbor.headEnd(at, first);
            at = start + Cbor.size(data, at, end, first, 1);
            all.put(data, start, at - start);
            first = data[at] & 0xff;
        }
        return Arrays.copyOf(all.array(), all.length());
    }

    @Override
    public void skip() {
        pos = CborCheck.value(data, pos, end, depth);
    }

    @Override
    public void skipDict() {
        pos = CborCheck.dict(data, pos, end, depth);
    }

    private void passTags() {
        pos = Cbor.untagged(data, pos, end);
    }

    /** Passes tags and returns the first byte of the item, which must have that major type. */
    private int expect(int major, String what) {
        passTags();
        int first = data[pos] & 0xff;
        if (Cbor.major(first) != major) {
            throw expected(what);
        }
        return first;
    }

    private MalformedDocument expected(String what) {
        return new MalformedDocument("expected " + what, pos);
    }
}
