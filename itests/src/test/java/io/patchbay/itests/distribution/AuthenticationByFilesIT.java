package io.patchbay.itests.distribution;

import static io.patchbay.itests.distribution.RouterProcess.patiently;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.itests.client.Client;
import io.patchbay.itests.client.Format;
import io.patchbay.itests.client.RawSocketLink;
import io.patchbay.itests.client.Wamp;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** Users of the shipped router log in, and methods come and go with their jars. */
class AuthenticationByFilesIT {
    private static final String PASSWORD = "io.patchbay.auth.password";
    private static final String REALM = "com.acme";
    private static final String MASTER = "com.leapsight.bondy";
    private static final String NONCE = "egVDf3DMJh0=";
    private static final Base64.Encoder BASE64 = Base64.getEncoder();

    private static final String REALMS =
            """
            , {"uri": "com.acme", "authmethods": ["password", "wamp-scram"],
              "password_opts": {"protocol": "scram",
                "params": {"kdf": "pbkdf2", "iterations": 4096}},
              "groups": [{"name": "ops"}],
              "users": [{"username": "joe", "password": "correct horse", "groups": ["ops"]}],
              "sources": [
                {"usernames": "all", "authmethod": "password", "cidr": "127.0.0.0/8"},
                {"usernames": "all", "authmethod": "wamp-scram", "cidr": "127.0.0.0/8"}],
              "grants": [{"roles": ["ops"], "uri": "", "match": "prefix",
                "permissions": ["wamp.call", "wamp.register", "wamp.publish", "wamp.subscribe"]}]},
             {"uri": "com.argon", "authmethods": ["password"],
              "users": [{"username": "joe", "password": "correct horse"}],
              "sources": [{"usernames": "all", "authmethod": "password", "cidr": "127.0.0.0/8"}]}]
            """;

    @TempDir private static Path folder;

    private static RouterProcess router;
    private static int port;

    @BeforeAll
    static void start() throws IOException {
        router = RouterProcess.in(folder);
        Path file = router.etc("realms.json");
        String shipped = Files.readString(file).strip();
        Files.writeString(file, shipped.substring(0, shipped.length() - 1) + REALMS);
        router.start();
        port = router.port("rawsocket-default");
    }

    @AfterAll
    static void stop() {
        if (router != null) {
            router.close();
        }
    }

    private static Client hello(String realm, String method, String authid, Map<String, ?> extra)
            throws IOException {
        Client client = Client.on(RawSocketLink.connect(port, Format.JSON), Format.JSON);
        client.send(
                Wamp.HELLO,
                realm,
                Map.of(
                        "roles",
                        Map.of("caller", Map.of(), "callee", Map.of()),
                        "authmethods",
                        List.of(method),
                        "authid",
                        authid,
                        "authextra",
                        extra));
        return client;
    }

    private static Client authenticated(String realm, String authid, String password)
            throws IOException {
        Client client = hello(realm, "password", authid, Map.of());
        client.expect(Wamp.CHALLENGE);
        client.send(Wamp.AUTHENTICATE, password, Map.of());
        return client;
    }

    private static void expectAbort(Client client, String reason) throws IOException {
        assertThat(client.expect(Wamp.ABORT).get(2)).isEqualTo(reason);
        client.close();
    }

    @Test
    void aMethodComesAndGoesWithItsJarAndSessionsStay() throws Exception {
        try (Client session = authenticated(REALM, "joe", "correct horse")) {
            session.expect(Wamp.WELCOME);
            router.undeploy(PASSWORD);
            patiently().until(() -> !acceptsPasswords());

            long registration = session.register("com.acme.procedure");
            assertThat(registration).isPositive();
            expectAbort(hello(REALM, "password", "joe", Map.of()), Wamp.NO_MATCHING_AUTH_METHOD);

            router.deploy(PASSWORD);
            patiently().until(AuthenticationByFilesIT::acceptsPasswords);
            try (Client other = authenticated(REALM, "joe", "correct horse")) {
                other.expect(Wamp.WELCOME);
            }
        }
    }

