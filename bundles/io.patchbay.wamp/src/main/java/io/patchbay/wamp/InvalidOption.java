package io.patchbay.wamp;

import org.jspecify.annotations.Nullable;

/** An option of a request has a value that is not allowed; answered with an ERROR to its sender. */
public final class InvalidOption extends RuntimeException {
    private static final long serialVersionUID = 1;

    public InvalidOption(String option, @Nullable Object value, String expected) {
        super(
                "option '" + option + "' is " + shortened(value) + ", expected " + expected,
                null,
                false,
                false);
    }

    private static String shortened(@Nullable Object value) {
        String text = value instanceof String ? "\"" + value + "\"" : String.valueOf(value);
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
