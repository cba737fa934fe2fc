package io.patchbay.security.record;

/** What was said about a realm is not as it must be; the message is for whoever said it. */
public final class InvalidRecord extends Exception {
    private static final long serialVersionUID = 1;

    private final Reason reason;
    private final String field;

    /** What is wrong, for a program. */
    public enum Reason {
        INVALID,
        MISSING,
        EXISTS,
        NO_SUCH_GROUP,
        NO_SUCH_USER,
        NO_SUCH_ROLE
    }

    public InvalidRecord(String message) {
        this(message, Reason.INVALID);
    }

    public InvalidRecord(String message, Reason reason) {
        this(message, reason, "");
    }

    /**
     * @param field where in the document it is, say {@code groups/0}
     */
    public InvalidRecord(String message, Reason reason, String field) {
        super(message);
        this.reason = reason;
        this.field = field;
    }

    public Reason reason() {
        return reason;
    }

    /** Where it is; empty if it is the whole. */
    public String field() {
        return field;
    }
}
