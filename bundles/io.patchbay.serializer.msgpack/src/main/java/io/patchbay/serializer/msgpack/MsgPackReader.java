package io.patchbay.serializer.msgpack;

import static io.patchbay.serializer.msgpack.MsgPack.ARRAY16;
import static io.patchbay.serializer.msgpack.MsgPack.ARRAY32;
import static io.patchbay.serializer.msgpack.MsgPack.BIN16;
import static io.patchbay.serializer.msgpack.MsgPack.BIN32;
import static io.patchbay.serializer.msgpack.MsgPack.BIN8;
import static io.patchbay.serializer.msgpack.MsgPack.EXT16;
import static io.patchbay.serializer.msgpack.MsgPack.EXT32;
import static io.patchbay.serializer.msgpack.MsgPack.EXT8;
import static io.patchbay.serializer.msgpack.MsgPack.FALSE;
import static io.patchbay.serializer.msgpack.MsgPack.FIXARRAY;
import static io.patchbay.serializer.msgpack.MsgPack.FIXEXT1;
import static io.patchbay.serializer.msgpack.MsgPack.FIXEXT16;
import static io.patchbay.serializer.msgpack.MsgPack.FIXEXT2;
import static io.patchbay.serializer.msgpack.MsgPack.FIXEXT4;
import static io.patchbay.serializer.msgpack.MsgPack.FIXEXT8;
import static io.patchbay.serializer.msgpack.MsgPack.FIXMAP;
import static io.patchbay.serializer.msgpack.MsgPack.FIXSTR;
import static io.patchbay.serializer.msgpack.MsgPack.FLOAT32;
import static io.patchbay.serializer.msgpack.MsgPack.FLOAT64;
import static io.patchbay.serializer.msgpack.MsgPack.INT16;
import static io.patchbay.serializer.msgpack.MsgPack.INT32;
import static io.patchbay.serializer.msgpack.MsgPack.INT64;
import static io.patchbay.serializer.msgpack.MsgPack.INT8;
import static io.patchbay.serializer.msgpack.MsgPack.MAP16;
import static io.patchbay.serializer.msgpack.MsgPack.MAP32;
import static io.patchbay.serializer.msgpack.MsgPack.NEGATIVE_FIXINT;
import static io.patchbay.serializer.msgpack.MsgPack.NIL;
import static io.patchbay.serializer.msgpack.MsgPack.STR16;
import static io.patchbay.serializer.msgpack.MsgPack.STR32;
import static io.patchbay.serializer.msgpack.MsgPack.STR8;
import static io.patchbay.serializer.msgpack.MsgPack.TRUE;
import static io.patchbay.serializer.msgpack.MsgPack.UINT16;
import static io.patchbay.serializer.msgpack.MsgPack.UINT32;
import static io.patchbay.serializer.msgpack.MsgPack.UINT64;
import static io.patchbay.serializer.msgpack.MsgPack.UINT8;

import io.patchbay.wamp.codec.Bytes;
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
 * Reads MessagePack in place. Extension types are read as binaries, without their type number, but
 * for the one by which libraries for JavaScript write {@code undefined}, say for options not given:
 * that is null. The byte 0xc1, which the specification never uses, is refused.
 */
final class MsgPackReader implements ValueReader {
    private static final byte[] NOTHING = new byte[0];
    private static final int UNDEFINED_LENGTH = 3;

    private byte[] data = NOTHING;
    private int pos;
    private int end;
    private int depth;
    private int size;

    /** How many elements or entries are left, by depth. */
    private final int[] left = new int[MAX_DEPTH + 1];

    @Override
    public void reset(byte[] bytes, int offset, int length) {
        data = bytes;
        pos = offset;
        end = offset + length;
        depth = 0;
    }

    @Override
    public void resetToTail(byte[] bytes, int offset, int length, int count) {
        reset(bytes, offset, length);
        enter(count);
    }

    @Override
    public int position() {
        return pos;
    }

    @Override
    public int tailEnd() {
        return pos;
    }

    @Override
    public void end() {
        if (depth != 0 || pos != end) {
            throw new MalformedDocument("the document goes on", pos);
        }
    }

