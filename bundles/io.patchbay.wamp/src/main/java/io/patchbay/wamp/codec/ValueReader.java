package io.patchbay.wamp.codec;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A cursor over one document that reads values one at a time, so that who only needs the head of a
 * message stops behind it. Everything that it passes is checked to be well-formed (UTF-8, nesting
 * depth of at most {@link #MAX_DEPTH}, lengths within the document); what is not throws {@link
 * MalformedDocument}, as does a value of another kind than was asked for. Sizes that a document
 * claims never cause an allocation larger than the document. What {@link #skip} passed can be read
 * and copied without fail. For one thread; reused by {@link #reset}.
 */
public interface ValueReader {
    /** How deep lists and maps may nest. */
    int MAX_DEPTH = 128;

    /** Starts a document. The array is read in place and must not change meanwhile. */
    void reset(byte[] data, int offset, int length);

    /**
     * Starts behind the head of a message, at the {@code count} values of its tail, as if the list
     * around them was open.
     *
     * @see #tailEnd
     */
    void resetToTail(byte[] data, int offset, int length, int count);

    /** The index of the next byte to read. */
    int position();

    /**
     * The end of the tail of the outermost list, to be asked once it has been read to its end:
     * where bytes that {@link ValueWriter#endWithTail} expects end. For textual formats that is
     * behind the closing bracket.
     */
    int tailEnd();

    /** The kind of the next value, which stays unread. */
    Kind peek();

    /** Enters a list. An element may be read each time that {@link #hasNext} said so. */
    void beginList();

    /** Enters a map: {@link #hasNext}, {@link #readKey}, then a value, and again. */
    void beginMap();

    /** The number of elements or entries of the list or map entered last, or -1 if unknown. */
    int size();

    /** Whether the innermost list or map has another element; leaves it if not. */
    boolean hasNext();

    /** A key of a map; one that is no string is given as text. Lists and maps cannot be keys. */
    String readKey();

    void readNull();

    boolean readBoolean();

    /** An {@link Kind#INTEGER}. */
    long readLong();

    /** An {@link Kind#INTEGER} or {@link Kind#BIG_INTEGER}. */
    BigInteger readBigInteger();

    /** A {@link Kind#DECIMAL}. */
    double readDouble();

    String readString();

    /** A string, as the object that the table has for it. */
    <T> T readString(InternTable<T> table);

    byte[] readBinary();

    /** Passes the next value, checking it. */
    void skip();

    /** Passes the next value, checking that it is a map and that its keys are strings. */
    void skipDict();

    /** Checks that the document ends here. */
    void end();

    default @Nullable Object read() {
        return switch (peek()) {
            case NULL -> {
                readNull();
                yield null;
            }
            case BOOLEAN -> readBoolean();
            case INTEGER -> readLong();
            case BIG_INTEGER -> readBigInteger();
            case DECIMAL -> readDouble();
            case STRING -> readString();
            case BINARY -> readBinary();
            case LIST -> readList();
            case MAP -> readMap();
        };
    }

    @SuppressWarnings("NullAway") // lists of application values hold nulls; callers expect them
    default List<Object> readList() {
        var list = new ArrayList<Object>();
        beginList();
        while (hasNext()) {
            list.add(read());
        }
        return list;
    }

    @SuppressWarnings("NullAway") // as above
    default Map<String, Object> readMap() {
        beginMap();
        var map = new LinkedHashMap<String, Object>();
        while (hasNext()) {
            map.put(readKey(), read());
        }
        return map;
    }

    /** Copies the next value, whatever it is, to a writer of another format. */
    default void copyTo(ValueWriter writer) {
        switch (peek()) {
            case NULL -> {
                readNull();
                writer.writeNull();
            }
            case BOOLEAN -> writer.writeBoolean(readBoolean());
            case INTEGER -> writer.writeLong(readLong());
            case BIG_INTEGER -> writer.writeBigInteger(readBigInteger());
            case DECIMAL -> writer.writeDouble(readDouble());
            case STRING -> copyString(writer);
            case BINARY -> copyBinary(writer);
            case LIST -> {
                beginList();
                writer.beginList(size());
                while (hasNext()) {
                    copyTo(writer);
                }
                writer.endList();
            }
            case MAP -> {
                beginMap();
                writer.beginMap(size());
                while (hasNext()) {
                    copyKey(writer);
                    copyTo(writer);
                }
                writer.endMap();
            }
        }
    }

    /** Copies a key; as bytes where the formats allow. */
    default void copyKey(ValueWriter writer) {
        writer.writeKey(readKey());
    }

    /** Copies a {@link Kind#STRING}; as bytes where the formats allow. */
    default void copyString(ValueWriter writer) {
        writer.writeString(readString());
    }

    /** Copies a {@link Kind#BINARY}; in place where the formats allow. */
    default void copyBinary(ValueWriter writer) {
        writer.writeBinary(readBinary());
    }
}
