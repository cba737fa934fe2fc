package io.patchbay.api.access;

/** An answer of an {@link Authorizer}. */
public enum Decision {
    /** Nothing speaks against it. */
    ALLOW,
    /** The session may not: {@code wamp.error.not_authorized}. */
    DENY,
    /** It could not be found out: {@code wamp.error.authorization_failed}. */
    FAILED
}
