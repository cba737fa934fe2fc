package io.patchbay.serializer.json;

import io.patchbay.wamp.codec.ByteSink;
import io.patchbay.wamp.codec.InternTable;
import io.patchbay.wamp.codec.ValueWriter;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The content of one string of a document: in place if it has no escapes, else in a buffer. An
 * escaped surrogate without its partner becomes U+FFFD. For one thread; reused.
 */
final class JsonText {
    private static final byte[] NOTHING = new byte[0];
    private static final int REPLACEMENT = 0xfffd;

    private final ByteSink unescaped = new ByteSink();
    private byte[] content = NOTHING;
    private int from;
    private int length;

    /** Loads the string that starts at a quote. Returns the index behind it. */
    int load(byte[] data, int at, int end) {
        int stop = JsonCheck.plain(data, at + 1, end);
        if (data[stop] == '"') {
            content = data;
            from = at + 1;
            length = stop - from;
            return stop + 1;
        }
        return unescape(data, at + 1, stop, end);
    }

    private int unescape(byte[] data, int start, int firstEscape, int end) {
        unescaped.reset();
        int next = start;
        int stop = firstEscape;
        while (data[stop] == '\\') {
            unescaped.put(data, next, stop - next);
            next = escape(data, stop, end);
            stop = JsonCheck.plain(data, next, end);
        }
        unescaped.put(data, next, stop - next);
        content = unescaped.array();
        from = 0;
        length = unescaped.length();
        return stop + 1;
    }

    private int escape(byte[] data, int at, int end) {
        int escaped = JsonCheck.byteAt(data, at + 1, end);
        if (escaped == 'u') {
            return unicode(data, at, end);
        }
        JsonCheck.escape(data, at, end);
        unescaped.put(
                switch (escaped) {
                    case 'b' -> '\b';
                    case 'f' -> '\f';
                    case 'n' -> '\n';
                    case 'r' -> '\r';
                    case 't' -> '\t';
                    default -> escaped;
                });
        return at + 2;
    }

    private int unicode(byte[] data, int at, int end) {
        char unit = (char) JsonCheck.unit(data, at, end);
        if (!Character.isSurrogate(unit)) {
            put(unit);
            return at + 6;
        }
        if (isUnicodeEscape(data, at + 6, end)) {
            char low = (char) JsonCheck.unit(data, at + 6, end);
            if (Character.isSurrogatePair(unit, low)) {
                put(Character.toCodePoint(unit, low));
                return at + 12;
            }
        }
        put(REPLACEMENT);
        return at + 6;
    }

    private static boolean isUnicodeEscape(byte[] data, int at, int end) {
        return end - at >= 6 && data[at] == '\\' && data[at + 1] == 'u';
    }

    private void put(int point) {
        if (point < 0x80) {
            unescaped.put(point);
            return;
        }
        int shift = point < 0x800 ? 6 : point < 0x1_0000 ? 12 : 18;
        int leadBits = shift == 6 ? 0xc0 : shift == 12 ? 0xe0 : 0xf0;
        unescaped.put(leadBits | point >> shift);
        while (shift > 0) {
            shift -= 6;
            unescaped.put(0x80 | (point >> shift & 0x3f));
        }
    }

    /** Whether this is a binary: a zero character and base64, padded or not. */
    boolean isBinary() {
        return length > 0 && content[from] == 0 && isBase64(from + 1, from + length);
    }

    private boolean isBase64(int start, int end) {
        int i = start;
        while (i < end && isBase64(content[i])) {
            i++;
        }
        int digits = i - start;
        int padding = end - i;
        for (; i < end; i++) {
            if (content[i] != '=') {
                return false;
            }
        }
        return padding == 0 ? digits % 4 != 1 : padding < 3 && (digits + padding) % 4 == 0;
    }

    private static boolean isBase64(byte b) {
        return (b >= 'a' && b <= 'z')
                || (b >= 'A' && b <= 'Z')
                || (b >= '0' && b <= '9')
                || b == '+'
                || b == '/';
    }

    byte[] binary() {
        ByteBuffer bytes =
                Base64.getDecoder().decode(ByteBuffer.wrap(content, from + 1, length - 1));
        byte[] result = new byte[bytes.remaining()];
        bytes.get(result);
        return result;
    }

    @Override
    public String toString() {
        return new String(content, from, length, StandardCharsets.UTF_8);
    }

    <T> T intern(InternTable<T> table) {
        return table.get(content, from, length);
    }

    void writeTo(ValueWriter writer) {
        writer.writeString(content, from, length);
    }

    void writeKeyTo(ValueWriter writer) {
        writer.writeKey(content, from, length);
    }
}
