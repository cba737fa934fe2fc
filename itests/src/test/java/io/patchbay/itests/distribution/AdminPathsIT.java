package io.patchbay.itests.distribution;

import static io.patchbay.itests.distribution.Admin.ADMIN;
import static io.patchbay.itests.distribution.Admin.PASSWORD;
import static io.patchbay.itests.distribution.Admin.expect;
import static io.patchbay.itests.distribution.Admin.object;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.itests.client.Caller;
import io.patchbay.itests.client.Exercised;
import io.patchbay.itests.client.Exercises;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** What each path of the admin API does, for the administrator of the shipped router. */
class AdminPathsIT {
    private static final String REALM = "/realms/com.paths";
    private static final String OTHER = "another secret";

    @TempDir private static Path folder;

    private static RouterProcess router;
    private static Admin admin;

    @BeforeAll
    static void start() throws Exception {
        router = RouterProcess.in(folder).with("PATCHBAY_ADMIN_PASSWORD", PASSWORD).start();
        admin = Admin.of(router);
        expect(201, admin.ask("POST", "/realms", ADMIN, realm("com.paths")));
    }

    private static Map<String, Object> realm(String uri) {
        return Map.of(
                "uri",
                uri,
                "authmethods",
                List.of("trust"),
                "sources",
                List.of(Map.of("usernames", "all", "authmethod", "trust", "cidr", "127.0.0.0/8")));
    }

    @AfterAll
    static void stop() {
        if (router != null) {
            router.close();
        }
    }

    private static Map<?, ?> got(String path) throws Exception {
        return object(200, admin.ask("GET", path));
    }

    private static List<?> listed(String path) throws Exception {
        return (List<?>) expect(200, admin.ask("GET", path));
    }

    /** The members of that name of what is listed. */
    private static List<Object> named(String path, String member) throws Exception {
        return listed(path).stream().<Object>map(entry -> ((Map<?, ?>) entry).get(member)).toList();
    }

    private static void add(String user) throws Exception {
        expect(201, admin.ask("POST", REALM + "/users", ADMIN, Map.of("username", user)));
    }

    /** A session of a user of the realm. */
    private static Caller caller(String realm, String user) throws IOException {
        return Caller.join(router.port("rawsocket-default"), realm, user);
    }

    @Test
    void theEffectOfEachMethodOnEachPathIsTested() throws Exception {
        Map<?, ?> document = object(200, admin.ask("GET", "/openapi.json", "", null));
        var served = new TreeSet<String>();
        ((Map<?, ?>) document.get("paths"))
                .forEach(
                        (path, methods) ->
                                ((Map<?, ?>) methods)
                                        .keySet()
                                        .forEach(
                                                method ->
                                                        served.add(
                                                                method.toString()
                                                                                .toUpperCase(
                                                                                        Locale.ROOT)
                                                                        + " "
                                                                        + path)));

        assertThat(served).isNotEmpty();
        assertThat(Exercised.by(getClass())).containsExactlyElementsOf(served);
    }

    @Test
    @Exercises({"GET /ping", "GET /ready", "GET /metrics", "GET /openapi.json"})
    void everybodyMaySeeThatTheRouterLives() throws Exception {
        expect(204, admin.ask("GET", "/ping", "", null));
        expect(204, admin.ask("GET", "/ready", "", null));
        var metrics = admin.ask("GET", "/metrics", "", null);
        assertThat(metrics.statusCode()).isEqualTo(200);
        assertThat(metrics.body()).contains("patchbay_sessions");
        assertThat(object(200, admin.ask("GET", "/openapi.json", "", null)))
                .matches(document -> document.containsKey("paths"));
    }

    @Test
    @Exercises("POST /services/call")
    void aProcedureIsCalled() throws Exception {
        Map<String, Object> call =
                Map.of(
                        "procedure",
                        "bondy.rbac.authorize",
                        "args",
                        List.of("anonymous", "wamp.call", "com.paths"));
        Map<?, ?> answer = (Map<?, ?>) admin.done("POST", "/services/call", call);

        assertThat(answer.get("args")).isEqualTo(List.of(false));
        assertThat(answer.get("kwargs").toString()).contains("wamp.call on 'com.paths'");
    }

