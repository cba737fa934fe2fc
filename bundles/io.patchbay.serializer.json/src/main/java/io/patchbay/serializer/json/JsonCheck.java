package io.patchbay.serializer.json;

import io.patchbay.wamp.codec.Bytes;
import io.patchbay.wamp.codec.MalformedDocument;
import io.patchbay.wamp.codec.Utf8;
import io.patchbay.wamp.codec.ValueReader;

/**
 * Checks values without reading them (RFC 8259). Each method is given the index where something
 * starts and yields the index behind it, or throws {@link MalformedDocument}.
 */
final class JsonCheck {
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = ONES << 7;

    /** Turns the quote into a space, and what is below a space into the same. */
    private static final long QUOTE_TO_SPACE = ONES * ('"' ^ ' ');

    private static final long ABOVE_SPACE = ONES * (' ' + 1);
    private static final long BACKSLASHES = ONES * '\\';

    private static final int TRUE = 0x7472_7565;
    private static final int ALSE = 0x616c_7365;
    private static final int NULL = 0x6e75_6c6c;

    private JsonCheck() {}

    /**
     * Any value.
     *
     * @param level how many lists and maps are around it
     */
    static int value(byte[] data, int at, int end, int level) {
        return switch (byteAt(data, at, end)) {
            case '"' -> string(data, at, end);
            case '{' -> map(data, at, end, level);
            case '[' -> list(data, at, end, level);
            case 't' -> literal(data, at, at, end, TRUE);
            case 'f' -> literal(data, at, at + 1, end, ALSE);
            case 'n' -> literal(data, at, at, end, NULL);
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number(data, at, end);
            default -> throw new MalformedDocument("expected a value", at);
        };
    }

    private static int list(byte[] data, int at, int end, int level) {
        checkLevel(level, at);
        int next = whitespace(data, at + 1, end);
        if (next < end && data[next] == ']') {
            return next + 1;
        }
        next = whitespace(data, value(data, next, end, level + 1), end);
        while (byteAt(data, next, end) == ',') {
            next = whitespace(data, next + 1, end);
            next = whitespace(data, value(data, next, end, level + 1), end);
        }
        return closed(data, next, ']');
    }

    static int map(byte[] data, int at, int end, int level) {
        checkLevel(level, at);
        int next = whitespace(data, at + 1, end);
        if (next < end && data[next] == '}') {
            return next + 1;
        }
        next = entry(data, next, end, level + 1);
        while (byteAt(data, next, end) == ',') {
            next = entry(data, whitespace(data, next + 1, end), end, level + 1);
        }
        return closed(data, next, '}');
    }

    /** A key, its value and white space behind it. */
    private static int entry(byte[] data, int at, int end, int level) {
        if (byteAt(data, at, end) != '"') {
            throw new MalformedDocument("expected a key", at);
        }
        int value = colon(data, string(data, at, end), end);
        return whitespace(data, value(data, value, end, level), end);
    }

    /** The colon behind a key, and white space around it. */
    static int colon(byte[] data, int at, int end) {
        int colon = whitespace(data, at, end);
        if (byteAt(data, colon, end) != ':') {
            throw new MalformedDocument("expected a colon", colon);
        }
        return whitespace(data, colon + 1, end);
    }

    private static int closed(byte[] data, int at, char bracket) {
        if (data[at] != bracket) {
            throw new MalformedDocument("expected a comma or " + bracket, at);
        }
        return at + 1;
    }

    private static int literal(byte[] data, int at, int word, int end, int expected) {
        if (end - word < Integer.BYTES || Bytes.getInt(data, word) != expected) {
            throw new MalformedDocument("expected a value", at);
        }
        return word + Integer.BYTES;
    }

    static int number(byte[] data, int at, int end) {
        int first = data[at] == '-' ? at + 1 : at;
        int next = digits(data, first, end);
        if (data[first] == '0' && next > first + 1) {
            throw new MalformedDocument("a number with a leading zero", at);
        }
        if (next < end && data[next] == '.') {
            next = digits(data, next + 1, end);
        }
        if (next < end && (data[next] | 0x20) == 'e') {
            boolean isSigned = next + 1 < end && (data[next + 1] == '-' || data[next + 1] == '+');
            next = digits(data, isSigned ? next + 2 : next + 1, end);
        }
        return next;
    }

