package io.patchbay.admin.rest;

import io.patchbay.admin.JsonResponse;
import io.patchbay.api.http.HttpResponse;
import io.patchbay.api.session.WampFailure;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.WampError;

import java.util.LinkedHashMap;
import java.util.List;

/** A request that is not served, and what its sender is told. Carries no stack trace. */
final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;

    Problem(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    static Problem missing(String what) {
        return new Problem(400, "bondy.error.missing_required_value", what + " is missing");
    }

    static Problem invalid(String message) {
        return new Problem(400, "bondy.error.invalid_data", message);
    }

    /** The URI stays as it is: it is the code. */
    static Problem of(WampFailure failure) {
        Uri error = failure.error();
        return new Problem(status(error.toString()), error.toString(), message(failure));
    }

    private static String message(WampFailure failure) {
        Object message = failure.payload().kwargs().get("message");
        List<Object> args = failure.payload().args();
        return message != null
                ? message.toString()
                : args.isEmpty() ? failure.error().toString() : String.valueOf(args.get(0));
    }

    private static int status(String error) {
        if (error.equals(WampError.NOT_AUTHORIZED.toString())) {
            return 403;
        }
        return switch (error.substring(error.lastIndexOf('.') + 1)) {
            case "authentication_failed",
                    "authentication_denied",
                    "no_matching_auth_method",
                    "no_such_role" ->
                    401;
            case "not_found",
                    "no_such_realm",
                    "no_such_users",
                    "no_such_groups",
                    "no_such_session",
                    "no_such_registration",
                    "no_such_subscription" ->
                    404;
            case "already_exists", "active_users" -> 409;
            case "too_many_requests" -> 429;
            case "no_such_procedure" -> 501;
            case "unavailable" -> 503;
            case "timeout" -> 504;
            case "internal_error", "runtime_error", "authorization_failed" -> 500;
            default -> 400;
        };
    }

    HttpResponse response() {
        var body = new LinkedHashMap<String, Object>();
        body.put("code", code);
        body.put("message", String.valueOf(getMessage()));
        HttpResponse response = JsonResponse.of(status, body);
        return status == 401
                ? response.with("www-authenticate", "Basic realm=\"Patchbay\", charset=\"UTF-8\"")
                : response;
    }
}