    private static boolean acceptsPasswords() throws IOException {
        try (Client client = hello(REALM, "password", "joe", Map.of())) {
            return (long) client.receive().get(0) == Wamp.CHALLENGE;
        }
    }

    @Test
    void theAdministratorComesInByThePasswordThatTheFirstStartTells() throws Exception {
        Matcher told =
                Pattern.compile("the password (\\S+) which is shown only now")
                        .matcher(router.log());
        assertThat(told.find()).isTrue();

        try (Client admin = authenticated(MASTER, "admin", told.group(1))) {
            admin.expect(Wamp.WELCOME);
            admin.register("com.acme.any");
        }
        expectAbort(authenticated(MASTER, "admin", "bondy-admin"), Wamp.AUTHENTICATION_FAILED);
        expectAbort(
                hello(MASTER, "anonymous", "anonymous", Map.of()), Wamp.NO_MATCHING_AUTH_METHOD);
    }

    @Test
    void whoDoesNotKnowThePasswordOrIsNobodyIsRefusedAlike() throws Exception {
        for (String realm : List.of(REALM, "com.argon")) {
            expectAbort(authenticated(realm, "joe", "incorrect"), Wamp.AUTHENTICATION_FAILED);
            expectAbort(authenticated(realm, "jim", "correct horse"), Wamp.AUTHENTICATION_FAILED);
        }
    }

    @Test
    void aPasswordThatArgon2HasHashedIsKnownAgain() throws Exception {
        try (Client client = authenticated("com.argon", "joe", "correct horse")) {
            Map<?, ?> welcome = (Map<?, ?>) client.expect(Wamp.WELCOME).get(2);
            assertThat(welcome.get("authid")).isEqualTo("joe");
        }
    }

    @Test
    void nobodyFindsAPasswordInWhatTheRouterSaysOrWrites() throws Exception {
        expectAbort(authenticated(REALM, "joe", "a guess at it"), Wamp.AUTHENTICATION_FAILED);

        assertThat(router.log()).doesNotContain("correct horse", "a guess at it");
        try (Stream<Path> files = Files.walk(router.base().resolve("data"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .doesNotContain("correct horse");
            }
        }
    }

    /** By the book, as no library that others wrote does. */
    @Test
    void clientAndRouterProveToEachOtherThatTheyKnowThePassword() throws Exception {
        Client client = hello(REALM, "wamp-scram", "joe", Map.of("nonce", NONCE));
        Map<?, ?> challenge = (Map<?, ?>) client.expect(Wamp.CHALLENGE).get(2);
        String nonce = (String) challenge.get("nonce");
        String salt = (String) challenge.get("salt");
        byte[] salted = pbkdf2("correct horse", Base64.getDecoder().decode(salt));
        byte[] clientKey = hmac(salted, "Client Key");
        String exchanged =
                "n=joe,r=%s,r=%s,s=%s,i=4096,c=biws,r=%s".formatted(NONCE, nonce, salt, nonce);
        byte[] proof = hmac(MessageDigest.getInstance("SHA-256").digest(clientKey), exchanged);
        for (int i = 0; i < proof.length; i++) {
            proof[i] ^= clientKey[i];
        }

        client.send(Wamp.AUTHENTICATE, BASE64.encodeToString(proof), Map.of("nonce", nonce));

        Map<?, ?> welcome = (Map<?, ?>) client.expect(Wamp.WELCOME).get(2);
        assertThat(challenge.get("kdf")).isEqualTo("pbkdf2");
        assertThat(welcome.get("authmethod")).isEqualTo("wamp-scram");
        byte[] signature = hmac(hmac(salted, "Server Key"), exchanged);
        assertThat(((Map<?, ?>) welcome.get("authextra")).get("verifier"))
                .isEqualTo("v=" + BASE64.encodeToString(signature));
        client.close();
    }

    private static byte[] pbkdf2(String password, byte[] salt) throws GeneralSecurityException {
        return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                .generateSecret(new PBEKeySpec(password.toCharArray(), salt, 4096, 256))
                .getEncoded();
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }
}
