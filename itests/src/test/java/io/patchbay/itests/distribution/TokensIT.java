package io.patchbay.itests.distribution;

import static io.patchbay.itests.distribution.RouterProcess.patiently;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.itests.client.Client;
import io.patchbay.itests.client.Exercised;
import io.patchbay.itests.client.Exercises;
import io.patchbay.itests.client.Format;
import io.patchbay.itests.client.RawSocketLink;
import io.patchbay.itests.client.Wamp;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Tickets and tokens of OAuth 2, as clients of the shipped router use them. */
class TokensIT {
    private static final String REALMS =
            """
            [{"uri": "com.sso", "is_sso_realm": true,
              "users": [{"username": "jane", "password": "correct horse"}]},
             {"uri": "com.acme", "authmethods": ["password", "ticket", "trust", "cookie", "oauth2"],
              "sso_realm_uri": "com.sso",
              "groups": [{"name": "ops"}],
              "users": [
                {"username": "boss", "groups": ["ops"]},
                {"username": "joe", "password": "correct horse"},
                {"username": "jane", "sso_realm_uri": "com.sso"}],
              "sources": [
                {"usernames": "all", "authmethod": "password", "cidr": "127.0.0.0/8"},
                {"usernames": "all", "authmethod": "ticket", "cidr": "127.0.0.0/8"},
                {"usernames": "all", "authmethod": "cookie", "cidr": "127.0.0.0/8"},
                {"usernames": "all", "authmethod": "oauth2", "cidr": "127.0.0.0/8"},
                {"usernames": ["boss"], "authmethod": "trust", "cidr": "127.0.0.0/8"}],
              "grants": [
                {"roles": "all", "permissions": ["wamp.call"], "uri": "bondy.ticket.",
                  "match": "prefix"},
                {"roles": ["jane"], "permissions": ["bondy.issue"], "uri": "bondy.ticket.scope.",
                  "match": "prefix"},
                {"roles": ["joe"], "permissions": ["bondy.issue"],
                  "uri": "bondy.ticket.scope.local"},
                {"roles": ["ops"], "permissions": ["bondy.revoke"], "uri": "bondy.ticket.scope.",
                  "match": "prefix"},
                {"roles": ["ops"], "permissions": ["wamp.call"], "uri": "bondy.oauth2.",
                  "match": "prefix"}]},
             {"uri": "com.shop", "authmethods": ["ticket"], "sso_realm_uri": "com.sso",
              "users": [{"username": "jane", "sso_realm_uri": "com.sso"}],
              "sources": [{"usernames": "all", "authmethod": "ticket", "cidr": "127.0.0.0/8"}]}]
            """;

    @TempDir private static Path folder;

    private static RouterProcess router;
    private static int port;

    @BeforeAll
    static void start() throws IOException {
        router = RouterProcess.in(folder);
        Files.writeString(router.etc("realms.json"), REALMS);
        router.start();
        port = router.port("rawsocket-default");
        patiently().until(TokensIT::issuesTickets);
    }

    /** Plug-ins are not waited for when the router says that it is ready. */
    private static boolean issuesTickets() throws IOException {
        try (Client jane = login("com.acme", "password", "jane", "correct horse")) {
            if ((long) jane.receive().get(0) != Wamp.WELCOME) {
                return false;
            }
            return (long) call(jane, "bondy.ticket.issue", List.of(), Map.of()).get(0)
                    == Wamp.RESULT;
        }
    }

    @AfterAll
    static void stop() {
        if (router != null) {
            router.close();
        }
    }

    private static Client login(String realm, String method, String authid, String secret)
            throws IOException {
        Client client = Client.on(RawSocketLink.connect(port, Format.JSON), Format.JSON);
        client.send(
                Wamp.HELLO,
                realm,
                Map.of(
                        "roles", Map.of("caller", Map.of()),
                        "authmethods", List.of(method),
                        "authid", authid));
        if (!method.equals("trust")) {
            client.expect(Wamp.CHALLENGE);
            client.send(Wamp.AUTHENTICATE, secret, Map.of());
        }
        return client;
    }

