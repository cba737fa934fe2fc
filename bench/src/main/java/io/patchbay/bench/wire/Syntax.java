package io.patchbay.bench.wire;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * One serialization format: writes any value ahead of time, reads array heads and ids only.
 * Stateless.
 */
public sealed interface Syntax permits JsonSyntax, MsgpackSyntax, CborSyntax {
    /** Writes a non-negative integer. */
    void number(Bytes out, long value);

    /** Bytes that {@link #number} takes for {@code value}. */
    int numberSize(long value);

    void bool(Bytes out, boolean value);

    /** Writes a string; the JSON form expects it to need no escapes. */
    void text(Bytes out, String value);

    void beginArray(Bytes out, int size);

    void endArray(Bytes out);

    void beginMap(Bytes out, int size);

    void endMap(Bytes out);

    /** Writes what stands between two elements. */
    void comma(Bytes out);

    /** Writes what stands between a key and its value. */
    void colon(Bytes out);

    /** Moves past the head of an array, onto its first element. */
    void enterArray(Cursor in);

    /**
     * Reads a non-negative number, with what precedes it between elements. A fraction is dropped.
     */
    long number(Cursor in);

    /** Writes a boolean, a non-negative whole number, a string, a list or a map of such. */
    default void value(Bytes out, Object value) {
        switch (value) {
            case Boolean b -> bool(out, b);
            case Number n -> number(out, n.longValue());
            case String s -> text(out, s);
            case List<?> list -> array(out, list);
            case Map<?, ?> map -> map(out, map);
            default -> throw new IllegalArgumentException("not a wire value: " + value.getClass());
        }
    }

    private void array(Bytes out, List<?> elements) {
        beginArray(out, elements.size());
        for (Iterator<?> i = elements.iterator(); i.hasNext(); ) {
            value(out, i.next());
            if (i.hasNext()) {
                comma(out);
            }
        }
        endArray(out);
    }

    private void map(Bytes out, Map<?, ?> entries) {
        beginMap(out, entries.size());
        for (Iterator<? extends Map.Entry<?, ?>> i = entries.entrySet().iterator(); i.hasNext(); ) {
            Map.Entry<?, ?> entry = i.next();
            value(out, entry.getKey());
            colon(out);
            value(out, entry.getValue());
            if (i.hasNext()) {
                comma(out);
            }
        }
        endMap(out);
    }
}
