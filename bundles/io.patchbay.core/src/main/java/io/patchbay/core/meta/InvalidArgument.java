package io.patchbay.core.meta;

import io.patchbay.wamp.Uri;
import io.patchbay.wamp.WampError;

import org.jspecify.annotations.Nullable;

/** An argument of a call is not allowed; answered with an ERROR. Carries no stack trace. */
final class InvalidArgument extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Uri error;

    InvalidArgument(String argument, @Nullable Object value, String expected) {
        this(WampError.INVALID_ARGUMENT, argument, value, expected);
    }

    InvalidArgument(Uri error, String argument, @Nullable Object value, String expected) {
        super(
                "argument '" + argument + "' is " + quoted(value) + ", expected " + expected,
                null,
                false,
                false);
        this.error = error;
    }

    private static String quoted(@Nullable Object value) {
        String text = value instanceof String ? "\"" + value + "\"" : String.valueOf(value);
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }

    Uri error() {
        return error;
    }
}
