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
import io.patchbay.wamp.codec.MalformedDocument;
import io.patchbay.wamp.codec.Utf8;
import io.patchbay.wamp.codec.ValueReader;

/**
 * Checks values without reading them. Each method is given the index of a value and yields the
 * index behind it, or throws {@link MalformedDocument}.
 */
final class MsgPackCheck {
    private MsgPackCheck() {}

    /**
     * Any value.
     *
     * @param level how many lists and maps are around it
     */
    static int value(byte[] data, int at, int end, int level) {
        if (at >= end) {
            throw truncated(at);
        }
        byte signed = data[at];
        if (signed >= (byte) NEGATIVE_FIXINT) {
            return at + 1;
        }
        int first = signed & 0xff;
        if (first >= NIL) {
            return marked(data, first, at, end, level);
        }
        if (first >= FIXSTR) {
            return text(data, at + 1, first & 0x1f, end);
        }
        return first >= FIXARRAY
                ? list(data, at + 1, first & 0x0f, end, level)
                : map(data, at + 1, first & 0x0f, end, level);
    }

    private static int marked(byte[] data, int first, int at, int end, int level) {
        return switch (first) {
            case NIL, FALSE, TRUE -> at + 1;
            case UINT8, INT8 -> raw(at + 1, 1, end);
            case UINT16, INT16, FIXEXT1 -> raw(at + 1, 2, end);
            case FIXEXT2 -> raw(at + 1, 3, end);
            case UINT32, INT32, FLOAT32 -> raw(at + 1, 4, end);
            case FIXEXT4 -> raw(at + 1, 5, end);
            case UINT64, INT64, FLOAT64 -> raw(at + 1, 8, end);
            case FIXEXT8 -> raw(at + 1, 9, end);
            case FIXEXT16 -> raw(at + 1, 17, end);
            case STR8 -> text(data, at + 2, size8(data, at, end), end);
            case STR16 -> text(data, at + 3, size16(data, at, end), end);
            case STR32 -> text(data, at + 5, size32(data, at, end), end);
            case BIN8 -> raw(at + 2, size8(data, at, end), end);
            case BIN16 -> raw(at + 3, size16(data, at, end), end);
            case BIN32 -> raw(at + 5, size32(data, at, end), end);
            case EXT8 -> raw(at + 2, 1L + size8(data, at, end), end);
            case EXT16 -> raw(at + 3, 1L + size16(data, at, end), end);
            case EXT32 -> raw(at + 5, 1L + size32(data, at, end), end);
            case ARRAY16 -> list(data, at + 3, size16(data, at, end), end, level);
            case ARRAY32 -> list(data, at + 5, size32(data, at, end), end, level);
            case MAP16 -> map(data, at + 3, size16(data, at, end), end, level);
            case MAP32 -> map(data, at + 5, size32(data, at, end), end, level);
            default -> throw new MalformedDocument("the unused byte 0xc1", at);
        };
    }

    /** A map whose keys are strings. */
    static int dict(byte[] data, int at, int end, int level) {
        int first = at < end ? data[at] & 0xff : NIL;
        int size;
        int next;
        if (first == MAP16) {
            size = size16(data, at, end);
            next = at + 3;
        } else if (first == MAP32) {
            size = size32(data, at, end);
            next = at + 5;
        } else if ((first & 0xf0) == FIXMAP) {
            size = first & 0x0f;
            next = at + 1;
        } else {
            throw new MalformedDocument("expected a map", at);
        }
        checkLevel(level, at);
        for (int i = 0; i < size; i++) {
            next = value(data, stringKey(data, next, end), end, level + 1);
        }
        return next;
    }

    private static int stringKey(byte[] data, int at, int end) {
        int first = at < end ? data[at] & 0xff : NIL;
        if ((first & 0xe0) != FIXSTR && (first < STR8 || first > STR32)) {
            throw new MalformedDocument("expected a string as key", at);
        }
        return value(data, at, end, 0);
    }

    private static int list(byte[] data, int from, int size, int end, int level) {
        checkLevel(level, from);
        int next = from;
        for (int i = 0; i < size; i++) {
            next = value(data, next, end, level + 1);
        }
        return next;
    }

    private static int map(byte[] data, int from, int size, int end, int level) {
        checkLevel(level, from);
        int next = from;
        for (int i = 0; i < size; i++) {
            next = value(data, scalarKey(data, next, end), end, level + 1);
        }
        return next;
    }

    private static int scalarKey(byte[] data, int at, int end) {
        int first = at < end ? data[at] & 0xff : NIL;
        boolean isFixed = first >= FIXMAP && first < FIXSTR;
        if (isFixed || (first >= ARRAY16 && first <= MAP32)) {
            throw new MalformedDocument("a list or map as key", at);
        }
        return value(data, at, end, 0);
    }

    /** The bytes of a string, behind its header. */
    static int text(byte[] data, int from, int length, int end) {
        int next = raw(from, length, end);
        int invalid = Utf8.firstInvalid(data, from, next);
        if (invalid >= 0) {
            throw new MalformedDocument("invalid UTF-8", invalid);
        }
        return next;
    }

    private static int raw(int from, long length, int end) {
        if (length > end - from) {
            throw truncated(from);
        }
        return from + (int) length;
    }

    private static int size8(byte[] data, int at, int end) {
        raw(at + 1, 1, end);
        return data[at + 1] & 0xff;
    }

    private static int size16(byte[] data, int at, int end) {
        raw(at + 1, 2, end);
        return Bytes.getShort(data, at + 1) & 0xffff;
    }

    /** A 32-bit size is unsigned, but no document is that large. */
    private static int size32(byte[] data, int at, int end) {
        raw(at + 1, 4, end);
        int size = Bytes.getInt(data, at + 1);
        if (size < 0) {
            throw truncated(at);
        }
        return size;
    }

    private static void checkLevel(int level, int at) {
        if (level >= ValueReader.MAX_DEPTH) {
            throw new MalformedDocument("nested too deeply", at);
        }
    }

    private static MalformedDocument truncated(int at) {
        return new MalformedDocument("more bytes were announced than there are", at);
    }
}