    @Test
    @Exercises({
        "GET /realms",
        "POST /realms",
        "GET /realms/{realm}",
        "PUT /realms/{realm}",
        "DELETE /realms/{realm}",
        "GET /realms/{realm}/security_enabled",
        "PUT /realms/{realm}/security_enabled",
        "DELETE /realms/{realm}/security_enabled"
    })
    void aRealmIsManaged() throws Exception {
        String path = "/realms/com.made";
        expect(201, admin.ask("POST", "/realms", ADMIN, realm("com.made")));
        expect(201, admin.ask("POST", path + "/users", ADMIN, Map.of("username", "joe")));
        assertThat(named("/realms", "uri")).contains("com.made");
        admin.done("PUT", path, Map.of("description", "made by hand"));
        assertThat(got(path).get("description")).isEqualTo("made by hand");

        String security = path + "/security_enabled";
        try (Caller joe = caller("com.made", "joe")) {
            assertThat(expect(200, admin.ask("GET", security))).isEqualTo(true);
            assertThat(called(joe)).isEqualTo("wamp.error.not_authorized");
            admin.done("DELETE", security);
            assertThat(expect(200, admin.ask("GET", security))).isEqualTo(false);
            assertThat(called(joe)).isEqualTo("wamp.error.no_such_procedure");
            admin.done("PUT", security);
            assertThat(expect(200, admin.ask("GET", security))).isEqualTo(true);
            assertThat(called(joe)).isEqualTo("wamp.error.not_authorized");
        }

        expect(409, admin.ask("DELETE", path));
        admin.done("DELETE", path + "?force=true");
        expect(404, admin.ask("GET", path));
        assertThat(named("/realms", "uri")).doesNotContain("com.made");
    }

    /** The error of a call of what is not there. */
    private static String called(Caller caller) throws IOException {
        return caller.call("com.paths.nothing").error();
    }

    @Test
    @Exercises({
        "GET /realms/{realm}/users",
        "POST /realms/{realm}/users",
        "GET /realms/{realm}/users/{user}",
        "PUT /realms/{realm}/users/{user}",
        "DELETE /realms/{realm}/users/{user}",
        "POST /realms/{realm}/users/{user}/aliases",
        "PUT /realms/{realm}/users/{user}/aliases/{alias}",
        "DELETE /realms/{realm}/users/{user}/aliases/{alias}"
    })
    void aUserIsManaged() throws Exception {
        String users = REALM + "/users";
        String ann = users + "/ann";
        add("ann");
        add("ann2");
        assertThat(named(users, "username")).contains("ann", "ann2");
        assertThat(named(users + "?after=ann&limit=1", "username")).containsExactly("ann2");
        admin.done("PUT", ann, Map.of("meta", Map.of("floor", 3)));
        assertThat(got(ann).get("meta")).hasToString("{floor=3}");

        admin.done("POST", ann + "/aliases", Map.of("alias", "anna"));
        admin.done("PUT", ann + "/aliases/annie");
        assertThat(got(users + "/annie").get("aliases")).isEqualTo(List.of("anna", "annie"));
        admin.done("DELETE", ann + "/aliases/anna");
        assertThat(got(ann).get("aliases")).isEqualTo(List.of("annie"));
        expect(404, admin.ask("GET", users + "/anna"));

        try (Caller session = caller("com.paths", "annie")) {
            admin.done("DELETE", ann);
            assertThat(session.isEnded()).isTrue();
        }
        expect(404, admin.ask("GET", ann));
    }

    @Test
    void whatIsWrongWithAUserIsTold() throws Exception {
        String joe = REALM + "/users/joe";
        add("joe");
        Map<String, Object> none = Map.of();
        assertProblem(400, "missing_required_value", "alias", "POST", joe + "/aliases", none);
        assertProblem(
                400, "invalid_datatype", "alias", "POST", joe + "/aliases", Map.of("alias", 1));
        assertProblem(
                400, "invalid_data", "aliases", "POST", joe + "/aliases", Map.of("alias", "x"));
        add("jim");
        assertProblem(409, "already_exists", "aliases", "PUT", joe + "/aliases/jim", null);
        assertProblem(404, "not_found", "nobody", "GET", REALM + "/users/nobody/enabled", null);
        assertProblem(404, "not_found", "nobody", "PUT", REALM + "/users/nobody", none);
        assertProblem(400, "invalid_data", "enabled", "PUT", joe, Map.of("enabled", 1));
        assertProblem(404, "no_such_groups", "groups", "PUT", joe, Map.of("groups", List.of("no")));
        assertProblem(404, "no_such_groups", "groups", "PUT", joe + "/groups/no", null);
        assertProblem(400, "missing_required_value", "cidr", "DELETE", joe + "/sources", null);
        assertProblem(400, "invalid_value", "cidr", "DELETE", joe + "/sources?cidr=10", null);
        assertProblem(404, "not_found", "joe", "DELETE", joe + "/sources?cidr=10.0.0.0/8", null);
        assertProblem(400, "invalid_data", "limit", "GET", REALM + "/users?limit=many", null);
    }

