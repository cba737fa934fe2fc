package io.patchbay.serializer.cbor;

import io.patchbay.wamp.codec.Bytes;
import io.patchbay.wamp.codec.MalformedDocument;

/**
 * The head of a data item (RFC 8949, section 3): three bits of major type, five of additional
 * information, which are the argument or say how many bytes of it follow.
 */
final class Cbor {
    static final int UNSIGNED = 0;
    static final int NEGATIVE = 1;
    static final int BINARY = 2;
    static final int TEXT = 3;
    static final int LIST = 4;
    static final int MAP = 5;
    static final int TAG = 6;
    static final int SIMPLE = 7;

    static final int ONE_BYTE = 24;
    static final int TWO_BYTES = 25;
    static final int FOUR_BYTES = 26;
    static final int EIGHT_BYTES = 27;
    static final int INDEFINITE = 31;

    static final int FALSE = 0xf4;
    static final int TRUE = 0xf5;
    static final int NULL = 0xf6;
    static final int UNDEFINED = 0xf7;
    static final int FLOAT16 = 0xf9;
    static final int FLOAT32 = 0xfa;
    static final int FLOAT64 = 0xfb;
    static final int BREAK = 0xff;

    static final int POSITIVE_BIGNUM = 2;
    static final int NEGATIVE_BIGNUM = 3;

    private Cbor() {}

    static int first(byte[] data, int at, int end) {
        if (at >= end) {
            throw truncated(at);
        }
        return data[at] & 0xff;
    }

    static int major(int first) {
        return first >>> 5;
    }

    static int info(int first) {
        return first & 0x1f;
    }

    /** The index behind the head at an index. */
    static int headEnd(int at, int first) {
        int info = info(first);
        return at + 1 + (info < ONE_BYTE ? 0 : 1 << (info - ONE_BYTE));
    }

    /** The argument of the head at an index, as 64 bits without sign. */
    static long argument(byte[] data, int at, int end, int first) {
        int info = info(first);
        if (info < ONE_BYTE) {
            return info;
        }
        if (info > EIGHT_BYTES) {
            throw new MalformedDocument("invalid additional information " + info, at);
        }
        if (headEnd(at, first) > end) {
            throw truncated(at);
        }
        return switch (info) {
            case ONE_BYTE -> data[at + 1] & 0xff;
            case TWO_BYTES -> Bytes.getShort(data, at + 1) & 0xffff;
            case FOUR_BYTES -> Bytes.getInt(data, at + 1) & 0xffff_ffffL;
            default -> Bytes.getLong(data, at + 1);
        };
    }

    /**
     * The argument of the head at an index where it is a number of things that follow.
     *
     * @param least how many bytes each of them has at least
     */
    static int size(byte[] data, int at, int end, int first, int least) {
        long size = argument(data, at, end, first);
        if (size < 0 || size > (end - headEnd(at, first)) / least) {
            throw truncated(at);
        }
        return (int) size;
    }

    /** The index of the item inside the tags, if any, at an index. */
    static int untagged(byte[] data, int at, int end) {
        int next = at;
        int first = first(data, next, end);
        while (major(first) == TAG) {
            argument(data, next, end, first);
            next = headEnd(next, first);
            first = first(data, next, end);
        }
        return next;
    }

    /** The number of the last tag before an item, or -1 if none. */
    static long innermostTag(byte[] data, int at, int untagged) {
        long tag = -1;
        int next = at;
        while (next < untagged) {
            int first = data[next] & 0xff;
            tag = argument(data, next, untagged, first);
            next = headEnd(next, first);
        }
        return tag;
    }

    static MalformedDocument truncated(int at) {
        return new MalformedDocument("more bytes were announced than there are", at);
    }
}
