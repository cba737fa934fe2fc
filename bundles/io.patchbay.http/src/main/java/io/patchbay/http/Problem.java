package io.patchbay.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.patchbay.api.http.HttpResponse;

/** Answers for what went wrong, in the form of RFC 9457. They never tell how it is inside. */
final class Problem {
    private Problem() {}

    static HttpResponse of(HttpResponseStatus status) {
        return HttpResponse.of(
                status.code(),
                "application/problem+json",
                "{\"title\":\"" + status.reasonPhrase() + "\",\"status\":" + status.code() + "}");
    }
}
