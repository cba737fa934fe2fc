package io.patchbay.admin;

import io.patchbay.api.http.HttpRequest;
import io.patchbay.api.http.HttpResponse;

import java.util.Map;
import java.util.Optional;

/** The rule that what is here can only be read. */
final class ReadOnly {
    private ReadOnly() {}

    /** The answer to a request that would change something. */
    static Optional<HttpResponse> refusal(HttpRequest request) {
        return request.method().equals("GET")
                ? Optional.empty()
                : Optional.of(new HttpResponse(405, Map.of("allow", "GET, HEAD"), new byte[0]));
    }
}
