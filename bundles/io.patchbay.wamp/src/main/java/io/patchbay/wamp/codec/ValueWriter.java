package io.patchbay.wamp.codec;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Writes one document, value by value, into a buffer of its own. Lists and maps that nest deeper
 * than {@link ValueReader#MAX_DEPTH} are an {@link IllegalStateException}. For one thread; reused.
 */
public interface ValueWriter {
    /** Starts a new document and forgets the last one. */
    void reset();

    /** Holds the document at [0, {@link #length}). Valid until the next write or reset. */
    byte[] buffer();

    int length();

    /**
     * Opens a list.
     *
     * @param size the number of elements, or -1 if unknown
     */
    void beginList(int size);

    void endList();

    /**
     * Opens a map: {@link #writeKey}, then a value, and again.
     *
     * @param size the number of entries, or -1 if unknown
     */
    void beginMap(int size);

    void writeKey(String key);

    /** A key as valid UTF-8. */
    default void writeKey(byte[] utf8, int offset, int length) {
        writeKey(new String(utf8, offset, length, StandardCharsets.UTF_8));
    }

    void endMap();

    /**
     * Ends the document inside its outermost list: the last {@code count} elements follow as bytes
     * that a {@link ValueReader} of this format cut from another document ({@link
     * ValueReader#tailEnd}), which the caller appends. With 0 the list is closed here.
     */
    void endWithTail(int count);

    void writeNull();

    void writeBoolean(boolean value);

    void writeLong(long value);

    /** One that the format cannot express is written as the nearest {@code double}. */
    void writeBigInteger(BigInteger value);

    /** A number that the format cannot express (NaN in JSON) is written as null. */
    void writeDouble(double value);

    /** A surrogate without its partner becomes a question mark. */
    void writeString(String value);

    /** A string as valid UTF-8. */
    default void writeString(byte[] utf8, int offset, int length) {
        writeString(new String(utf8, offset, length, StandardCharsets.UTF_8));
    }

    void writeBinary(byte[] value);

    default void writeBinary(byte[] data, int offset, int length) {
        writeBinary(Arrays.copyOfRange(data, offset, offset + length));
    }

    /** Writes any value that {@link ValueReader#read} yields, and other {@link Number}s. */
    default void write(@Nullable Object value) {
        switch (value) {
            case null -> writeNull();
            case Boolean bool -> writeBoolean(bool);
            case String string -> writeString(string);
            case Long number -> writeLong(number);
            case Integer number -> writeLong(number);
            case Short number -> writeLong(number);
            case Byte number -> writeLong(number);
            case BigInteger number -> writeBigInteger(number);
            case Number number -> writeDouble(number.doubleValue());
            case byte[] binary -> writeBinary(binary);
            case List<?> list -> {
                beginList(list.size());
                list.forEach(this::write);
                endList();
            }
            case Map<?, ?> map -> {
                beginMap(map.size());
                map.forEach(
                        (key, item) -> {
                            writeKey(String.valueOf(key));
                            write(item);
                        });
                endMap();
            }
            default -> writeString(value.toString());
        }
    }
}