    @Override
    public Kind peek() {
        int first = first();
        if (first < FIXMAP || first >= NEGATIVE_FIXINT) {
            return Kind.INTEGER;
        }
        if (first < NIL) {
            return first >= FIXSTR ? Kind.STRING : first >= FIXARRAY ? Kind.LIST : Kind.MAP;
        }
        return switch (first) {
            case NIL -> Kind.NULL;
            case FALSE, TRUE -> Kind.BOOLEAN;
            case BIN8, BIN16, BIN32, EXT8, EXT16, EXT32 -> Kind.BINARY;
            case FIXEXT1 -> isUndefined() ? Kind.NULL : Kind.BINARY;
            case FIXEXT2, FIXEXT4, FIXEXT8, FIXEXT16 -> Kind.BINARY;
            case FLOAT32, FLOAT64 -> Kind.DECIMAL;
            case UINT8, UINT16, UINT32, INT8, INT16, INT32, INT64 -> Kind.INTEGER;
            case UINT64 -> longAt(pos + 1) < 0 ? Kind.BIG_INTEGER : Kind.INTEGER;
            case STR8, STR16, STR32 -> Kind.STRING;
            case ARRAY16, ARRAY32 -> Kind.LIST;
            case MAP16, MAP32 -> Kind.MAP;
            default -> throw new MalformedDocument("the unused byte 0xc1", pos);
        };
    }

    @Override
    public void beginList() {
        int first = first();
        int count =
                switch (first) {
                    case ARRAY16 -> shortSize();
                    case ARRAY32 -> intSize();
                    default -> fixed(first, FIXARRAY, 0xf0, 0x0f, "a list");
                };
        if (count > end - pos) {
            throw truncated();
        }
        enter(count);
    }

    @Override
    public void beginMap() {
        int first = first();
        int count =
                switch (first) {
                    case MAP16 -> shortSize();
                    case MAP32 -> intSize();
                    default -> fixed(first, FIXMAP, 0xf0, 0x0f, "a map");
                };
        if (count > (end - pos) / 2) {
            throw truncated();
        }
        enter(count);
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
        if (left[depth] == 0) {
            depth--;
            return false;
        }
        left[depth]--;
        return true;
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
        int first = first();
        if (first == NIL) {
            pos++;
        } else if (first == FIXEXT1 && isUndefined()) {
            pos += UNDEFINED_LENGTH;
        } else {
            throw expected("nil");
        }
    }

    /** Whether the fixext 1 at hand is type 0 with the value 0. */
    private boolean isUndefined() {
        return end - pos >= UNDEFINED_LENGTH && data[pos + 1] == 0 && data[pos + 2] == 0;
    }

    @Override
    public boolean readBoolean() {
        int first = first();
        if (first != TRUE && first != FALSE) {
            throw expected("a boolean");
        }
        pos++;
        return first == TRUE;
    }

    @Override
    public long readLong() {
        byte first = (byte) first();
        if (first >= (byte) NEGATIVE_FIXINT) {
            pos++;
            return first;
        }
        return switch (first & 0xff) {
            case UINT8 -> take(1)[pos - 1] & 0xff;
            case UINT16 -> Bytes.getShort(take(2), pos - 2) & 0xffff;
            case UINT32 -> Bytes.getInt(take(4), pos - 4) & 0xffff_ffffL;
            case UINT64 -> unsigned();
            case INT8 -> take(1)[pos - 1];
            case INT16 -> Bytes.getShort(take(2), pos - 2);
            case INT32 -> Bytes.getInt(take(4), pos - 4);
            case INT64 -> Bytes.getLong(take(8), pos - 8);
            default -> throw expected("an integer");
        };
    }

    private long unsigned() {
        if (longAt(pos + 1) < 0) {
            throw expected("an integer below 2^63");
        }
        return Bytes.getLong(take(8), pos - 8);
    }

    @Override
    public BigInteger readBigInteger() {
        if (peek() != Kind.BIG_INTEGER) {
            return BigInteger.valueOf(readLong());
        }
        return new BigInteger(1, take(8), pos - 8, 8);
    }

    @Override
    public double readDouble() {
        return switch (first()) {
            case FLOAT32 -> Float.intBitsToFloat(Bytes.getInt(take(4), pos - 4));
            case FLOAT64 -> Double.longBitsToDouble(Bytes.getLong(take(8), pos - 8));
            default -> throw expected("a float");
        };
    }