    private static void assertProblem(
            int status, String code, String named, String method, String path, Object body)
            throws Exception {
        Map<?, ?> problem = object(status, admin.ask(method, path, ADMIN, body));
        assertThat(problem.get("code")).isEqualTo("bondy.error." + code);
        assertThat(problem.get("message").toString()).contains(named);
    }

    @Test
    @Exercises({
        "GET /realms/{realm}/users/{user}/enabled",
        "PUT /realms/{realm}/users/{user}/enabled",
        "DELETE /realms/{realm}/users/{user}/enabled"
    })
    void aUserIsKeptOutForAWhile() throws Exception {
        add("bob");
        String enabled = REALM + "/users/bob/enabled";
        assertThat(expect(200, admin.ask("GET", enabled))).isEqualTo(true);
        try (Caller session = caller("com.paths", "bob")) {
            admin.done("DELETE", enabled);
            assertThat(session.isEnded()).isTrue();
        }
        assertThat(expect(200, admin.ask("GET", enabled))).isEqualTo(false);
        admin.done("PUT", enabled);
        assertThat(expect(200, admin.ask("GET", enabled))).isEqualTo(true);
        caller("com.paths", "bob").close();
    }

    @Test
    @Exercises({
        "POST /realms/{realm}/users/{user}/change_password",
        "POST /realms/{realm}/services/change_password"
    })
    void aPasswordIsChanged() throws Exception {
        String master = "/realms/com.leapsight.bondy";
        Map<String, Object> eve =
                Map.of(
                        "username",
                        "eve",
                        "password",
                        OTHER,
                        "groups",
                        List.of("bondy.administrators"));
        expect(201, admin.ask("POST", master + "/users", ADMIN, eve));
        expect(200, admin.ask("GET", REALM, "eve:" + OTHER, null));

        admin.done(
                "POST",
                master + "/users/eve/change_password",
                Map.of("password", "a third secret", "old_password", OTHER));
        expect(401, admin.ask("GET", REALM, "eve:" + OTHER, null));
        expect(200, admin.ask("GET", REALM, "eve:a third secret", null));

        admin.done(
                "POST",
                master + "/services/change_password",
                Map.of("username", "eve", "password", "a fourth secret"));
        expect(401, admin.ask("GET", REALM, "eve:a third secret", null));
        expect(200, admin.ask("GET", REALM, "eve:a fourth secret", null));
    }

    @Test
    void aPasswordIsNotCheckedAnewForEachRequest() throws Exception {
        expect(200, admin.ask("GET", REALM));
        double before = router.metric("patchbay_passwords_hashed_total");

        for (int i = 0; i < 10; i++) {
            expect(200, admin.ask("GET", REALM));
        }
        expect(401, admin.ask("GET", REALM, "admin:wrong horse", null));

        assertThat(router.metric("patchbay_passwords_hashed_total") - before).isLessThan(3);
        assertThat(router.metric("patchbay_passwords_recalled_total")).isGreaterThan(8);
    }

    @Test
    @Exercises({
        "GET /realms/{realm}/groups",
        "POST /realms/{realm}/groups",
        "GET /realms/{realm}/groups/{group}",
        "PUT /realms/{realm}/groups/{group}",
        "DELETE /realms/{realm}/groups/{group}",
        "PUT /realms/{realm}/users/{user}/groups/{group}",
        "DELETE /realms/{realm}/users/{user}/groups/{group}"
    })
    void aGroupIsManaged() throws Exception {
        add("kim");
        String groups = REALM + "/groups";
        expect(201, admin.ask("POST", groups, ADMIN, Map.of("name", "night")));
        assertThat(named(groups, "name")).contains("night");
        admin.done("PUT", groups + "/night", Map.of("meta", Map.of("from", 22)));
        assertThat(got(groups + "/night").get("meta")).hasToString("{from=22}");

        admin.done("PUT", REALM + "/users/kim/groups/night");
        assertThat(got(REALM + "/users/kim").get("groups")).isEqualTo(List.of("night"));
        admin.done("DELETE", REALM + "/users/kim/groups/night");
        assertThat(got(REALM + "/users/kim").get("groups")).isEqualTo(List.of());

        admin.done("DELETE", groups + "/night");
        expect(404, admin.ask("GET", groups + "/night"));
    }

