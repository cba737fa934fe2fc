package io.patchbay.wamp;

import io.patchbay.wamp.codec.Format;
import io.patchbay.wamp.codec.ValueReader;
import io.patchbay.wamp.codec.ValueWriter;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The application payload of a message ({@code Arguments|list, ArgumentsKw|dict}), either as the
 * bytes that arrived, tagged with their format and checked to be well-formed, or as values. Bytes
 * are only decoded when somebody asks for values.
 *
 * <p>A payload that was just decoded <em>borrows</em> the transport's buffer: it is valid until the
 * call that delivered it returns. Whoever keeps it longer, or hands it to another thread, takes
 * {@link #kept()}. A kept payload is immutable and free to share.
 */
public final class Payload {
    public static final Payload EMPTY =
            new Payload(null, new byte[0], 0, 0, 0, List.of(), Map.of());

    private final @Nullable Format format;
    private final byte[] bytes;
    private final int offset;
    private final int length;
    private final int count;
    private final List<Object> args;
    private final Map<String, Object> kwargs;

    private Payload(
            @Nullable Format format,
            byte[] bytes,
            int offset,
            int length,
            int count,
            List<Object> args,
            Map<String, Object> kwargs) {
        this.format = format;
        this.bytes = bytes;
        this.offset = offset;
        this.length = length;
        this.count = count;
        this.args = args;
        this.kwargs = kwargs;
    }

    /**
     * Bytes cut by a {@link ValueReader} of that format behind the head of a message, borrowed.
     *
     * @param count how many values they hold: 1 for args, 2 for args and kwargs
     */
    public static Payload encoded(Format format, byte[] bytes, int offset, int length, int count) {
        return count == 0
                ? EMPTY
                : new Payload(format, bytes, offset, length, count, List.of(), Map.of());
    }

    /** Values: null, Boolean, Long, BigInteger, Double, String, byte[], List and Map of such. */
    public static Payload of(List<Object> args, Map<String, Object> kwargs) {
        int count = kwargs.isEmpty() ? args.isEmpty() ? 0 : 1 : 2;
        return count == 0 ? EMPTY : new Payload(null, EMPTY.bytes, 0, 0, count, args, kwargs);
    }

    public static Payload of(Object... args) {
        return of(Arrays.asList(args), Map.of());
    }

    /** How many elements this adds to a message: 0, 1 (args) or 2 (args and kwargs). */
    public int count() {
        return count;
    }

    /** The format of {@link #bytes}, or null when this is held as values. */
    public @Nullable Format format() {
        return format;
    }

    /** The array that holds the encoded form at [{@link #offset}, offset + {@link #length}). */
    public byte[] bytes() {
        return bytes;
    }

    public int offset() {
        return offset;
    }

    public int length() {
        return length;
    }

    /** The same payload, free to be kept and shared. */
    public Payload kept() {
        if (format == null) {
            return this;
        }
        byte[] copy = Arrays.copyOfRange(bytes, offset, offset + length);
        return new Payload(format, copy, 0, length, count, args, kwargs);
    }

    public List<Object> args() {
        return decoded().args;
    }

    public Map<String, Object> kwargs() {
        return decoded().kwargs;
    }

    /** The same payload held as values. */
    public Payload decoded() {
        if (format == null) {
            return this;
        }
        ValueReader reader = format.newReader();
        reader.resetToTail(bytes, offset, length, count);
        List<Object> list = reader.hasNext() ? reader.readList() : List.of();
        return of(list, reader.hasNext() ? reader.readMap() : Map.of());
    }

    /**
     * Writes the values one after another into an open list.
     *
     * @param source a reader of {@link #format}, not used otherwise meanwhile; null when held as
     *     values
     */
    public void writeTo(ValueWriter writer, @Nullable ValueReader source) {
        if (format != null && source != null) {
            source.resetToTail(bytes, offset, length, count);
            while (source.hasNext()) {
                source.copyTo(writer);
            }
        } else if (count > 0) {
            writer.write(args);
            if (count == 2) {
                writer.write(kwargs);
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Payload that
                && args().equals(that.args())
                && kwargs().equals(that.kwargs());
    }

    @Override
    public int hashCode() {
        return args().hashCode();
    }

    @Override
    public String toString() {
        return format == null
                ? new ArrayList<>(args) + " " + kwargs
                : length + " bytes of " + format.name();
    }
}
