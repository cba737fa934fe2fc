package io.patchbay.wamp.codec;

/** A serialization format. Immutable; any thread. Two formats are the same only if identical. */
public interface Format {
    /** The name that WAMP uses, say {@code msgpack}. */
    String name();

    /** A new reader, for one thread at a time. */
    ValueReader newReader();

    /** A new writer, for one thread at a time. */
    ValueWriter newWriter();
}
