package io.patchbay.json;

/** Something is not JSON. The message says where and why. */
public final class InvalidJson extends Exception {
    private static final long serialVersionUID = 1;

    InvalidJson(String message) {
        super(message);
    }
}