    @Test
    @Exercises({
        "GET /realms/{realm}/grants",
        "POST /realms/{realm}/grants",
        "PUT /realms/{realm}/grants",
        "GET /realms/{realm}/users/{user}/grants",
        "GET /realms/{realm}/groups/{group}/grants"
    })
    void aGrantIsMadeAndTakenBack() throws Exception {
        add("liz");
        expect(201, admin.ask("POST", REALM + "/groups", ADMIN, Map.of("name", "day")));
        Map<String, Object> toLiz = grant("liz");
        admin.done("POST", REALM + "/grants", toLiz);
        admin.done("POST", REALM + "/grants", grant("day"));
        assertThat(listed(REALM + "/grants").toString()).contains("liz", "day");
        assertThat(listed(REALM + "/users/liz/grants")).hasSize(1);
        assertThat(listed(REALM + "/groups/day/grants")).hasSize(1);
        try (Caller liz = caller("com.paths", "liz")) {
            assertThat(liz.call("com.liz.call").error()).isEqualTo("wamp.error.no_such_procedure");
            admin.done("PUT", REALM + "/grants", toLiz);
            assertThat(liz.call("com.liz.call").error()).isEqualTo("wamp.error.not_authorized");
        }
        assertThat(listed(REALM + "/users/liz/grants")).isEmpty();
    }

    private static Map<String, Object> grant(String role) {
        return Map.of(
                "roles", List.of(role), "permissions", List.of("wamp.call"), "uri", "com.liz.");
    }

    @Test
    @Exercises({
        "GET /realms/{realm}/sources",
        "POST /realms/{realm}/sources",
        "GET /realms/{realm}/users/{user}/sources",
        "DELETE /realms/{realm}/users/{user}/sources"
    })
    void aSourceIsAddedAndDeleted() throws Exception {
        add("may");
        Map<String, Object> source =
                Map.of(
                        "usernames",
                        List.of("may"),
                        "authmethod",
                        "trust",
                        "cidr",
                        "10.0.0.0/8",
                        "meta",
                        Map.of());
        expect(201, admin.ask("POST", REALM + "/sources", ADMIN, source));
        assertThat(listed(REALM + "/sources").contains(source)).isTrue();
        String sources = REALM + "/users/may/sources";
        assertThat(listed(sources).contains(source)).isTrue();

        admin.done("DELETE", sources + "?cidr=10.0.0.0/8");

        assertThat(listed(sources).contains(source)).isFalse();
        assertThat(listed(REALM + "/sources").contains(source)).isFalse();
        assertThat(named(REALM + "/sources", "cidr")).containsExactly("127.0.0.0/8");
    }

    @Test
    @Exercises({
        "POST /realms/{realm}/clients",
        "PUT /realms/{realm}/clients/{client}",
        "DELETE /realms/{realm}/clients/{client}"
    })
    void aClientIsManaged() throws Exception {
        String clients = REALM + "/clients";
        Map<?, ?> made = object(201, admin.ask("POST", clients, ADMIN, Map.of()));
        String id = made.get("client_id").toString();
        assertThat(made.get("client_secret").toString()).hasSizeGreaterThan(20);
        assertThat(got(REALM + "/users/" + id).get("groups")).isEqualTo(List.of("api_clients"));

        admin.done("PUT", clients + "/" + id, Map.of("meta", Map.of("floor", 1)));
        assertThat(got(REALM + "/users/" + id).get("meta")).hasToString("{floor=1}");
        admin.done("DELETE", clients + "/" + id);
        expect(404, admin.ask("GET", REALM + "/users/" + id));
    }