    private static Client welcomed(String realm, String method, String authid, String secret)
            throws IOException {
        Client client = login(realm, method, authid, secret);
        Map<?, ?> details = (Map<?, ?>) client.expect(Wamp.WELCOME).get(2);
        assertThat(details.get("authid")).isEqualTo(authid);
        assertThat(details.get("authmethod")).isEqualTo(method);
        return client;
    }

    private static void assertRefused(String realm, String method, String authid, String secret)
            throws IOException {
        try (Client client = login(realm, method, authid, secret)) {
            assertThat(client.expect(Wamp.ABORT).get(2)).isEqualTo(Wamp.AUTHENTICATION_FAILED);
        }
    }

    private static List<Object> call(
            Client client, String procedure, List<?> args, Map<String, ?> kwargs)
            throws IOException {
        client.request(Wamp.CALL, Map.of(), procedure, args, kwargs);
        return client.receive();
    }

    private static Map<?, ?> result(
            Client client, String procedure, List<?> args, Map<String, ?> kw) throws IOException {
        List<Object> answer = call(client, procedure, args, kw);
        assertThat(answer.get(0)).as("%s", answer).isEqualTo((long) Wamp.RESULT);
        Exercised.done(procedure);
        return answer.size() < 4 || ((List<?>) answer.get(3)).isEmpty()
                ? Map.of()
                : (Map<?, ?>) ((List<?>) answer.get(3)).get(0);
    }

    /** The members of that name of all that a procedure lists. */
    private static List<Object> listed(Client client, String procedure, String member)
            throws IOException {
        List<Object> answer = call(client, procedure, List.of(), Map.of());
        assertThat(answer.get(0)).as("%s", answer).isEqualTo((long) Wamp.RESULT);
        Exercised.done(procedure);
        return ((List<?>) ((List<?>) answer.get(3)).get(0))
                .stream().<Object>map(entry -> ((Map<?, ?>) entry).get(member)).toList();
    }

    private static String error(Client client, String procedure, List<?> args, Map<String, ?> kw)
            throws IOException {
        List<Object> answer = call(client, procedure, args, kw);
        assertThat(answer.get(0)).as("%s", answer).isEqualTo((long) Wamp.ERROR);
        return (String) answer.get(4);
    }

    private static String ticket(Client client, Map<String, ?> options) throws IOException {
        return (String) result(client, "bondy.ticket.issue", List.of(), options).get("ticket");
    }

    @Test
    @Exercises({"bondy.ticket.issue", "bondy.ticket.verify", "bondy.ticket.revoke"})
    void aTicketIsGoodInAllRealmsThatShareTheUser() throws IOException {
        try (Client jane = welcomed("com.acme", "password", "jane", "correct horse")) {
            Map<?, ?> issued =
                    result(
                            jane,
                            "bondy.ticket.issue",
                            List.of(),
                            Map.of("expiry_time_secs", 600, "device_id", "phone"));
            String ticket = (String) issued.get("ticket");

            assertThat(issued.get("id")).isNotNull();
            assertThat((long) issued.get("expires_at") - (long) issued.get("issued_at"))
                    .isEqualTo(600);
            assertThat(((Map<?, ?>) issued.get("scope")).get("device_id")).isEqualTo("phone");
            welcomed("com.acme", "ticket", "jane", ticket).close();
            welcomed("com.shop", "ticket", "jane", ticket).close();
            assertRefused("com.acme", "ticket", "joe", ticket);
            assertThat(result(jane, "bondy.ticket.verify", List.of(ticket), Map.of()).get("authid"))
                    .isEqualTo("jane");

            result(jane, "bondy.ticket.revoke", List.of(ticket), Map.of());

            assertRefused("com.acme", "ticket", "jane", ticket);
            assertRefused("com.shop", "ticket", "jane", ticket);
            assertThat(error(jane, "bondy.ticket.verify", List.of(ticket), Map.of()))
                    .isEqualTo("bondy.error.bad_signature");
        }
    }

