package io.patchbay.itests.distribution;

import static io.patchbay.itests.distribution.RouterProcess.patiently;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;

import io.patchbay.itests.client.Client;
import io.patchbay.itests.client.Format;
import io.patchbay.itests.client.RawSocketLink;
import io.patchbay.itests.client.Wamp;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;

/** Clients come in by tokens of an issuer that the shipped router is told of while it runs. */
class JwtIT {
    private static final String ISSUER = "https://id.example.com";
    private static final String REALMS =
            """
            [{"uri": "com.acme", "authmethods": ["jwt"], "groups": [{"name": "ops"}],
              "sources": [{"usernames": "all", "authmethod": "jwt", "cidr": "127.0.0.0/8"}]}]
            """;

    @TempDir private Path folder;

    private static ECKey key(String kid) throws Exception {
        return new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
    }

    /** An issuer that publishes its keys, and tells where they are. */
    private static HttpServer publishing(ECKey key) throws IOException {
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        serve(server, "/keys", new JWKSet(key.toPublicJWK()).toString());
        serve(
                server,
                "/.well-known/openid-configuration",
                "{\"issuer\":\"%1$s\",\"jwks_uri\":\"%1$s/keys\"}".formatted(root(server)));
        server.start();
        return server;
    }

    private static void serve(HttpServer server, String path, String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        server.createContext(
                path,
                exchange -> {
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
    }

    private static String root(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static String token(ECKey key) throws Exception {
        return token(key, ISSUER);
    }

    private static String token(ECKey key, String issuer) throws Exception {
        var token =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
                        new JWTClaimsSet.Builder()
                                .issuer(issuer)
                                .audience("router")
                                .subject("joe")
                                .claim("roles", List.of("ops"))
                                .expirationTime(Date.from(Instant.now().plusSeconds(600)))
                                .build());
        token.sign(new ECDSASigner(key));
        return token.serialize();
    }

    private static List<Object> answer(int port, String token) throws IOException {
        try (Client client = Client.on(RawSocketLink.connect(port, Format.JSON), Format.JSON)) {
            client.send(
                    Wamp.HELLO,
                    "com.acme",
                    Map.of(
                            "roles", Map.of("caller", Map.of()),
                            "authmethods", List.of("jwt")));
            List<Object> challenge = client.receive();
            if ((long) challenge.get(0) != Wamp.CHALLENGE) {
                return challenge;
            }
            client.send(Wamp.AUTHENTICATE, token, Map.of());
            return client.receive();
        }
    }

    @Test
    void whoHasATokenOfATrustedIssuerComesInInItsRoles() throws Exception {
        ECKey key = key("k1");
        HttpServer server = publishing(key);
        try (RouterProcess router = RouterProcess.in(folder)) {
            Files.writeString(router.etc("realms.json"), REALMS);
            router.start();
            int port = router.port("rawsocket-default");
            Files.writeString(
                    router.etc("io.patchbay.auth.jwt-test.cfg"),
                    """
                    issuer = %s
                    jwks.url = %s/keys
                    audience = router
                    realms = com.acme
                    roles.claim = roles
                    """
                            .formatted(ISSUER, root(server)));

            patiently().until(() -> (long) answer(port, token(key)).get(0) == Wamp.WELCOME);

            Map<?, ?> welcome = (Map<?, ?>) answer(port, token(key)).get(2);
            assertThat(welcome.get("authid")).isEqualTo("joe");
            assertThat(welcome.get("authrole")).isEqualTo("ops");
            assertThat(welcome.get("authmethod")).isEqualTo("jwt");
            assertThat(answer(port, token(key("k1"))).get(2)).isEqualTo(Wamp.AUTHENTICATION_FAILED);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void anIssuerTellsWhereItsKeysAre() throws Exception {
        ECKey key = key("k1");
        HttpServer server = publishing(key);
        try (RouterProcess router = RouterProcess.in(folder)) {
            Files.writeString(router.etc("realms.json"), REALMS);
            Files.writeString(
                    router.etc("io.patchbay.auth.jwt-test.cfg"),
                    """
                    issuer = %s
                    audience = router
                    realms = com.acme
                    roles.claim = roles
                    """
                            .formatted(root(server)));
            router.start();
            int port = router.port("rawsocket-default");
            String token = token(key, root(server));

            patiently().until(() -> (long) answer(port, token).get(0) == Wamp.WELCOME);

            assertThat(answer(port, token(key)).get(2)).isEqualTo(Wamp.AUTHENTICATION_FAILED);
        } finally {
            server.stop(0);
        }
    }
}
