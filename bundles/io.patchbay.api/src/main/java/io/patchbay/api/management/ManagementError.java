package io.patchbay.api.management;

import io.patchbay.api.session.WampFailure;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.Uri;

import java.util.List;
import java.util.Map;

/**
 * The URIs of what management procedures answer if they cannot do what they are asked for, beside
 * those of {@link io.patchbay.wamp.WampError}, and how such an answer looks.
 */
public final class ManagementError {
    public static final Uri ALREADY_EXISTS = Uri.of("bondy.error.already_exists");
    public static final Uri INTERNAL_ERROR = Uri.of("bondy.error.internal_error");
    public static final Uri INVALID_DATATYPE = Uri.of("bondy.error.invalid_datatype");
    public static final Uri INVALID_VALUE = Uri.of("bondy.error.invalid_value");
    public static final Uri MISSING_REQUIRED_VALUE = Uri.of("bondy.error.missing_required_value");
    public static final Uri NOT_FOUND = Uri.of("bondy.error.not_found");
    public static final Uri NOT_IN_SESSION = Uri.of("bondy.error.not_in_session");
    public static final Uri TOO_MANY_REQUESTS = Uri.of("bondy.error.too_many_requests");

    private ManagementError() {}

    /**
     * The answer that says why, for people, as an argument and as {@code message}, and what, for
     * programs, as {@code code}: what the URI ends with.
     */
    public static WampFailure because(Uri error, String message) {
        return new WampFailure(
                error,
                Payload.of(List.of(message), Map.of("code", code(error), "message", message)));
    }

    /** The answer that also names, as {@code field}, what of the call is wrong. */
    public static WampFailure because(Uri error, String message, String field) {
        return new WampFailure(
                error,
                Payload.of(
                        List.of(message),
                        Map.of("code", code(error), "message", message, "field", field)));
    }

    private static String code(Uri error) {
        String uri = error.toString();
        return uri.substring(uri.lastIndexOf('.') + 1);
    }
}