    @Test
    @Exercises("bondy.ticket.revoke_all")
    void ticketsNeedThePermissionAndAMethodThatMayHaveThem() throws IOException {
        try (Client joe = welcomed("com.acme", "password", "joe", "correct horse");
                Client boss = login("com.acme", "trust", "boss", "")) {
            boss.expect(Wamp.WELCOME);
            String ticket = ticket(joe, Map.of());
            assertThat(error(joe, "bondy.ticket.issue", List.of(), Map.of("client_id", "somebody")))
                    .isEqualTo("wamp.error.not_authorized");
            assertThat(error(boss, "bondy.ticket.issue", List.of(), Map.of()))
                    .isEqualTo("wamp.error.not_authorized");
            try (Client again = welcomed("com.acme", "ticket", "joe", ticket)) {
                assertThat(error(again, "bondy.ticket.issue", List.of(), Map.of()))
                        .isEqualTo("wamp.error.not_authorized");
                assertThat(error(again, "bondy.ticket.revoke_all", List.of("jane"), Map.of()))
                        .isEqualTo("wamp.error.not_authorized");
            }
            result(boss, "bondy.ticket.revoke_all", List.of("joe"), Map.of());
            assertRefused("com.acme", "ticket", "joe", ticket);
        }
    }

    @Test
    void whatIsNotInOrderIsRefusedByName() throws IOException {
        try (Client joe = welcomed("com.acme", "password", "joe", "correct horse")) {
            for (Map<String, ?> options :
                    List.of(
                            Map.of("expiry_time_secs", 0),
                            Map.of("expiry_time_secs", "1"),
                            Map.of("allow_sso", 1),
                            Map.of("client_ticket", "nonsense"),
                            Map.of("client_id", ""),
                            Map.of("device_id", "x".repeat(201)))) {
                assertThat(error(joe, "bondy.ticket.issue", List.of(), options))
                        .isEqualTo("bondy.error.invalid_value");
            }
            assertThat(error(joe, "bondy.ticket.verify", List.of("nonsense"), Map.of()))
                    .isEqualTo("bondy.error.bad_signature");
        }
    }

