package io.patchbay.admin.rest;

import io.patchbay.api.http.HttpRequest;
import io.patchbay.json.InvalidJson;
import io.patchbay.json.Json;
import io.patchbay.wamp.Dict;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Who a request comes from, as a client of WAMP would say it.
 *
 * @param hello {@code HELLO.Details}
 * @param answer what is said if a challenge comes
 */
record Credentials(Dict hello, String answer) {

    /** A user and its password, a token, or the certificate that the connection was made with. */
    static Credentials of(HttpRequest request) {
        List<String> headers = request.headers().getOrDefault("authorization", List.of());
        if (headers.size() == 1) {
            String[] parts = headers.get(0).strip().split(" +", 2);
            String value = parts.length == 2 ? parts[1] : "";
            return switch (parts[0].toLowerCase(Locale.ROOT)) {
                case "basic" -> basic(value);
                case "bearer" -> bearer(value);
                default -> throw missing();
            };
        }
        if (headers.isEmpty() && !request.connection().peerCertificates().isEmpty()) {
            return new Credentials(Dict.of("authmethods", List.of("tls")), "");
        }
        throw missing();
    }

    private static Credentials basic(String value) {
        String text = decoded(Base64.getDecoder(), value);
        int colon = text.indexOf(':');
        if (colon < 1) {
            throw missing();
        }
        return new Credentials(
                hello(text.substring(0, colon), List.of("password")), text.substring(colon + 1));
    }

    /** Whom a token names is only what its bearer claims; the method that it is for checks it. */
    private static Credentials bearer(String token) {
        String[] parts = token.split("\\.", -1);
        Map<?, ?> claims = parts.length == 3 ? claims(parts[1]) : Map.of();
        if (claims.get("authid") instanceof String authid) {
            return new Credentials(hello(authid, List.of("ticket")), token);
        }
        if (claims.get("sub") instanceof String subject) {
            return new Credentials(hello(subject, List.of("oauth2", "jwt")), token);
        }
        throw missing();
    }

    private static Map<?, ?> claims(String part) {
        try {
            byte[] json = decoded(Base64.getUrlDecoder(), part).getBytes(StandardCharsets.UTF_8);
            return Optional.ofNullable(Json.read(json))
                    .filter(Map.class::isInstance)
                    .map(Map.class::cast)
                    .orElse(Map.of());
        } catch (InvalidJson e) {
            throw missing();
        }
    }

    private static String decoded(Base64.Decoder decoder, String text) {
        try {
            return new String(decoder.decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw missing();
        }
    }

    private static Dict hello(String authid, List<String> methods) {
        return Dict.of("authid", authid).with("authmethods", methods);
    }

    private static Problem missing() {
        return new Problem(
                401,
                "wamp.error.authentication_failed",
                "expected a user and password (Basic), a ticket (Bearer) or a client certificate");
    }
}
