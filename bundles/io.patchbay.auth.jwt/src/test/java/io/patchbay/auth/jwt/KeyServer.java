package io.patchbay.auth.jwt;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Publishes keys by HTTP. */
final class KeyServer implements AutoCloseable {
    private final HttpServer server;
    private final AtomicInteger fetches = new AtomicInteger();
    private volatile String keys = "";
    private volatile String configuration = "";
    private volatile boolean redirects;

    KeyServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    void publish(JWK... published) {
        keys = new JWKSet(List.of(published)).toPublicJWKSet().toString();
    }

    /** Says, as an issuer that is at its root, what it is called and where its keys are. */
    void tell(String issuer, String keysUrl) {
        configuration = "{\"issuer\":\"%s\",\"jwks_uri\":\"%s\"}".formatted(issuer, keysUrl);
    }

    void tell(String told) {
        configuration = told;
    }

    String root() {
        return url().replace("/keys", "");
    }

    void redirect() {
        redirects = true;
    }

    int fetches() {
        return fetches.get();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/keys";
    }

    private void answer(HttpExchange exchange) throws IOException {
        fetches.incrementAndGet();
        if (redirects && exchange.getRequestURI().getPath().equals("/keys")) {
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.sendResponseHeaders(302, -1);
        } else {
            boolean isAsked = exchange.getRequestURI().getPath().endsWith("openid-configuration");
            byte[] body = (isAsked ? configuration : keys).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