    @Test
    @Exercises({
        "bondy.oauth2.client.add",
        "bondy.oauth2.client.get",
        "bondy.oauth2.client.update",
        "bondy.oauth2.client.list",
        "bondy.oauth2.client.delete",
        "bondy.oauth2.resource_owner.add",
        "bondy.oauth2.resource_owner.get",
        "bondy.oauth2.resource_owner.update",
        "bondy.oauth2.resource_owner.list",
        "bondy.oauth2.resource_owner.delete",
        "bondy.oauth2.resource_owners.list"
    })
    void clientsAndOwnersAreManaged() throws IOException {
        try (Client boss = login("com.acme", "trust", "boss", "")) {
            boss.expect(Wamp.WELCOME);
            Map<?, ?> app =
                    result(
                            boss,
                            "bondy.oauth2.client.add",
                            List.of(Map.of("meta", Map.of())),
                            Map.of());
            String id = (String) app.get("client_id");
            welcomed("com.acme", "password", id, (String) app.get("client_secret")).close();
            assertThat(
                            result(boss, "bondy.oauth2.client.get", List.of(id), Map.of())
                                    .get("client_id"))
                    .isEqualTo(id);
            assertThat(
                            result(boss, "bondy.oauth2.client.get", List.of(id), Map.of())
                                    .get("client_secret"))
                    .isNull();

            String newSecret = "a secret of an operator";
            result(
                    boss,
                    "bondy.oauth2.client.update",
                    List.of(id, Map.of("client_secret", newSecret)),
                    Map.of());
            welcomed("com.acme", "password", id, newSecret).close();
            assertThat(listed(boss, "bondy.oauth2.client.list", "client_id")).containsExactly(id);

            Map<String, Object> kim = Map.of("username", "kim", "password", "correct horse");
            result(boss, "bondy.oauth2.resource_owner.add", List.of(kim), Map.of());
            welcomed("com.acme", "password", "kim", "correct horse").close();
            assertThat(error(boss, "bondy.oauth2.client.get", List.of("kim"), Map.of()))
                    .isEqualTo("bondy.error.not_found");
            result(
                    boss,
                    "bondy.oauth2.resource_owner.update",
                    List.of("kim", Map.of("meta", Map.of("floor", 2))),
                    Map.of());
            assertThat(
                            result(
                                            boss,
                                            "bondy.oauth2.resource_owner.get",
                                            List.of("kim"),
                                            Map.of())
                                    .get("meta"))
                    .isEqualTo(Map.of("floor", 2L));
            for (String list : List.of("resource_owner.list", "resource_owners.list")) {
                assertThat(listed(boss, "bondy.oauth2." + list, "username")).containsExactly("kim");
            }
            result(boss, "bondy.oauth2.resource_owner.delete", List.of("kim"), Map.of());
            assertThat(error(boss, "bondy.oauth2.resource_owner.get", List.of("kim"), Map.of()))
                    .isEqualTo("bondy.error.not_found");
            result(boss, "bondy.oauth2.client.delete", List.of(id), Map.of());
            assertThat(error(boss, "bondy.oauth2.client.get", List.of(id), Map.of()))
                    .isEqualTo("bondy.error.not_found");
        }
        assertRefused("com.acme", "oauth2", "joe", "nonsense");
    }

    /**
     * Where tokens come from is not there yet; what can be asked for of them is refused by name.
     */
    @Test
    void tokensThatAreNoneAreNotFound() throws IOException {
        try (Client boss = login("com.acme", "trust", "boss", "")) {
            boss.expect(Wamp.WELCOME);
            for (String procedure : List.of("get", "refresh")) {
                assertThat(
                                error(
                                        boss,
                                        "bondy.oauth2.token." + procedure,
                                        List.of("app", "nonsense"),
                                        Map.of()))
                        .isEqualTo("bondy.error.not_found");
            }
            for (String procedure : List.of("revoke", "revoke_all")) {
                assertThat(
                                result(
                                        boss,
                                        "bondy.oauth2.token." + procedure,
                                        List.of("app", "nonsense"),
                                        Map.of()))
                        .isEmpty();
            }
        }
    }

    @Test
    void whatIsWrongWithAClientIsNamed() throws IOException {
        try (Client boss = login("com.acme", "trust", "boss", "")) {
            boss.expect(Wamp.WELCOME);
            for (String family : List.of("client", "resource_owner")) {
                String prefix = "bondy.oauth2." + family + ".";
                assertThat(error(boss, prefix + "add", List.of(), Map.of()))
                        .isEqualTo("bondy.error.missing_required_value");
                assertThat(error(boss, prefix + "add", List.of(1), Map.of()))
                        .isEqualTo("bondy.error.invalid_datatype");
                assertThat(error(boss, prefix + "add", List.of(Map.of("groups", 1)), Map.of()))
                        .isIn("bondy.error.invalid_data", "bondy.error.missing_required_value");
                assertThat(error(boss, prefix + "update", List.of("no", Map.of()), Map.of()))
                        .isEqualTo("bondy.error.not_found");
                assertThat(error(boss, prefix + "delete", List.of("no"), Map.of()))
                        .isEqualTo("bondy.error.not_found");
            }
        }
    }

    @Test
    void nobodyFindsATicketInWhatTheRouterSaysOrWrites() throws Exception {
        try (Client joe = welcomed("com.acme", "password", "joe", "correct horse")) {
            String signature = ticket(joe, Map.of("device_id", "log")).split("\\.")[2];

            assertThat(router.log()).doesNotContain(signature);
        }
    }
}