    private static int digits(byte[] data, int at, int end) {
        int next = at;
        while (next < end && data[next] >= '0' && data[next] <= '9') {
            next++;
        }
        if (next == at) {
            throw new MalformedDocument("expected a digit", at);
        }
        return next;
    }

    static int string(byte[] data, int at, int end) {
        int next = plain(data, at + 1, end);
        while (data[next] == '\\') {
            next = plain(data, escape(data, next, end), end);
        }
        return next + 1;
    }

    /** The part of a string up to its closing quote or next backslash. */
    static int plain(byte[] data, int from, int end) {
        int next = plainAscii(data, from, end);
        while (next < end && data[next] < 0) {
            int behind = Utf8.next(data, next, end);
            if (behind < 0) {
                throw new MalformedDocument("invalid UTF-8", next);
            }
            next = behind < end && data[behind] < 0 ? behind : plainAscii(data, behind, end);
        }
        if (byteAt(data, next, end) < ' ') {
            throw new MalformedDocument("a control character in a string", next);
        }
        return next;
    }

    /** The bytes up to the next one that is a quote, backslash, control character or not ASCII. */
    private static int plainAscii(byte[] data, int from, int end) {
        int i = from;
        while (i <= end - 2 * Long.BYTES && isPlain(data, i) && isPlain(data, i + Long.BYTES)) {
            i += 2 * Long.BYTES;
        }
        for (; i <= end - Long.BYTES; i += Long.BYTES) {
            long word = Bytes.word(data, i);
            long special = (needsEscape(word) | word) & HIGH_BITS;
            if (special != 0) {
                return i + (Long.numberOfTrailingZeros(special) >>> 3);
            }
        }
        while (i < end && data[i] >= 0 && !isEscaped(data[i])) {
            i++;
        }
        return i;
    }

    private static boolean isPlain(byte[] data, int i) {
        long word = Bytes.word(data, i);
        return ((needsEscape(word) | word) & HIGH_BITS) == 0;
    }

    /** The UTF-8 up to the next byte that is a quote, backslash or control character, or all. */
    static int unescaped(byte[] data, int from, int end) {
        int i = from;
        for (; i <= end - Long.BYTES; i += Long.BYTES) {
            long word = Bytes.word(data, i);
            long special = needsEscape(word) & ~word & HIGH_BITS;
            if (special != 0) {
                return i + (Long.numberOfTrailingZeros(special) >>> 3);
            }
        }
        while (i < end && !isEscaped(data[i])) {
            i++;
        }
        return i;
    }

    private static boolean isEscaped(byte b) {
        return b == '"' || b == '\\' || (b >= 0 && b < ' ');
    }

    /**
     * Sets the high bit of the first byte that is a quote, backslash or control character. Bytes
     * behind it, or that are not ASCII, may have it set or not.
     */
    private static long needsEscape(long word) {
        return (word ^ QUOTE_TO_SPACE) - ABOVE_SPACE | (word ^ BACKSLASHES) - ONES;
    }

    static int escape(byte[] data, int at, int end) {
        return switch (byteAt(data, at + 1, end)) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at + 2;
            case 'u' -> {
                unit(data, at, end);
                yield at + 6;
            }
            default -> throw new MalformedDocument("an unknown escape", at);
        };
    }

    /** The UTF-16 code unit of the escape at an index. */
    static int unit(byte[] data, int at, int end) {
        if (end - at < 6) {
            throw new MalformedDocument("the document ends early", end);
        }
        int unit = 0;
        for (int i = at + 2; i < at + 6; i++) {
            int digit = data[i] < 0 ? -1 : Character.digit(data[i], 16);
            if (digit < 0) {
                throw new MalformedDocument("expected a hexadecimal digit", i);
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }

    static int whitespace(byte[] data, int at, int end) {
        int next = at;
        while (next < end && data[next] <= ' ' && isWhitespace(data[next])) {
            next++;
        }
        return next;
    }

    private static boolean isWhitespace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    static byte byteAt(byte[] data, int at, int end) {
        if (at >= end) {
            throw new MalformedDocument("the document ends early", at);
        }
        return data[at];
    }

    private static void checkLevel(int level, int at) {
        if (level >= ValueReader.MAX_DEPTH) {
            throw new MalformedDocument("nested too deeply", at);
        }
    }
}
