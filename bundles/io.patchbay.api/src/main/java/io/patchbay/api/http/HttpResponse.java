package io.patchbay.api.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A whole response. */
public record HttpResponse(int status, Map<String, String> headers, byte[] body) {

    /** No body. */
    public static HttpResponse of(int status) {
        return new HttpResponse(status, Map.of(), new byte[0]);
    }

    public static HttpResponse of(int status, String contentType, String body) {
        return new HttpResponse(
                status, Map.of("content-type", contentType), body.getBytes(StandardCharsets.UTF_8));
    }

    /** The same with one more header. */
    public HttpResponse with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new HttpResponse(status, more, body);
    }
}
