package io.patchbay.serializer.json;

import io.patchbay.wamp.codec.Bytes;
import io.patchbay.wamp.codec.InternTable;
import io.patchbay.wamp.codec.Kind;
import io.patchbay.wamp.codec.MalformedDocument;
import io.patchbay.wamp.codec.ValueReader;
import io.patchbay.wamp.codec.ValueWriter;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * Reads JSON in place. Numbers with a fraction or an exponent are decimals, whatever their value;
 * so are integers of more than {@value #LONGEST_INTEGER} digits.
 */
final class JsonReader implements ValueReader {
    static final int LONGEST_INTEGER = 1000;

    private static final byte[] NOTHING = new byte[0];
    private static final int NOWHERE = -1;
    private static final int FOUR_ZEROS = 0x3030_3030;

    /** Every number of that many digits fits in 64 bits without sign. */
    private static final int LONG_DIGITS = 19;

    private byte[] data = NOTHING;

    /** Never at white space. */
    private int pos;

    private int end;
    private int depth;
    private int tailEnd;

    /** Whether a list or map was entered and nothing of it was asked for yet. */
    private boolean atStart;

    private boolean atKey;

    /** The brackets that are open, by depth. */
    private final byte[] closing = new byte[MAX_DEPTH + 1];

    /** Where the number starts that was looked at last. */
    private int numberAt;

    private int numberEnd;
    private long number;
    private Kind numberKind = Kind.NULL;

    private final JsonText text = new JsonText();

    /** Where the string starts that is in {@link #text} but was not passed yet. */
    private int textAt;

    private int textEnd;

    @Override
    public void reset(byte[] bytes, int offset, int length) {
        data = bytes;
        end = offset + length;
        pos = JsonCheck.whitespace(bytes, offset, end);
        depth = 0;
        atKey = false;
        numberAt = NOWHERE;
        textAt = NOWHERE;
    }

    @Override
    public void resetToTail(byte[] bytes, int offset, int length, int count) {
        reset(bytes, offset, length);
        enter((byte) ']');
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
        pos = JsonCheck.whitespace(data, pos, end);
        if (depth != 0 || pos != end) {
            throw new MalformedDocument("the document goes on", pos);
        }
    }

    @Override
    public Kind peek() {
        return switch (JsonCheck.byteAt(data, pos, end)) {
            case '"' -> isBinary() ? Kind.BINARY : Kind.STRING;
            case '{' -> Kind.MAP;
            case '[' -> Kind.LIST;
            case 't', 'f' -> Kind.BOOLEAN;
            case 'n' -> Kind.NULL;
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> peekNumber();
            default -> throw expected("a value");
        };
    }

    /** Only a string that starts with an escaped zero character is looked at more closely. */
    private boolean isBinary() {
        if (end - pos < 8
                || data[pos + 1] != '\\'
                || data[pos + 2] != 'u'
                || Bytes.getInt(data, pos + 3) != FOUR_ZEROS) {
            return false;
        }
        if (textAt != pos) {
            textEnd = text.load(data, pos, end);
            textAt = pos;
        }
        return text.isBinary();
    }

    private Kind peekNumber() {
        if (numberAt != pos) {
            parseNumber();
        }
        return numberKind;
    }

    private void parseNumber() {
        boolean isNegative = data[pos] == '-';
        int first = isNegative ? pos + 1 : pos;
        int next = first;
        long value = 0;
        while (next < end && data[next] >= '0' && data[next] <= '9') {
            value = value * 10 + (data[next] - '0');
            next++;
        }
        if (next - first >= LONG_DIGITS
                || next == first
                || (data[first] == '0' && next > first + 1)
                || (next < end && (data[next] == '.' || (data[next] | 0x20) == 'e'))) {
            parseOddNumber(value, first, next);
        } else {
            numberKind = Kind.INTEGER;
            numberEnd = next;
        }
        number = isNegative ? -value : value;
        numberAt = pos;
    }

    private void parseOddNumber(long value, int first, int digitsEnd) {
        numberEnd = JsonCheck.number(data, pos, end);
        int digits = digitsEnd - first;
        if (numberEnd > digitsEnd || digits > LONGEST_INTEGER) {
            numberKind = Kind.DECIMAL;
        } else {
            boolean fits = value >= 0 || (value == Long.MIN_VALUE && first > pos);
            numberKind = digits == LONG_DIGITS && fits ? Kind.INTEGER : Kind.BIG_INTEGER;
        }
    }

    @Override
    public void beginList() {
        begin((byte) '[', (byte) ']', "a list");
    }

    @Override
    public void beginMap() {
        begin((byte) '{', (byte) '}', "a map");
    }

    private void begin(byte opening, byte bracket, String what) {
        if (JsonCheck.byteAt(data, pos, end) != opening) {
            throw expected(what);
        }
        pos = JsonCheck.whitespace(data, pos + 1, end);
        enter(bracket);
    }

    private void enter(byte bracket) {
        if (depth == MAX_DEPTH) {
            throw new MalformedDocument("nested too deeply", pos);
        }
        closing[++depth] = bracket;
        atStart = true;
    }

    @Override
    public int size() {
        return -1;
    }

    @Override
    public boolean hasNext() {
        byte bracket = closing[depth];
        if (atStart) {
            atStart = false;
            if (pos < end && data[pos] == bracket) {
                return leave();
            }
        } else {
            pos = JsonCheck.whitespace(data, pos, end);
            byte found = JsonCheck.byteAt(data, pos, end);
            if (found == bracket) {
                return leave();
            }
            if (found != ',') {
                throw expected("a comma or " + (char) bracket);
            }
            pos = JsonCheck.whitespace(data, pos + 1, end);
        }
        atKey = bracket == '}';
        return true;
    }

    private boolean leave() {
        depth--;
        pos++;
        tailEnd = pos;
        return false;
    }

    @Override
    public String readKey() {
        return readString();
    }

    @Override
    public void readNull() {
        readLiteral('n', "null");
    }

    @Override
    public boolean readBoolean() {
        boolean isTrue = JsonCheck.byteAt(data, pos, end) == 't';
        readLiteral(isTrue ? 't' : 'f', "true or false");
        return isTrue;
    }

    private void readLiteral(char first, String what) {
        if (JsonCheck.byteAt(data, pos, end) != first) {
            throw expected(what);
        }
        pos = JsonCheck.value(data, pos, end, 0);
    }

    @Override
    public long readLong() {
        readNumber(Kind.INTEGER);
        return number;
    }

    @Override
    public BigInteger readBigInteger() {
        if (peek() == Kind.INTEGER) {
            return BigInteger.valueOf(readLong());
        }
        int start = pos;
        readNumber(Kind.BIG_INTEGER);
        return new BigInteger(ascii(start));
    }

    @Override
    public double readDouble() {
        int start = pos;
        readNumber(Kind.DECIMAL);
        return Double.parseDouble(ascii(start));
    }

    private void readNumber(Kind kind) {
        if ((numberAt != pos && peek() != kind) || numberKind != kind) {
            throw expected(kind.toString());
        }
        pos = numberEnd;
    }

    private String ascii(int start) {
        return new String(data, start, pos - start, StandardCharsets.ISO_8859_1);
    }

    @Override
    public String readString() {
        loadText();
        return text.toString();
    }

    @Override
    public <T> T readString(InternTable<T> table) {
        loadText();
        return text.intern(table);
    }

    @Override
    public byte[] readBinary() {
        if (peek() != Kind.BINARY) {
            throw expected("a binary");
        }
        loadText();
        return text.binary();
    }

    @Override
    public void copyKey(ValueWriter writer) {
        loadText();
        text.writeKeyTo(writer);
    }

    @Override
    public void copyString(ValueWriter writer) {
        loadText();
        text.writeTo(writer);
    }

    /** Passes a string; if it is a key, also the colon behind it. */
    private void loadText() {
        if (JsonCheck.byteAt(data, pos, end) != '"') {
            throw expected(atKey ? "a key" : "a string");
        }
        pos = textAt == pos ? textEnd : text.load(data, pos, end);
        textAt = NOWHERE;
        if (atKey) {
            pos = JsonCheck.colon(data, pos, end);
            atKey = false;
        }
    }

    @Override
    public void skip() {
        pos = JsonCheck.value(data, pos, end, depth);
    }

    @Override
    public void skipDict() {
        if (JsonCheck.byteAt(data, pos, end) != '{') {
            throw expected("a map");
        }
        pos = JsonCheck.map(data, pos, end, depth);
    }

    private MalformedDocument expected(String what) {
        return new MalformedDocument("expected " + what, pos);
    }
}
