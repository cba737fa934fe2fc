package io.patchbay.wamp.codec;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A cursor over one document that reads values one at a time, so that who only needs the head of a
 * message stops behind it. Everything that it passes is checked to be well-formed (UTF-8, nesting
 * depth of at most {@link #MAX_DEPTH}, lengths within the document); what is not throws {@link
 * MalformedDocument}. Sizes that a document claims never cause an allocation larger than the
 * document. For one thread; reused by {@link #reset}.
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

    /** Enters a list. Its elements are read while {@link #hasNext} says so. */
    void beginList();

    /** Enters a map: {@link #hasNext}, {@link #readKey}, then a value, and again. */
    void beginMap();

    /** The number of elements or entries of the list or map entered last, or -1 if unknown. */
    int size();

    /** Whether the innermost list or map has another element; leaves it if not. */
    boolean hasNext();

    /** A key of a map; one that is a number is given as its decimal text. */
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
            case STRING -> writer.writeString(readString());
            case BINARY -> writer.writeBinary(readBinary());
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
                    writer.writeKey(readKey());
                    copyTo(writer);
                }
                writer.endMap();
            }
        }
    }
}
