package io.patchbay.security.record;

/** What was said about a realm is not as it must be; the message is for whoever said it. */
public final class InvalidRecord extends Exception {
    private static final long serialVersionUID = 1;

    public InvalidRecord(String message) {
        super(message);
    }
}