    @Test
    @Exercises({
        "POST /realms/{realm}/resource_owners",
        "PUT /realms/{realm}/resource_owners/{owner}",
        "DELETE /realms/{realm}/resource_owners/{owner}"
    })
    void aResourceOwnerIsManaged() throws Exception {
        String owners = REALM + "/resource_owners";
        Map<String, Object> nan = Map.of("username", "nan", "password", OTHER);
        assertThat(object(201, admin.ask("POST", owners, ADMIN, nan)).get("username"))
                .isEqualTo("nan");
        assertThat(got(REALM + "/users/nan").get("groups")).isEqualTo(List.of("resource_owners"));

        admin.done("PUT", owners + "/nan", Map.of("meta", Map.of("floor", 2)));
        assertThat(got(REALM + "/users/nan").get("meta")).hasToString("{floor=2}");
        admin.done("DELETE", owners + "/nan");
        expect(404, admin.ask("GET", REALM + "/users/nan"));
    }

    @Test
    @Exercises({
        "GET /realms/{realm}/registrations",
        "GET /realms/{realm}/registrations_summary",
        "GET /realms/{realm}/registrations/{registration}",
        "GET /realms/{realm}/registrations/{registration}/callees",
        "GET /realms/{realm}/callees",
        "GET /realms/{realm}/callees/{session}",
        "GET /realms/{realm}/subscriptions",
        "GET /realms/{realm}/subscriptions_summary",
        "GET /realms/{realm}/subscriptions/{subscription}"
    })
    void whatIsRegisteredAndSubscribedIsTold() throws Exception {
        String path = "/realms/com.routed";
        expect(201, admin.ask("POST", "/realms", ADMIN, realm("com.routed")));
        expect(201, admin.ask("POST", path + "/users", ADMIN, Map.of("username", "joe")));
        List<String> permissions = List.of("wamp.register", "wamp.subscribe");
        admin.done(
                "POST",
                path + "/grants",
                Map.of("roles", "joe", "permissions", permissions, "uri", "com.routed."));
        try (Caller joe = caller("com.routed", "joe")) {
            long registration = joe.register("com.routed.procedure");
            long subscription = joe.subscribe("com.routed.topic");

            assertThat(named(path + "/registrations", "entry_id")).containsExactly(registration);
            assertThat(listed(path + "/registrations?after=" + registration + "&limit=5"))
                    .isEmpty();
            assertThat(got(path + "/registrations/" + registration).get("uri"))
                    .isEqualTo("com.routed.procedure");
            Map<?, ?> summary = got(path + "/registrations_summary");
            assertThat(summary.get("registrations")).hasToString("1");
            assertThat(summary.get("callees")).hasToString("1");
            assertThat(summary.get("invoke")).hasToString("{single=1}");

            List<?> callees = listed(path + "/callees");
            assertThat(callees).hasSize(1);
            assertThat(listed(path + "/registrations/" + registration + "/callees"))
                    .isEqualTo(callees);
            Object session = ((Map<?, ?>) callees.get(0)).get("session_id");
            Map<?, ?> callee = got(path + "/callees/" + session);
            assertThat(callee.get("session_id")).isEqualTo(session);
            assertThat(callee.get("registrations").toString()).contains("com.routed.procedure");

            assertThat(named(path + "/subscriptions", "entry_id")).contains(subscription);
            assertThat(got(path + "/subscriptions/" + subscription).get("uri"))
                    .isEqualTo("com.routed.topic");
            assertThat(got(path + "/subscriptions_summary").get("match_policy").toString())
                    .contains("exact");
        }
        for (String kind : List.of("registrations", "callees", "subscriptions")) {
            expect(404, admin.ask("GET", path + "/" + kind + "/1"));
            assertProblem(400, "invalid_data", "x", "GET", path + "/" + kind + "/x", null);
            assertProblem(400, "invalid_value", "0", "GET", path + "/" + kind + "/0", null);
        }
    }

    @Test
    @Exercises({
        "POST /services/create_backup",
        "POST /services/restore_backup",
        "GET /services/backup_status"
    })
    void aBackupIsMadeAndRestored() throws Exception {
        expect(201, admin.ask("POST", "/realms", ADMIN, realm("com.kept")));
        Map<?, ?> made = (Map<?, ?>) admin.done("POST", "/services/create_backup", Map.of());
        Object file = made.get("filename");
        String name = URLEncoder.encode(file.toString(), StandardCharsets.UTF_8);
        String status = "/services/backup_status?filename=" + name;
        RouterProcess.patiently().until(() -> got(status).containsKey("bytes"));

        admin.done("DELETE", "/realms/com.kept");
        admin.done("POST", "/services/restore_backup", Map.of("filename", file));

        RouterProcess.patiently()
                .until(() -> admin.ask("GET", "/realms/com.kept").statusCode() == 200);
    }
}
