package io.patchbay.bench.wire;

/**
 * A message encoded ahead of time except for its second element, the request id, which is written
 * at send time: what a call costs the load generator is then a few copies. The parts after the id
 * may be shared between templates.
 */
public final class Template {
    private final Syntax syntax;
    private final byte[] head;
    private final byte[][] tail;
    private final int fixedSize;

    private Template(Syntax syntax, byte[] head, byte[]... tail) {
        this.syntax = syntax;
        this.head = head;
        this.tail = tail;
        int size = head.length;
        for (byte[] part : tail) {
            size += part.length;
        }
        fixedSize = size;
    }

    /** The message {@code [type, id, rest…]}. */
    public static Template of(Format format, int type, Object... rest) {
        return joined(format, type, rest.length, elements(format, rest), closing(format));
    }

    /**
     * The message {@code [type, id, …]} whose {@code count} further elements are encoded in {@code
     * parts}; see {@link #elements}. JSON needs {@link #closing} as the last part.
     */
    public static Template joined(Format format, int type, int count, byte[]... parts) {
        Syntax syntax = format.syntax();
        Bytes out = new Bytes();
        syntax.beginArray(out, 2 + count);
        syntax.number(out, type);
        syntax.comma(out);
        return new Template(syntax, out.toArray(), parts);
    }

    /** Encodes elements that follow others in a message. */
    public static byte[] elements(Format format, Object... values) {
        Bytes out = new Bytes();
        for (Object value : values) {
            format.syntax().comma(out);
            format.syntax().value(out, value);
        }
        return out.toArray();
    }

    /** The bytes that end a message. */
    public static byte[] closing(Format format) {
        Bytes out = new Bytes();
        format.syntax().endArray(out);
        return out.toArray();
    }

    /** Bytes of the message with this request id. */
    public int size(long id) {
        return fixedSize + syntax.numberSize(id);
    }

    public void write(Bytes out, long id) {
        out.put(head);
        syntax.number(out, id);
        for (byte[] part : tail) {
            out.put(part);
        }
    }
}
