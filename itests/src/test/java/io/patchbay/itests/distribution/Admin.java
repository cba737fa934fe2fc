package io.patchbay.itests.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.itests.client.Exercised;
import io.patchbay.json.InvalidJson;
import io.patchbay.json.Json;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** Somebody who asks the admin API of a router, by HTTP/1.1. */
final class Admin {
    static final String PASSWORD = "correct horse";

    /** The administrator of a router whose {@code PATCHBAY_ADMIN_PASSWORD} that is. */
    static final String ADMIN = "admin:" + PASSWORD;

    private final HttpClient http;
    private final String root;

    Admin(HttpClient http, String root) {
        this.http = http;
        this.root = root;
    }

    static Admin of(RouterProcess router) {
        return new Admin(
                HttpClient.newHttpClient(), "http://127.0.0.1:" + router.port("http-admin"));
    }

    /**
     * Asks for something.
     *
     * @param user name and password with a colon between them, or a ticket, or nothing
     * @param body null for none
     */
    HttpResponse<String> ask(String method, String path, String user, Object body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(root + path));
        if (user.contains(":")) {
            byte[] pair = user.getBytes(StandardCharsets.UTF_8);
            request.header("authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
        } else if (!user.isEmpty()) {
            request.header("authorization", "Bearer " + user);
        }
        if (body == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("content-type", "application/json");
            request.method(method, BodyPublishers.ofByteArray(Json.write(body)));
        }
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        if (response.statusCode() < 300) {
            Exercised.done(method + " " + path.replaceFirst("\\?.*", ""));
        }
        return response;
    }

    HttpResponse<String> ask(String method, String path) throws Exception {
        return ask(method, path, ADMIN, null);
    }

    /** What the administrator is answered, which must be done. */
    Object done(String method, String path) throws Exception {
        return done(method, path, null);
    }

    /** Likewise, for a request with a body. */
    Object done(String method, String path, Object body) throws Exception {
        HttpResponse<String> response = ask(method, path, ADMIN, body);
        assertThat(response.statusCode())
                .as("%s %s: %s", method, path, response.body())
                .isBetween(200, 204);
        return said(response);
    }

    /** Its body, as JSON says it. */
    static Object expect(int status, HttpResponse<String> response) {
        assertThat(response.statusCode())
                .as("%s: %s", response.request().uri(), response.body())
                .isEqualTo(status);
        return said(response);
    }

    static Map<?, ?> object(int status, HttpResponse<String> response) {
        return (Map<?, ?>) expect(status, response);
    }

    private static Object said(HttpResponse<String> response) {
        assertThat(response.body()).doesNotContain(PASSWORD, "stored_key", "PRIVATE KEY");
        try {
            return response.body().isEmpty()
                    ? null
                    : Json.read(response.body().getBytes(StandardCharsets.UTF_8));
        } catch (InvalidJson e) {
            throw new AssertionError(response.body(), e);
        }
    }
}
