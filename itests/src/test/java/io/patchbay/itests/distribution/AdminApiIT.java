package io.patchbay.itests.distribution;

import static io.patchbay.itests.distribution.Admin.ADMIN;
import static io.patchbay.itests.distribution.Admin.PASSWORD;
import static io.patchbay.itests.distribution.Admin.expect;
import static io.patchbay.itests.distribution.Admin.object;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Map.entry;

import io.patchbay.itests.client.Client;
import io.patchbay.itests.client.Format;
import io.patchbay.itests.client.RawSocketLink;
import io.patchbay.itests.client.Wamp;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** What operators ask of the shipped router over HTTP. */
class AdminApiIT {
    private static final String NOBODY = "guest:" + PASSWORD;
    private static final String ACME = "/realms/com.acme";

    /** One more user of the master realm, who may do nothing. */
    private static final String REALMS =
            """
            , {"uri": "com.leapsight.bondy",
              "users": [{"username": "guest", "password": "correct horse"}],
              "sources": [
                {"usernames": ["guest"], "authmethod": "password", "cidr": "127.0.0.0/8"}]}]
            """;

    @TempDir private static Path folder;

    private static RouterProcess router;
    private static Admin admin;

    @BeforeAll
    static void start() throws Exception {
        router = RouterProcess.in(folder).with("PATCHBAY_ADMIN_PASSWORD", PASSWORD);
        Path file = router.etc("realms.json");
        String shipped = Files.readString(file).strip();
        Files.writeString(file, shipped.substring(0, shipped.length() - 1) + REALMS);
        router.start();
        admin = Admin.of(router);
        expect(
                201,
                ask(
                        "POST",
                        "/realms",
                        ADMIN,
                        Map.of("uri", "com.acme", "authmethods", List.of("password"))));
    }

    @AfterAll
    static void stop() {
        if (router != null) {
            router.close();
        }
    }

    private static HttpResponse<String> ask(String method, String path, String user, Object body)
            throws Exception {
        return admin.ask(method, path, user, body);
    }

    private static HttpResponse<String> ask(String method, String path) throws Exception {
        return admin.ask(method, path);
    }

    @Test
    void whoSaysNotWhoItIsLearnsNothing() throws Exception {
        HttpResponse<String> response = ask("GET", "/realms", "", null);

        assertThat(object(401, response).get("code")).isEqualTo(Wamp.AUTHENTICATION_FAILED);
        assertThat(response.headers().firstValue("www-authenticate"))
                .contains("Basic realm=\"Patchbay\", charset=\"UTF-8\"");
        expect(401, ask("GET", "/realms", "admin:wrong horse", null));
        expect(401, ask("GET", "/realms", "nobody:wrong horse", null));
    }

    @Test
    void whoMayNotCallAProcedureMayNotAskForItHere() throws Exception {
        Map<?, ?> refusal = object(403, ask("GET", "/realms", NOBODY, null));

        assertThat(refusal.get("code")).isEqualTo("wamp.error.not_authorized");
    }

    @Test
    void aUserIsMadeGrantedAndGone() throws Exception {
        HttpResponse<String> added =
                ask(
                        "POST",
                        ACME + "/users",
                        ADMIN,
                        Map.of("username", "joe", "password", PASSWORD));
        assertThat(object(201, added).get("has_password")).isEqualTo(true);
        assertThat(added.headers().firstValue("location")).contains(ACME + "/users/joe");
        expect(201, ask("POST", ACME + "/groups", ADMIN, Map.of("name", "ops")));
        ask("PUT", ACME + "/users/joe/groups/ops");
        Map<String, Object> grant =
                Map.of(
                        "roles",
                        List.of("ops"),
                        "permissions",
                        List.of("wamp.register"),
                        "uri",
                        "com.acme.",
                        "match",
                        "prefix");
        ask("POST", ACME + "/grants", ADMIN, grant);
        ask(
                "POST",
                ACME + "/sources",
                ADMIN,
                Map.of("usernames", "all", "authmethod", "password", "cidr", "127.0.0.0/8"));

        try (Client joe = joe()) {
            assertThat(joe.register("com.acme.procedure")).isPositive();
            assertThat(ask("GET", ACME + "/registrations").body()).contains("com.acme.procedure");

            expect200s(ask("PUT", ACME + "/grants", ADMIN, grant));
            joe.send(Wamp.REGISTER, 2, Map.of(), "com.acme.other");
            assertThat(joe.expect(Wamp.ERROR).get(4)).isEqualTo("wamp.error.not_authorized");
            expect200s(ask("DELETE", ACME + "/users/joe"));
            joe.expect(Wamp.GOODBYE);
        }
        expect(404, ask("GET", ACME + "/users/joe"));
    }

