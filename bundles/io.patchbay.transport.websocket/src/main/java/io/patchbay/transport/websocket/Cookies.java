package io.patchbay.transport.websocket;

import io.patchbay.api.http.HttpRequest;
import io.patchbay.api.transport.ConnectionInfo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the cookies of a request that are meant for the router: RFC 6265, section 4.2.1. */
final class Cookies {
    private static final int MOST = 10;

    private Cookies() {}

    /** Of several with one name the first counts, which is the one that was set most closely. */
    static Map<String, String> of(HttpRequest request) {
        List<String> headers = request.headers().getOrDefault("cookie", List.of());
        if (headers.isEmpty()) {
            return Map.of();
        }
        var cookies = new LinkedHashMap<String, String>();
        for (String header : headers) {
            for (String pair : header.split(";")) {
                add(cookies, pair.trim());
            }
        }
        return Map.copyOf(cookies);
    }

    private static void add(Map<String, String> cookies, String pair) {
        int sign = pair.indexOf('=');
        if (sign > 0 && pair.startsWith(ConnectionInfo.COOKIES) && cookies.size() < MOST) {
            cookies.putIfAbsent(pair.substring(0, sign), unquoted(pair.substring(sign + 1)));
        }
    }

    private static String unquoted(String value) {
        boolean isQuoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return isQuoted ? value.substring(1, value.length() - 1) : value;
    }
}
