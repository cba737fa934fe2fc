package io.patchbay.api.session;

import io.patchbay.wamp.Payload;
import io.patchbay.wamp.Uri;

/** A request was answered with ERROR. */
public final class WampFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Uri error;
    private final transient Payload payload;

    public WampFailure(Uri error, Payload payload) {
        super(error.toString());
        this.error = error;
        this.payload = payload;
    }

    public Uri error() {
        return error;
    }

    public Payload payload() {
        return payload;
    }
}
