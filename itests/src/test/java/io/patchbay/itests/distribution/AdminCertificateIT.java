package io.patchbay.itests.distribution;

import static io.patchbay.itests.distribution.Admin.ADMIN;
import static io.patchbay.itests.distribution.Admin.PASSWORD;
import static io.patchbay.itests.distribution.Admin.expect;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.testkit.TestIdentity;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Operators who show a certificate to the admin API of the shipped router. */
class AdminCertificateIT {
    private static final String REALMS =
            """
            [{"uri": "com.leapsight.bondy", "authmethods": ["password", "tls"],
              "groups": [{"name": "observers"}],
              "users": [{"username": "olga", "groups": ["observers"]}, {"username": "paul"}],
              "sources": [
                {"usernames": ["olga", "paul"], "authmethod": "tls", "cidr": "127.0.0.0/8"}],
              "grants": [{"roles": ["observers"], "permissions": ["wamp.call"],
                "uri": "bondy.realm.list"}]}]
            """;

    @TempDir private static Path folder;

    private static RouterProcess router;
    private static TestIdentity server;
    private static final Map<String, TestIdentity> IDENTITIES = new HashMap<>();

    @BeforeAll
    static void start() throws Exception {
        server = TestIdentity.create(folder, "router");
        for (String name : List.of("olga", "paul", "nobody", "stranger")) {
            IDENTITIES.put(name, TestIdentity.create(folder, name));
        }
        Path authorities = folder.resolve("authorities.crt");
        for (String name : List.of("olga", "paul", "nobody")) {
            Files.writeString(
                    authorities,
                    Files.readString(IDENTITIES.get(name).certificate()),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
        router = RouterProcess.in(folder).with("PATCHBAY_ADMIN_PASSWORD", PASSWORD);
        Files.writeString(router.etc("realms.json"), REALMS);
        Files.writeString(
                router.etc("io.patchbay.http-admin.cfg"),
                """
                tls.certificate.file = %s
                tls.key.file = %s
                tls.client.ca.file = %s
                tls.client.auth = want
                """
                        .formatted(server.certificate(), server.key(), authorities),
                StandardOpenOption.APPEND);
        router.start();
    }

    @AfterAll
    static void stop() {
        if (router != null) {
            router.close();
        }
    }

    /** Somebody with a certificate for that name. */
    private static Admin with(String name) throws Exception {
        HttpClient client =
                HttpClient.newBuilder().sslContext(IDENTITIES.get(name).trusting(server)).build();
        return new Admin(client, "https://127.0.0.1:" + router.port("http-admin"));
    }

    @Test
    void aCertificateIsAsGoodAsAPassword() throws Exception {
        assertThat(expect(200, with("olga").ask("GET", "/realms", "", null)).toString())
                .contains("com.leapsight.bondy");
    }

    @Test
    void whoHasNoGrantMayNotCallAndWhoIsNoUserDoesNotComeIn() throws Exception {
        expect(403, with("olga").ask("GET", "/realms/com.leapsight.bondy", "", null));
        expect(403, with("paul").ask("GET", "/realms", "", null));
        expect(401, with("nobody").ask("GET", "/realms", "", null));
    }

    @Test
    void aCertificateOfSomebodyElseIsNoneAndAPasswordGoesFirst() throws Exception {
        expect(401, with("stranger").ask("GET", "/realms", "", null));

        expect(200, with("paul").ask("GET", "/realms", ADMIN, null));
        expect(401, with("olga").ask("GET", "/realms", "admin:wrong horse", null));
    }
}
