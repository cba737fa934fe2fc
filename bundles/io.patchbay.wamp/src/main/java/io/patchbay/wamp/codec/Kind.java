package io.patchbay.wamp.codec;

/** What a value in a document is. */
public enum Kind {
    NULL,
    BOOLEAN,
    /** An integer that fits in a {@code long}. */
    INTEGER,
    /** An integer that does not. */
    BIG_INTEGER,
    DECIMAL,
    STRING,
    BINARY,
    LIST,
    MAP
}
