package io.patchbay.wamp;

/** The URIs that WAMP predefines for ERROR, ABORT and GOODBYE. */
public final class WampError {
    public static final Uri INVALID_URI = Uri.of("wamp.error.invalid_uri");
    public static final Uri NO_SUCH_PROCEDURE = Uri.of("wamp.error.no_such_procedure");
    public static final Uri PROCEDURE_ALREADY_EXISTS =
            Uri.of("wamp.error.procedure_already_exists");
    public static final Uri NO_SUCH_REGISTRATION = Uri.of("wamp.error.no_such_registration");
    public static final Uri NO_SUCH_SUBSCRIPTION = Uri.of("wamp.error.no_such_subscription");
    public static final Uri NO_SUCH_SESSION = Uri.of("wamp.error.no_such_session");
    public static final Uri INVALID_ARGUMENT = Uri.of("wamp.error.invalid_argument");
    public static final Uri PAYLOAD_SIZE_EXCEEDED = Uri.of("wamp.error.payload_size_exceeded");
    public static final Uri PROTOCOL_VIOLATION = Uri.of("wamp.error.protocol_violation");
    public static final Uri NOT_AUTHORIZED = Uri.of("wamp.error.not_authorized");
    public static final Uri AUTHORIZATION_FAILED = Uri.of("wamp.error.authorization_failed");
    public static final Uri NO_SUCH_REALM = Uri.of("wamp.error.no_such_realm");
    public static final Uri NO_SUCH_ROLE = Uri.of("wamp.error.no_such_role");
    public static final Uri NO_MATCHING_AUTH_METHOD = Uri.of("wamp.error.no_matching_auth_method");
    public static final Uri AUTHENTICATION_DENIED = Uri.of("wamp.error.authentication_denied");
    public static final Uri AUTHENTICATION_FAILED = Uri.of("wamp.error.authentication_failed");
    public static final Uri OPTION_NOT_ALLOWED = Uri.of("wamp.error.option_not_allowed");
    public static final Uri DISCLOSE_ME_DISALLOWED =
            Uri.of("wamp.error.option_disallowed.disclose_me");
    public static final Uri FEATURE_NOT_SUPPORTED = Uri.of("wamp.error.feature_not_supported");
    public static final Uri TIMEOUT = Uri.of("wamp.error.timeout");

    /** Not in the specification, but what routers and clients know it by. */
    public static final Uri INVOCATION_POLICY_CONFLICT =
            Uri.of("wamp.error.procedure_exists_with_different_invocation_policy");

    public static final Uri UNAVAILABLE = Uri.of("wamp.error.unavailable");

    /** A call was ended by CANCEL. */
    public static final Uri CANCELED = Uri.of("wamp.error.canceled");

    /** A call was ended because its callee left; spelled as that section of the specification. */
    public static final Uri CANCELLED = Uri.of("wamp.error.cancelled");

    public static final Uri SYSTEM_SHUTDOWN = Uri.of("wamp.close.system_shutdown");
    public static final Uri CLOSE_REALM = Uri.of("wamp.close.close_realm");
    public static final Uri GOODBYE_AND_OUT = Uri.of("wamp.close.goodbye_and_out");
    public static final Uri NORMAL = Uri.of("wamp.close.normal");
    public static final Uri KILLED = Uri.of("wamp.close.killed");

    private WampError() {}
}