    private static void expect200s(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 204);
    }

    private static Client joe() throws IOException {
        Client client =
                Client.on(
                        RawSocketLink.connect(router.port("rawsocket-default"), Format.JSON),
                        Format.JSON);
        client.send(
                Wamp.HELLO,
                "com.acme",
                Map.ofEntries(
                        entry("roles", Map.of("callee", Map.of())),
                        entry("authmethods", List.of("password")),
                        entry("authid", "joe")));
        client.expect(Wamp.CHALLENGE);
        client.send(Wamp.AUTHENTICATE, PASSWORD, Map.of());
        client.expect(Wamp.WELCOME);
        return client;
    }

    @Test
    void theAuditLogSaysWhoChangedWhatAndShowsNoSecret() throws Exception {
        ask("POST", ACME + "/users", ADMIN, Map.of("username", "eve", "password", PASSWORD));
        ask("GET", ACME + "/users/eve");

        List<String> lines =
                Files.readAllLines(router.base().resolve("log/audit.log")).stream()
                        .filter(line -> line.contains("eve"))
                        .toList();

        assertThat(lines).hasSize(1);
        assertThat(lines.getFirst())
                .contains(
                        "\"procedure\":\"bondy.user.add\"",
                        "\"outcome\":\"done\"",
                        "\"authid\":\"admin\"",
                        "\"members\":[\"password\",\"username\"]")
                .doesNotContain(PASSWORD);
    }

    @Test
    void anyProcedureCanBeCalled() throws Exception {
        Map<?, ?> result =
                object(
                        200,
                        ask("POST", "/services/call", ADMIN, Map.of("procedure", "bondy.ping")));

        assertThat(result.get("args")).isEqualTo(List.of("pong"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET|/realms/com.nowhere|404|bondy.error.not_found",
                "GET|/nothing|404|bondy.error.not_found",
                "GET|/realms/com.acme/users/nobody|404|bondy.error.not_found",
                "PATCH|/realms|405|bondy.error.invalid_data",
                "GET|/realms/com.acme?colour=red|400|bondy.error.invalid_data",
                "DELETE|/realms/com.acme?force=perhaps|400|bondy.error.invalid_data",
                "POST|/realms|415|bondy.error.invalid_data"
            })
    void whatCannotBeIsToldByItsCode(String method, String path, int status, String code)
            throws Exception {
        assertThat(object(status, ask(method, path)).get("code")).isEqualTo(code);
    }

    @Test
    void aBodyThatIsWrongIsToldWithItsField() throws Exception {
        Object realm = expect(400, ask("POST", "/realms", ADMIN, Map.of("uri", 7)));
        Object user =
                expect(
                        400,
                        ask(
                                "POST",
                                ACME + "/users",
                                ADMIN,
                                Map.of("username", "ann", "shoe_size", 43)));
        Object password =
                expect(400, ask("POST", ACME + "/users/joe/change_password", ADMIN, Map.of()));
        Object twice = expect(409, ask("POST", "/realms", ADMIN, Map.of("uri", "com.acme")));

        assertThat(realm.toString()).contains("uri", "7");
        assertThat(user.toString()).contains("shoe_size");
        assertThat(password.toString()).contains("'password' of the body is missing");
        assertThat(twice.toString()).contains("already_exists");
    }

    @Test
    void eachPathOfTheDocumentIsServedAndSaysWhatItAllows() throws Exception {
        Map<?, ?> document = object(200, ask("GET", "/openapi.json", "", null));
        var wrong = new ArrayList<String>();

        for (var path : ((Map<?, ?>) document.get("paths")).entrySet()) {
            String actual = path.getKey().toString().replaceAll("\\{[a-z]+}", "x");
            for (String prefix : List.of("", "/v1.0")) {
                HttpResponse<String> options = ask("OPTIONS", prefix + actual, "", null);
                var methods = new TreeSet<String>(List.of("OPTIONS"));
                ((Map<?, ?>) path.getValue())
                        .keySet()
                        .forEach(m -> methods.add(m.toString().toUpperCase(Locale.ROOT)));
                if (!options.headers()
                                .firstValue("allow")
                                .orElse("")
                                .equals(String.join(", ", methods))
                        && !List.of("/ping", "/ready", "/metrics").contains(actual)) {
                    wrong.add(prefix + actual + " " + options.statusCode());
                }
            }
        }

        assertThat(document.get("openapi")).isEqualTo("3.1.0");
        assertThat(wrong).isEmpty();
    }

    @Test
    void aTicketIsAsGoodAsThePasswordUntilItIsRevoked() throws Exception {
        String ticket = ticket();
        expect(200, ask("GET", "/realms", ticket, null));

        Map<String, Object> call =
                Map.of("procedure", "bondy.ticket.revoke", "args", List.of(ticket));
        expect(200, ask("POST", "/services/call", ADMIN, call));

        expect(401, ask("GET", "/realms", ticket, null));
        expect(401, ask("GET", "/realms", "no.such.ticket", null));
    }

    private static String ticket() throws Exception {
        Map<String, Object> call = Map.of("procedure", "bondy.ticket.issue");
        Map<?, ?> result = object(200, ask("POST", "/services/call", ADMIN, call));
        return ((Map<?, ?>) ((List<?>) result.get("args")).get(0)).get("ticket").toString();
    }
}
