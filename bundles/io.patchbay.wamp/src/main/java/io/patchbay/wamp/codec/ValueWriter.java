package io.patchbay.wamp.codec;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes one document, value by value, into a buffer of its own. For one thread; reused. */
public interface ValueWriter {
    /** Starts a new document and forgets the last one. */
    void reset();

    /** Holds the document at [0, {@link #length}). Valid until the next write or reset. */
    byte[] buffer();

    int length();

    /**
     * @param size the number of elements, or -1 if unknown
     */
    void beginList(int size);

    void endList();

    /**
     * @param size the number of entries, or -1 if unknown
     */
    void beginMap(int size);

    void writeKey(String key);

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

    void writeBigInteger(BigInteger value);

    /** A number that the format cannot express (NaN in JSON) is written as null. */
    void writeDouble(double value);

    void writeString(String value);

    void writeBinary(byte[] value);

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
