package io.patchbay.wamp;

import org.jspecify.annotations.Nullable;

/** An option of a request has a value that is not allowed; answered with an ERROR to its sender. */
public final class InvalidOption extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * @param option its name, after those of the dictionaries that it is in
     * @param value what it is; null if it is not there
     * @param expected what it must be
     */
    public InvalidOption(String option, @Nullable Object value, String expected) {
        super(
                "option '" + option + "' is " + told(value) + ", expected " + expected,
                null,
                false,
                false);
    }

    private static String told(@Nullable Object value) {
        if (value == null) {
            return "missing";
        }
        String text = value instanceof String ? "\"" + value + "\"" : String.valueOf(value);
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
