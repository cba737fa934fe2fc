package io.patchbay.http;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.patchbay.api.http.HttpResponse;
import io.patchbay.api.transport.ConnectionInfo;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A request whose head was read, and the rules for its answer.
 *
 * @param target empty if it is malformed
 */
record Exchange(HttpRequest head, Optional<Target> target) {
    /** What a listener decides, not a route. */
    private static final Set<String> OWN_HEADERS =
            Set.of("connection", "content-length", "date", "keep-alive", "transfer-encoding");

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US);

    static Exchange of(HttpRequest head) {
        return new Exchange(head, Target.parse(head.uri()));
    }

    /** Stands for a request of which the head did not come whole. */
    static Exchange unknown() {
        return of(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/"));
    }

    /** The reason for which no route is asked, besides that there may be none. */
    Optional<HttpResponseStatus> refusal(int bodyLimit) {
        if (head.protocolVersion().majorVersion() != 1) {
            return Optional.of(HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED);
        }
        if (head.method().equals(HttpMethod.TRACE) || head.method().equals(HttpMethod.CONNECT)) {
            return Optional.of(HttpResponseStatus.METHOD_NOT_ALLOWED);
        }
        if (target.isEmpty() || !hasHost() || isAmbiguous()) {
            return Optional.of(HttpResponseStatus.BAD_REQUEST);
        }
        if (HttpUtil.getContentLength(head, 0L) > bodyLimit) {
            return Optional.of(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE);
        }
        boolean expects = head.headers().contains(HttpHeaderNames.EXPECT);
        return expects && !HttpUtil.is100ContinueExpected(head)
                ? Optional.of(HttpResponseStatus.EXPECTATION_FAILED)
                : Optional.empty();
    }

    /** RFC 9112 section 3.2: exactly one, which HTTP/1.0 did not know yet. */
    private boolean hasHost() {
        int hosts = head.headers().getAll(HttpHeaderNames.HOST).size();
        return hosts == 1 || (hosts == 0 && head.protocolVersion().equals(HttpVersion.HTTP_1_0));
    }

    /** RFC 9112 section 6: a body whose end two parties might see at different places. */
    private boolean isAmbiguous() {
        HttpHeaders headers = head.headers();
        List<String> encodings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        boolean odd =
                !encodings.isEmpty()
                        && !(encodings.size() == 1
                                && encodings.get(0).equalsIgnoreCase("chunked")
                                && head.protocolVersion().equals(HttpVersion.HTTP_1_1));
        return odd || headers.getAll(HttpHeaderNames.CONTENT_LENGTH).size() > 1;
    }

    boolean hasBody() {
        return HttpUtil.isTransferEncodingChunked(head) || HttpUtil.getContentLength(head, 0L) > 0;
    }

    boolean isKeepAlive() {
        return HttpUtil.isKeepAlive(head);
    }

    boolean expectsContinue() {
        return HttpUtil.is100ContinueExpected(head);
    }

    boolean wantsUpgrade() {
        return head.headers().contains(HttpHeaderNames.UPGRADE)
                && head.headers()
                        .containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true);
    }

    String path() {
        return target.map(Target::path).orElse("");
    }

    /**
     * As routes see it: HEAD comes as GET, since only the body of the answer differs, and that
     * stays here.
     */
    io.patchbay.api.http.HttpRequest forRoute(byte[] body, ConnectionInfo connection) {
        return request(isHead() ? HttpMethod.GET : head.method(), body, connection);
    }

    /** As upgrades see it. */
    io.patchbay.api.http.HttpRequest forUpgrade(byte[] body, ConnectionInfo connection) {
        return request(head.method(), body, connection);
    }

    private io.patchbay.api.http.HttpRequest request(
            HttpMethod method, byte[] body, ConnectionInfo connection) {
        var headers = new LinkedHashMap<String, List<String>>();
        for (Map.Entry<String, String> header : head.headers()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            headers.computeIfAbsent(name, absent -> new ArrayList<>(1)).add(header.getValue());
        }
        if (!head.protocolVersion().equals(HttpVersion.HTTP_1_1)) {
            // RFC 9110 section 7.8: HTTP/1.0 has no upgrades.
            headers.remove("upgrade");
        }
        return new io.patchbay.api.http.HttpRequest(
                method.name(),
                path(),
                target.map(Target::query).orElse(Map.of()),
                headers,
                body,
                connection);
    }

    /**
     * The head of the answer.
     *
     * @throws IllegalArgumentException if a route gave what HTTP does not allow
     */
    DefaultHttpResponse answer(HttpResponse response, boolean keepAlive) {
        if (response.status() < 200 || response.status() > 599) {
            throw new IllegalArgumentException("no final HTTP status: " + response.status());
        }
        var answer =
                new DefaultHttpResponse(
                        HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(response.status()));
        HttpHeaders headers = answer.headers();
        response.headers()
                .forEach(
                        (name, value) -> {
                            if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                                headers.add(name, value);
                            }
                        });
        headers.set(HttpHeaderNames.DATE, DATE.format(OffsetDateTime.now(ZoneOffset.UTC)));
        headers.set("x-content-type-options", "nosniff");
        if (mayHaveBody(response.status())) {
            headers.set(HttpHeaderNames.CONTENT_LENGTH, response.body().length);
        }
        HttpUtil.setKeepAlive(headers, head.protocolVersion(), keepAlive);
        if (headers.contains(HttpHeaderNames.UPGRADE)) {
            headers.add(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
        }
        return answer;
    }

    /** The rest of the answer. */
    HttpContent body(HttpResponse response) {
        return isHead() || !mayHaveBody(response.status()) || response.body().length == 0
                ? LastHttpContent.EMPTY_LAST_CONTENT
                : new DefaultLastHttpContent(Unpooled.wrappedBuffer(response.body()));
    }

    private boolean isHead() {
        return head.method().equals(HttpMethod.HEAD);
    }

    private static boolean mayHaveBody(int status) {
        return status != 204 && status != 304;
    }
}