    @Override
    public String readString() {
        int length = beginString();
        pos += length;
        return new String(data, pos - length, length, StandardCharsets.UTF_8);
    }

    @Override
    public <T> T readString(InternTable<T> table) {
        int length = beginString();
        pos += length;
        return table.get(data, pos - length, length);
    }

    @Override
    public byte[] readBinary() {
        int length = beginBinary();
        pos += length;
        return Arrays.copyOfRange(data, pos - length, pos);
    }

    @Override
    public void copyKey(ValueWriter writer) {
        if (peek() == Kind.STRING) {
            int length = beginString();
            pos += length;
            writer.writeKey(data, pos - length, length);
        } else {
            writer.writeKey(readKey());
        }
    }

    @Override
    public void copyString(ValueWriter writer) {
        int length = beginString();
        pos += length;
        writer.writeString(data, pos - length, length);
    }

    @Override
    public void copyBinary(ValueWriter writer) {
        int length = beginBinary();
        pos += length;
        writer.writeBinary(data, pos - length, length);
    }

    /** Passes the header of a string, whose content is checked. Returns its length. */
    private int beginString() {
        int first = first();
        int length =
                switch (first) {
                    case STR8 -> byteSize();
                    case STR16 -> shortSize();
                    case STR32 -> intSize();
                    default -> fixed(first, FIXSTR, 0xe0, 0x1f, "a string");
                };
        checkText(pos, length);
        return length;
    }

    /** Passes the header of a binary or extension. Returns its length. */
    private int beginBinary() {
        int length =
                switch (first()) {
                    case BIN8 -> byteSize();
                    case BIN16 -> shortSize();
                    case BIN32 -> intSize();
                    case EXT8 -> extension(byteSize());
                    case EXT16 -> extension(shortSize());
                    case EXT32 -> extension(intSize());
                    case FIXEXT1 -> extension(fixedSize(1));
                    case FIXEXT2 -> extension(fixedSize(2));
                    case FIXEXT4 -> extension(fixedSize(4));
                    case FIXEXT8 -> extension(fixedSize(8));
                    case FIXEXT16 -> extension(fixedSize(16));
                    default -> throw expected("a binary");
                };
        if (length > end - pos) {
            throw truncated();
        }
        return length;
    }

    private int extension(int length) {
        pos++;
        return length;
    }

    private int fixedSize(int length) {
        pos++;
        return length;
    }

    private int byteSize() {
        return take(1)[pos - 1] & 0xff;
    }

    private int shortSize() {
        return Bytes.getShort(take(2), pos - 2) & 0xffff;
    }

    private int intSize() {
        return checkedSize(Bytes.getInt(take(4), pos - 4));
    }

    private int fixed(int first, int base, int mask, int sizeMask, String what) {
        if ((first & mask) != base) {
            throw expected(what);
        }
        pos++;
        return first & sizeMask;
    }

    /** A 32-bit size is unsigned, but no document is that large. */
    private int checkedSize(int claimed) {
        if (claimed < 0) {
            throw truncated();
        }
        return claimed;
    }

    /** Passes the first byte and that many more; returns the array. */
    private byte[] take(int count) {
        if (count >= end - pos) {
            throw truncated();
        }
        pos += 1 + count;
        return data;
    }

    private int first() {
        if (pos >= end) {
            throw truncated();
        }
        return data[pos] & 0xff;
    }

    private long longAt(int at) {
        if (end - at < 8) {
            throw truncated();
        }
        return Bytes.getLong(data, at);
    }

    private void checkText(int from, int length) {
        MsgPackCheck.text(data, from, length, end);
    }

    @Override
    public void skip() {
        pos = MsgPackCheck.value(data, pos, end, depth);
    }

    @Override
    public void skipDict() {
        pos = MsgPackCheck.dict(data, pos, end, depth);
    }

    private MalformedDocument truncated() {
        return new MalformedDocument("more bytes were announced than there are", pos);
    }

    private MalformedDocument expected(String what) {
        return new MalformedDocument("expected " + what, pos);
    }
}
