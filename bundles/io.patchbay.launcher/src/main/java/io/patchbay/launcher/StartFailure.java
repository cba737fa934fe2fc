package io.patchbay.launcher;

import java.nio.file.Path;

/** What keeps the router from starting, told so that an operator can act on it. */
final class StartFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    StartFailure(String message) {
        super(message);
    }

    StartFailure(String message, Throwable cause) {
        super(message, cause);
    }

    /** A file says something that it must not. */
    static StartFailure invalid(Path file, String key, Object value, String expectation) {
        return new StartFailure(
                "%s: %s = %s: expected %s".formatted(file, key, value, expectation));
    }
}
