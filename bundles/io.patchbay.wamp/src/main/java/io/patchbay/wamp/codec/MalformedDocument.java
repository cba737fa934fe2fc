package io.patchbay.wamp.codec;

/**
 * Bytes are not well-formed in their format, or break one of its limits. Carries no stack trace.
 */
public final class MalformedDocument extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * @param position index into the array that was given to the reader
     */
    public MalformedDocument(String what, int position) {
        super(what + " at byte " + position, null, false, false);
    }
}
