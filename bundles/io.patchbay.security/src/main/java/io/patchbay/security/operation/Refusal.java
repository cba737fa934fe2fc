package io.patchbay.security.operation;

import io.patchbay.security.record.InvalidRecord;

/** An operation cannot be done; the message is for whoever asked for it. Has no stack trace. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final String PREFIX = "bondy.error.";

    public static final String ALREADY_EXISTS = PREFIX + "already_exists";
    public static final String ACTIVE_USERS = PREFIX + "active_users";
    public static final String INCONSISTENT = PREFIX + "inconsistency_error";
    public static final String INVALID_DATA = PREFIX + "invalid_data";
    public static final String INVALID_VALUE = PREFIX + "invalid_value";
    public static final String MISSING = PREFIX + "missing_required_value";
    public static final String NO_SUCH_GROUPS = PREFIX + "no_such_groups";
    public static final String NO_SUCH_USERS = PREFIX + "no_such_users";
    public static final String NOT_FOUND = PREFIX + "not_found";
    public static final String TOO_MANY_REQUESTS = PREFIX + "too_many_requests";
    public static final String UNKNOWN_ROLES = PREFIX + "unknown_roles";
    public static final String BAD_SIGNATURE = PREFIX + "bad_signature";

    private final String error;
    private final String field;

    /**
     * @param error the URI of the error
     */
    public Refusal(String error, String message) {
        this(error, message, "");
    }

    /**
     * @param error the URI of the error
     * @param field where in what was sent something is wrong; empty if it is the whole
     */
    public Refusal(String error, String message, String field) {
        super(message, null, false, false);
        this.error = error;
        this.field = field;
    }

    static Refusal of(InvalidRecord invalid) {
        String error =
                switch (invalid.reason()) {
                    case INVALID -> INVALID_DATA;
                    case MISSING -> MISSING;
                    case EXISTS -> ALREADY_EXISTS;
                    case NO_SUCH_GROUP -> NO_SUCH_GROUPS;
                    case NO_SUCH_USER -> NO_SUCH_USERS;
                    case NO_SUCH_ROLE -> UNKNOWN_ROLES;
                };
        return new Refusal(error, String.valueOf(invalid.getMessage()), invalid.field());
    }

    public String field() {
        return field;
    }

    public String error() {
        return error;
    }
}
