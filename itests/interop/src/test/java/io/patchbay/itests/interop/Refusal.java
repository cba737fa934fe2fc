package io.patchbay.itests.interop;

import java.util.List;
import java.util.Map;

/** An ERROR or ABORT that a client got; without a URI, a failure of the client itself. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String uri;
    private final transient Payload payload;

    Refusal(String uri, List<Object> args, Map<String, Object> kwargs) {
        super((uri.isEmpty() ? "failed" : uri) + " " + args + " " + kwargs);
        this.uri = uri;
        this.payload = new Payload(args, kwargs);
    }

    String uri() {
        return uri;
    }

    Payload payload() {
        return payload;
    }
}
