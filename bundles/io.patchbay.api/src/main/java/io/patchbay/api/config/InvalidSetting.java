package io.patchbay.api.config;

/**
 * A configuration that cannot be used. The message is for the operator: it names the file, the key,
 * its value and what is expected.
 */
public final class InvalidSetting extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String message;

    public InvalidSetting(String source, String key, Object value, String expectation) {
        message = source + ": " + key + " = " + value + ": expected " + expectation;
    }

    @Override
    public String getMessage() {
        return message;
    }
}
