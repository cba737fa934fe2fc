package io.patchbay.serializer.cbor;

import io.patchbay.wamp.codec.MalformedDocument;
import io.patchbay.wamp.codec.Utf8;
import io.patchbay.wamp.codec.ValueReader;

/**
 * Checks values without reading them. Each method is given the index of a value and yields the
 * index behind it, or throws {@link MalformedDocument}.
 */
final class CborCheck {
    private CborCheck() {}

    /**
     * Any value.
     *
     * @param level how many lists and maps are around it
     */
    static int value(byte[] data, int at, int end, int level) {
        int first = Cbor.first(data, at, end);
        return switch (Cbor.major(first)) {
            case Cbor.UNSIGNED, Cbor.NEGATIVE -> integer(data, at, end, first);
            case Cbor.BINARY -> binary(data, at, end, first);
            case Cbor.TEXT -> text(data, at, end, first);
            case Cbor.LIST -> list(data, at, end, first, level);
            case Cbor.MAP -> map(data, at, end, first, level, false);
            case Cbor.TAG -> value(data, Cbor.untagged(data, at, end), end, level);
            default -> simple(at, end, first);
        };
    }

    /** A map whose keys are strings. */
    static int dict(byte[] data, int at, int end, int level) {
        int untagged = Cbor.untagged(data, at, end);
        int first = Cbor.first(data, untagged, end);
        if (Cbor.major(first) != Cbor.MAP) {
            throw new MalformedDocument("expected a map", at);
        }
        return map(data, untagged, end, first, level, true);
    }

    private static int integer(byte[] data, int at, int end, int first) {
        Cbor.argument(data, at, end, first);
        return Cbor.headEnd(at, first);
    }

    private static int simple(int at, int end, int first) {
        int next =
                switch (first) {
                    case Cbor.FALSE, Cbor.TRUE, Cbor.NULL, Cbor.UNDEFINED -> at + 1;
                    case Cbor.FLOAT16, Cbor.FLOAT32, Cbor.FLOAT64 -> Cbor.headEnd(at, first);
                    case Cbor.BREAK -> throw new MalformedDocument("misplaced break", at);
                    default -> throw new MalformedDocument("unknown simple value", at);
                };
        if (next > end) {
            throw Cbor.truncated(at);
        }
        return next;
    }

    private static int binary(byte[] data, int at, int end, int first) {
        return Cbor.info(first) == Cbor.INDEFINITE
                ? chunks(data, at, end, Cbor.BINARY)
                : chunk(data, at, end, first);
    }

    private static int text(byte[] data, int at, int end, int first) {
        return Cbor.info(first) == Cbor.INDEFINITE
                ? chunks(data, at, end, Cbor.TEXT)
                : chunk(data, at, end, first);
    }

    /** A binary or text of definite length. */
    static int chunk(byte[] data, int at, int end, int first) {
        int from = Cbor.headEnd(at, first);
        int next = from + Cbor.size(data, at, end, first, 1);
        if (Cbor.major(first) == Cbor.TEXT) {
            int invalid = Utf8.firstInvalid(data, from, next);
            if (invalid >= 0) {
                throw new MalformedDocument("invalid UTF-8", invalid);
            }
        }
        return next;
    }

    /** A binary or text of indefinite length: each of its chunks must be valid by itself. */
    static int chunks(byte[] data, int at, int end, int major) {
        int next = at + 1;
        int first = Cbor.first(data, next, end);
        while (first != Cbor.BREAK) {
            if (Cbor.major(first) != major) {
                throw new MalformedDocument("expected a chunk of the same kind", next);
            }
            next = chunk(data, next, end, first);
            first = Cbor.first(data, next, end);
        }
        return next + 1;
    }

    private static int list(byte[] data, int at, int end, int first, int level) {
        checkLevel(level, at);
        if (Cbor.info(first) == Cbor.INDEFINITE) {
            return openList(data, at + 1, end, level + 1);
        }
        int size = Cbor.size(data, at, end, first, 1);
        int next = Cbor.headEnd(at, first);
        for (int i = 0; i < size; i++) {
            next = value(data, next, end, level + 1);
        }
        return next;
    }

    private static int openList(byte[] data, int from, int end, int level) {
        int next = from;
        while (Cbor.first(data, next, end) != Cbor.BREAK) {
            next = value(data, next, end, level);
        }
        return next + 1;
    }

    private static int map(byte[] data, int at, int end, int first, int level, boolean stringKeys) {
        checkLevel(level, at);
        if (Cbor.info(first) == Cbor.INDEFINITE) {
            return openMap(data, at + 1, end, level + 1, stringKeys);
        }
        int size = Cbor.size(data, at, end, first, 2);
        int next = Cbor.headEnd(at, first);
        for (int i = 0; i < size; i++) {
            next = value(data, key(data, next, end, stringKeys), end, level + 1);
        }
        return next;
    }

    private static int openMap(byte[] data, int from, int end, int level, boolean stringKeys) {
        int next = from;
        while (Cbor.first(data, next, end) != Cbor.BREAK) {
            next = value(data, key(data, next, end, stringKeys), end, level);
        }
        return next + 1;
    }

    private static int key(byte[] data, int at, int end, boolean mustBeString) {
        int untagged = Cbor.untagged(data, at, end);
        int major = Cbor.major(data[untagged] & 0xff);
        if (mustBeString && major != Cbor.TEXT) {
            throw new MalformedDocument("expected a string as key", at);
        }
        if (major == Cbor.LIST || major == Cbor.MAP) {
            throw new MalformedDocument("a list or map as key", at);
        }
        return value(data, untagged, end, 0);
    }

    private static void checkLevel(int level, int at) {
        if (level >= ValueReader.MAX_DEPTH) {
            throw new MalformedDocument("nested too deeply", at);
        }
    }
}
