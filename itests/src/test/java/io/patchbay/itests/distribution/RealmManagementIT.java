package io.patchbay.itests.distribution;

import static io.patchbay.itests.distribution.ManagedRouter.MASTER;
import static io.patchbay.itests.distribution.ManagedRouter.NOT_AUTHORIZED;
import static io.patchbay.itests.distribution.ManagedRouter.assertRefused;
import static io.patchbay.itests.distribution.RouterProcess.patiently;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.itests.client.Caller;
import io.patchbay.itests.client.Exercises;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Realms, groups, sources, grants, sessions and backups, managed by clients. */
class RealmManagementIT {
    private static final List<String> OF_TIA = List.of("quiet", "operators");

    @TempDir private static Path folder;

    private static ManagedRouter router;

    @BeforeAll
    static void start() throws IOException {
        router = ManagedRouter.start(folder);
    }

    @AfterAll
    static void stop() {
        if (router != null) {
            router.close();
        }
    }

    @Test
    @Exercises({
        "bondy.realm.create",
        "bondy.realm.get",
        "bondy.realm.list",
        "bondy.realm.update",
        "bondy.realm.delete",
        "bondy.realm.grants",
        "bondy.realm.security.enable",
        "bondy.realm.security.disable",
        "bondy.realm.security.status",
        "bondy.realm.security.is_enabled"
    })
    void aRealmLivesFromItsCreationToItsEnd() throws IOException {
        try (Caller admin = router.admin();
                Caller watcher = router.admin()) {
            watcher.subscribe("bondy.realm.created");
            watcher.subscribe("bondy.realm.updated");
            watcher.subscribe("bondy.realm.deleted");
            Map<String, Object> made =
                    Caller.dict(
                            admin.result(
                                    "bondy.realm.create",
                                    Map.of(
                                            "uri", "com.made",
                                            "authmethods", List.of("trust"),
                                            "users", List.of(Map.of("username", "joe")),
                                            "sources", sources(),
                                            "grants", grants("all"))));
            assertThat(watcher.event().args()).containsExactly("com.made");
            assertThat(made)
                    .containsEntry("security_status", "enabled")
                    .doesNotContainKeys("private_keys", "encryption_keys", "users");
            assertThat(Caller.dict(admin.result("bondy.realm.get", "COM.MADE")))
                    .containsEntry("uri", "com.made")
                    .containsEntry("authmethods", List.of("trust"));
            assertThat(Caller.list(admin.result("bondy.realm.list")))
                    .anySatisfy(
                            realm ->
                                    assertThat(Caller.dict(realm))
                                            .containsEntry("uri", "com.made"));
            assertThat(Caller.list(admin.result("bondy.realm.grants", "com.made"))).hasSize(1);

            admin.result("bondy.realm.update", "com.made", Map.of("description", "other"));
            assertThat(Caller.dict(admin.result("bondy.realm.get", "com.made")))
                    .containsEntry("description", "other");
            assertThat(watcher.event().args()).containsExactly("com.made");
            Caller inside = router.caller("com.made", "joe");
            assertThat(inside.call("com.made.nothing").error()).isEqualTo(NOT_AUTHORIZED);
            admin.result("bondy.realm.security.disable", "com.made");
            assertThat(admin.result("bondy.realm.security.status", "com.made"))
                    .isEqualTo("disabled");
            assertThat(admin.result("bondy.realm.security.is_enabled", "com.made"))
                    .isEqualTo(false);
            assertThat(inside.call("com.made.nothing").error())
                    .isEqualTo("wamp.error.no_such_procedure");
            admin.result("bondy.realm.security.enable", "com.made");
            assertThat(inside.call("com.made.nothing").error()).isEqualTo(NOT_AUTHORIZED);
            inside.close();
            assertThat(admin.result("bondy.realm.security.status", "com.made"))
                    .isEqualTo("enabled");
            watcher.event();
            watcher.event();

            try (Caller joe = router.caller("com.made", "joe")) {
                patiently().until(() -> joe.call("bondy.user.list").error() == null);
            }
            assertRefused(admin, "bondy.error.active_users", "", "bondy.realm.delete", "com.made");
            Caller.Answer gone =
                    admin.call("bondy.realm.delete", List.of("com.made"), Map.of("force", true));
            assertThat(gone.error()).isNull();
            assertThat(watcher.event().args()).containsExactly("com.made");
            assertRefused(admin, "bondy.error.not_found", "", "bondy.realm.get", "com.made");
        }
    }

    private static List<Map<String, Object>> sources() {
        return List.of(Map.of("usernames", "all", "authmethod", "trust", "cidr", "127.0.0.0/8"));
    }

    private static List<Map<String, Object>> grants(String role) {
        return List.of(
                Map.of(
                        "roles",
                        role,
                        "permissions",
                        List.of("wamp.call"),
                        "uri",
                        "bondy.",
                        "match",
                        "prefix"));
    }

    @Test
    void whatIsWrongWithARealmIsNamed() throws IOException {
        try (Caller admin = router.admin()) {
            String create = "bondy.realm.create";
            assertRefused(admin, "bondy.error.missing_required_value", "data", create);
            assertRefused(admin, "bondy.error.missing_required_value", "uri", create, Map.of());
            assertRefused(
                    admin, "bondy.error.already_exists", "", create, Map.of("uri", "com.acme"));
            assertRefused(
                    admin,
                    "bondy.error.invalid_data",
                    "authmethods",
                    create,
                    Map.of("uri", "com.wrong", "authmethods", 7));
            assertRefused(
                    admin,
                    "bondy.error.invalid_data",
                    "description",
                    "bondy.realm.update",
                    "com.acme",
                    Map.of("description", 1));
            for (String procedure :
                    List.of(
                            "get",
                            "delete",
                            "grants",
                            "security.enable",
                            "security.disable",
                            "security.status",
                            "security.is_enabled")) {
                assertRefused(
                        admin, "bondy.error.not_found", "", "bondy.realm." + procedure, "com.no");
                assertRefused(
                        admin,
                        "bondy.error.invalid_datatype",
                        "uri",
                        "bondy.realm." + procedure,
                        1);
            }
            assertRefused(
                    admin, "bondy.error.invalid_value", "", "bondy.realm.security.disable", MASTER);
            assertRefused(admin, "bondy.error.invalid_value", "", "bondy.realm.delete", MASTER);
            Caller.Answer forced =
                    admin.call("bondy.realm.delete", List.of("com.acme"), Map.of("force", "yes"));
            assertThat(forced.error()).isEqualTo("bondy.error.invalid_datatype");
        }
    }

    @Test
    @Exercises({
        "bondy.group.add",
        "bondy.group.get",
        "bondy.group.list",
        "bondy.group.update",
        "bondy.group.delete",
        "bondy.group.add_group",
        "bondy.group.add_groups",
        "bondy.group.remove_group",
        "bondy.group.remove_groups",
        "bondy.group.grants"
    })
    void aGroupIsManagedFromItsRealm() throws IOException {
        try (Caller boss = router.boss();
                Caller watcher = router.boss()) {
            watcher.subscribe("bondy.group.added");
            watcher.subscribe("bondy.group.updated");
            watcher.subscribe("bondy.group.deleted");
            boss.result("bondy.group.add", Map.of("name", "outer"));
            boss.result("bondy.group.add", Map.of("name", "inner", "groups", List.of("outer")));
            assertThat(watcher.event().args()).containsExactly("com.acme", "outer");
            assertThat(watcher.event().args()).containsExactly("com.acme", "inner");

            assertThat(group(boss)).containsEntry("groups", List.of("outer"));
            boss.result("bondy.group.remove_group", "inner", "outer");
            boss.result("bondy.group.add_group", "inner", "operators");
            boss.result("bondy.group.add_groups", "inner", List.of("outer"));
            boss.result("bondy.group.remove_groups", "inner", List.of("operators"));
            boss.result("bondy.group.update", "inner", Map.of("meta", Map.of("a", 1L)));
            assertThat(group(boss))
                    .containsEntry("groups", List.of("outer"))
                    .containsEntry("meta", Map.of("a", 1L));
            assertThat(watcher.event().args()).containsExactly("com.acme", "inner");
            assertThat(Caller.list(boss.result("bondy.group.list"))).contains(group(boss));
            boss.result("bondy.grant.create", grants("inner").get(0));
            assertThat(Caller.list(boss.result("bondy.group.grants", "inner"))).hasSize(1);

            boss.result("bondy.group.delete", "inner");
            assertRefused(boss, "bondy.error.not_found", "", "bondy.group.get", "inner");
        }
    }

    private static Map<String, Object> group(Caller boss) throws IOException {
        return Caller.dict(boss.result("bondy.group.get", "inner"));
    }

    @Test
    void whatIsWrongWithAGroupIsNamed() throws IOException {
        try (Caller boss = router.boss()) {
            assertRefused(boss, "bondy.error.missing_required_value", "data", "bondy.group.add");
            assertRefused(
                    boss,
                    "bondy.error.already_exists",
                    "",
                    "bondy.group.add",
                    Map.of("name", "operators"));
            assertRefused(
                    boss,
                    "bondy.error.invalid_data",
                    "meta",
                    "bondy.group.update",
                    "operators",
                    Map.of("meta", "none"));
            assertRefused(
                    boss,
                    "bondy.error.no_such_groups",
                    "groups/0",
                    "bondy.group.add_group",
                    "operators",
                    "nobody");
            assertRefused(
                    boss,
                    "bondy.error.invalid_datatype",
                    "groups",
                    "bondy.group.add_groups",
                    "operators",
                    1);
            for (String procedure : List.of("get", "delete", "grants")) {
                assertRefused(
                        boss, "bondy.error.not_found", "", "bondy.group." + procedure, "nobody");
            }
        }
    }

    @Test
    @Exercises({
        "bondy.source.add",
        "bondy.source.get",
        "bondy.source.list",
        "bondy.source.match",
        "bondy.source.delete"
    })
    void sourcesSayFromWhereAUserMayCome() throws IOException {
        try (Caller boss = router.boss()) {
            Map<String, Object> source =
                    Map.of(
                            "usernames",
                            List.of("guest"),
                            "authmethod",
                            "trust",
                            "cidr",
                            "10.0.0.0/8",
                            "meta",
                            Map.of());
            assertThat(boss.result("bondy.source.add", source)).isEqualTo(source);
            assertThat(Caller.list(boss.result("bondy.source.list"))).contains(source);
            assertThat(boss.result("bondy.source.get", "guest", "10.0.0.0/8"))
                    .isEqualTo(List.of(source));
            assertThat(Caller.list(boss.result("bondy.source.match", "guest"))).hasSize(2);
            assertThat(boss.result("bondy.source.match", "com.acme", "guest", "10.1.1.1"))
                    .isEqualTo(List.of(source));
            boss.result("bondy.source.delete", List.of("guest"), "10.0.0.0/8");

            assertRefused(
                    boss, "bondy.error.not_found", "", "bondy.source.get", "guest", "10.0.0.0/8");
            assertRefused(
                    boss,
                    "bondy.error.not_found",
                    "",
                    "bondy.source.delete",
                    "guest",
                    "10.0.0.0/8");
            assertRefused(
                    boss,
                    "bondy.error.invalid_value",
                    "cidr",
                    "bondy.source.delete",
                    "guest",
                    "10.0.0.0/99");
            assertRefused(
                    boss,
                    "bondy.error.invalid_value",
                    "ip",
                    "bondy.source.match",
                    "com.acme",
                    "guest",
                    "localhost");
            assertRefused(
                    boss,
                    "bondy.error.missing_required_value",
                    "usernames",
                    "bondy.source.add",
                    Map.of("authmethod", "trust", "cidr", "10.0.0.0/8"));
        }
    }

    @Test
    @Exercises({"bondy.grant.create", "bondy.grant.revoke", "bondy.rbac.authorize"})
    void aGrantCountsAtOnceUntilItIsRevoked() throws IOException {
        try (Caller boss = router.boss();
                Caller guest = router.caller("com.acme", "guest")) {
            Map<String, Object> grant =
                    Map.of(
                            "roles", "guest",
                            "permissions", List.of("wamp.call"),
                            "uri", "bondy.group.list");
            assertRefused(guest, NOT_AUTHORIZED, "", "bondy.group.list");
            assertThat(allowed(boss)).isEqualTo(false);

            boss.result("bondy.grant.create", grant);
            assertThat(guest.result("bondy.group.list")).isNotNull();
            assertThat(allowed(boss)).isEqualTo(true);

            boss.result("bondy.grant.revoke", grant);
            assertRefused(guest, NOT_AUTHORIZED, "", "bondy.group.list");
            assertRefused(
                    boss,
                    "bondy.error.unknown_roles",
                    "roles",
                    "bondy.grant.create",
                    Map.of("roles", "nobody", "permissions", List.of("wamp.call"), "uri", "a"));
            assertRefused(boss, "bondy.error.missing_required_value", "", "bondy.grant.revoke");
        }
    }

    private static Object allowed(Caller boss) throws IOException {
        return boss.result("bondy.rbac.authorize", "guest", "wamp.call", "bondy.group.list");
    }

    @Test
    void whoAsksForRightsLearnsWhatIsMissing() throws IOException {
        try (Caller boss = router.boss()) {
            String authorize = "bondy.rbac.authorize";
            Caller.Answer answer = boss.call(authorize, "guest", "wamp.publish", "com.a");
            assertThat(answer.args()).containsExactly(false);
            assertThat(answer.kwargs().toString()).contains("wamp.publish on 'com.a'");
            assertThat(boss.result(authorize, "anonymous", "wamp.call", "com.a")).isEqualTo(true);
            assertRefused(boss, "bondy.error.not_found", "", authorize, "nobody", "wamp.call", "a");
            assertRefused(
                    boss,
                    "bondy.error.invalid_value",
                    "permission",
                    authorize,
                    "guest",
                    "wamp..fly",
                    "a");
            assertRefused(
                    boss,
                    "bondy.error.invalid_value",
                    "context",
                    authorize,
                    "com.acme",
                    "guest",
                    "wamp.call",
                    "a",
                    Map.of("x_authroles", List.of("operators")));
        }
    }

    @Test
    void changesOfSourcesAndGrantsAreTold() throws IOException {
        try (Caller boss = router.boss();
                Caller watcher = router.boss()) {
            boss.result("bondy.user.add", Map.of("username", "sue"));
            for (String topic :
                    List.of("source.added", "source.deleted", "grant.added", "grant.deleted")) {
                watcher.subscribe("bondy." + topic);
            }
            Map<String, Object> source =
                    Map.of("usernames", "sue", "authmethod", "trust", "cidr", "10.0.0.0/8");
            boss.result("bondy.source.add", source);
            assertThat(watcher.event().args()).containsExactly("com.acme", "sue");
            boss.result("bondy.source.delete", "sue", "10.0.0.0/8");
            assertThat(watcher.event().args()).containsExactly("com.acme", "sue");
            boss.result("bondy.grant.create", grants("sue").get(0));
            assertThat(watcher.event().args()).containsExactly("com.acme", "user/sue");
            boss.result("bondy.grant.revoke", grants("sue").get(0));
            assertThat(watcher.event().args()).containsExactly("com.acme", "user/sue");
        }
    }

    @Test
    void everyPermissionCanBeAskedForInAContext() throws IOException {
        try (Caller boss = router.boss()) {
            String authorize = "bondy.rbac.authorize";
            List<String> permissions =
                    List.of("bondy.authenticate", "bondy.issue", "wamp.publish", "com.acme.fly");
            Map<String, Object> allowed =
                    Map.of(
                            "roles", "limited",
                            "permissions", permissions,
                            "uri", "com.fly.",
                            "match", "prefix");
            Map<String, Object> denied =
                    Map.of(
                            "roles", "operators",
                            "permissions", permissions,
                            "uri", "com.fly.low",
                            "effect", "deny");
            boss.result("bondy.grant.create", allowed);
            boss.result("bondy.grant.create", denied);

            Map<String, Object> prefix = Map.of("match", "prefix");
            for (String permission : permissions) {
                assertThat(boss.result(authorize, "limited", permission, "com.fly.high"))
                        .isEqualTo(true);
                assertThat(boss.result(authorize, "limited", permission, "com.fly.low"))
                        .isEqualTo(false);
                assertThat(boss.result(authorize, "guest", permission, "com.fly.high"))
                        .isEqualTo(false);
                assertThat(
                                boss.result(
                                        authorize,
                                        "com.acme",
                                        "limited",
                                        permission,
                                        "com.fly.high.",
                                        prefix))
                        .isEqualTo(true);
                assertThat(
                                boss.result(
                                        authorize,
                                        "com.acme",
                                        "limited",
                                        permission,
                                        "com.fly.",
                                        prefix))
                        .isEqualTo(false);
            }
            boss.result("bondy.grant.revoke", allowed);
            boss.result("bondy.grant.revoke", denied);
        }
    }

    @Test
    void rolesOfTheContextNarrowWhatIsAllowed() throws IOException {
        try (Caller boss = router.boss()) {
            boss.result("bondy.group.add", Map.of("name", "quiet"));
            boss.result("bondy.user.add", Map.of("username", "tia", "groups", OF_TIA));
            String authorize = "bondy.rbac.authorize";
            Object[] asked = {"com.acme", "tia", "wamp.call", "com.a"};

            assertThat(boss.result(authorize, asked)).isEqualTo(true);
            assertThat(boss.result(authorize, with(asked, Map.of("authrole", "operators"))))
                    .isEqualTo(true);
            assertThat(boss.result(authorize, with(asked, Map.of("x_authroles", List.of("quiet")))))
                    .isEqualTo(false);
            for (Map<String, ?> wrong :
                    List.of(
                            Map.of("authrole", 1),
                            Map.of("match", "nearly"),
                            Map.of("weather", "fine"))) {
                assertRefused(
                        boss,
                        "bondy.error.invalid_value",
                        "context",
                        authorize,
                        with(asked, wrong));
            }
            boss.result("bondy.user.disable", "tia");
            assertThat(boss.result(authorize, asked)).isEqualTo(false);
        }
    }

    private static Object[] with(Object[] args, Object more) {
        return Stream.concat(Stream.of(args), Stream.of(more)).toArray();
    }

    @Test
    void whatIsToldOfARealmMayBeSentBack() throws IOException {
        try (Caller admin = router.admin()) {
            admin.result(
                    "bondy.realm.create",
                    Map.of(
                            "uri", "com.round",
                            "description", "goes round",
                            "authmethods", List.of("trust"),
                            "info", Map.of("sso", Map.of("client_id", "a", "client_secret", "b")),
                            "groups", List.of(Map.of("name", "ops", "meta", Map.of("a", 1))),
                            "users",
                                    List.of(
                                            Map.of(
                                                    "username",
                                                    "joe",
                                                    "password",
                                                    "correct horse",
                                                    "groups",
                                                    List.of("ops"),
                                                    "meta",
                                                    Map.of("b", 2))),
                            "sources", sources(),
                            "grants", grants("ops")));

            sendBack(admin, "bondy.realm.get", "bondy.realm.update", "com.round");
            sendBack(admin, "bondy.user.get", "bondy.user.update", "com.round", "joe");
            sendBack(admin, "bondy.group.get", "bondy.group.update", "com.round", "ops");
            for (var each :
                    Map.of(
                                    "bondy.source.list", "bondy.source.add",
                                    "bondy.realm.grants", "bondy.grant.create")
                            .entrySet()) {
                Object before = admin.result(each.getKey(), "com.round");
                for (Object entry : Caller.list(before)) {
                    admin.result(each.getValue(), "com.round", entry);
                }
                assertThat(admin.result(each.getKey(), "com.round")).isEqualTo(before);
            }
        }
    }

    /** What follows from the rest is told, and nobody can set it. */
    private static void sendBack(Caller admin, String get, String update, Object... names)
            throws IOException {
        Map<String, Object> before = Caller.dict(admin.result(get, names));
        assertThat(admin.result(update, with(names, before))).isEqualTo(before);
        assertThat(admin.result(get, names)).isEqualTo(before);
        for (String derived :
                List.of("security_status", "public_keys", "has_password", "has_authorized_keys")) {
            if (before.containsKey(derived)) {
                Object[] changed = with(names, Map.of(derived, "otherwise"));
                assertRefused(admin, "bondy.error.invalid_data", derived, update, changed);
            }
        }
    }

    @Test
    @Exercises("bondy.session.self")
    void aSessionLearnsWhoItIs() throws IOException {
        try (Caller boss = router.boss()) {
            assertThat(Caller.dict(boss.result("bondy.session.self")))
                    .containsEntry("authid", "boss")
                    .containsEntry("realm", "com.acme")
                    .containsEntry("x_authroles", List.of("operators"))
                    .containsEntry("x_meta", Map.of("shift", "day"));
        }
    }

    @Test
    @Exercises({
        "bondy.registration.list",
        "bondy.registration.get",
        "bondy.registration.summary",
        "bondy.registration.callee.list",
        "bondy.registration.callee.get",
        "bondy.subscription.list",
        "bondy.subscription.get",
        "bondy.subscription.summary"
    })
    void registrationsAndSubscriptionsAreListed() throws IOException {
        try (Caller boss = router.boss();
                Caller admin = router.admin()) {
            long registration = boss.register("com.acme.procedure");
            long subscription = boss.subscribe("com.acme.topic");

            assertThat(Caller.list(admin.result("bondy.registration.list", "com.acme")))
                    .singleElement()
                    .satisfies(
                            entry ->
                                    assertThat(Caller.dict(entry))
                                            .containsEntry("entry_id", registration)
                                            .containsEntry("uri", "com.acme.procedure")
                                            .containsEntry("callees", 1L));
            assertThat(Caller.list(boss.result("bondy.subscription.list")))
                    .anySatisfy(
                            entry ->
                                    assertThat(Caller.dict(entry))
                                            .containsEntry("uri", "com.acme.topic")
                                            .containsEntry("subscribers", 1L));
            List<Object> callees = Caller.list(boss.result("bondy.registration.callee.list"));
            assertThat(callees).hasSize(1);
            assertThat(
                            boss.result(
                                    "bondy.registration.callee.list",
                                    "com.acme",
                                    "com.acme.procedure"))
                    .isEqualTo(callees);
            assertThat(boss.result("bondy.registration.callee.list", "com.acme", "com.none"))
                    .isEqualTo(List.of());

            assertThat(Caller.dict(boss.result("bondy.registration.get", registration)).get("uri"))
                    .isEqualTo("com.acme.procedure");
            assertThat(boss.result("bondy.registration.callee.list", "com.acme", registration))
                    .isEqualTo(callees);
            Object session = Caller.dict(callees.get(0)).get("session_id");
            assertThat(
                            Caller.dict(boss.result("bondy.registration.callee.get", session))
                                    .get("registrations")
                                    .toString())
                    .contains("com.acme.procedure");
            assertThat(Caller.dict(boss.result("bondy.registration.summary")))
                    .containsEntry("registrations", 1L)
                    .containsEntry("callees", 1L)
                    .containsEntry("match_policy", Map.of("exact", 1L))
                    .containsEntry("invoke", Map.of("single", 1L));
            assertThat(Caller.dict(boss.result("bondy.subscription.get", subscription)).get("uri"))
                    .isEqualTo("com.acme.topic");
            assertThat(Caller.dict(boss.result("bondy.subscription.summary")))
                    .containsKeys("subscriptions", "subscribers", "match_policy");
            for (var noun :
                    Map.of(
                                    "registration.get", "registration",
                                    "registration.callee.get", "session",
                                    "subscription.get", "subscription")
                            .entrySet()) {
                String one = "bondy." + noun.getKey();
                assertRefused(boss, "bondy.error.not_found", noun.getValue(), one, 1);
                assertRefused(boss, "bondy.error.invalid_value", noun.getValue(), one, 0);
                assertRefused(boss, "bondy.error.invalid_datatype", noun.getValue(), one, "x");
            }

            for (String list :
                    List.of("registration.list", "registration.callee.list", "subscription.list")) {
                assertRefused(admin, "bondy.error.not_found", "", "bondy." + list, "com.no");
                assertRefused(boss, NOT_AUTHORIZED, "", "bondy." + list, MASTER);
            }
            assertThat(boss.call("bondy.registration.list", List.of(), Map.of("limit", -1)).error())
                    .isEqualTo("bondy.error.invalid_value");
        }
    }

    @Test
    @Exercises({"bondy.backup.create", "bondy.backup.restore", "bondy.backup.status"})
    void aBackupIsMadeAndRestored() throws IOException {
        try (Caller admin = router.admin();
                Caller watcher = router.admin()) {
            for (String topic :
                    List.of("started", "finished", "restore_started", "restore_finished")) {
                watcher.subscribe("bondy.backup." + topic);
            }
            admin.result("bondy.realm.create", Map.of("uri", "com.kept"));
            Object file = Caller.dict(admin.result("bondy.backup.create")).get("filename");
            assertThat(watcher.event().args()).containsExactly(file);
            assertThat(watcher.event().args()).containsExactly(file);
            assertThat(Caller.dict(admin.result("bondy.backup.status", Map.of("filename", file))))
                    .containsEntry("filename", file)
                    .containsKeys("timestamp", "bytes");

            admin.result("bondy.realm.delete", "com.kept");
            admin.result("bondy.backup.restore", Map.of("filename", file));
            assertThat(watcher.event().args()).containsExactly(file);
            assertThat(watcher.event().args()).containsExactly(file);
            assertThat(Caller.dict(admin.result("bondy.realm.get", "com.kept")))
                    .containsEntry("uri", "com.kept");
            assertThat(admin.result("bondy.backup.status")).isEqualTo(Map.of("status", "idle"));
            admin.result("bondy.realm.delete", "com.kept");
        }
    }

    @Test
    void whatIsWrongWithABackupIsNamed() throws IOException {
        try (Caller admin = router.admin();
                Caller boss = router.boss()) {
            assertRefused(
                    admin,
                    "bondy.error.invalid_value",
                    "path",
                    "bondy.backup.create",
                    Map.of("path", "../../etc"));
            assertRefused(
                    admin,
                    "bondy.error.invalid_value",
                    "filename",
                    "bondy.backup.restore",
                    Map.of("filename", "/etc/passwd"));
            assertRefused(
                    admin,
                    "bondy.error.not_found",
                    "filename",
                    "bondy.backup.status",
                    Map.of("filename", "none.bak"));
            assertRefused(
                    admin,
                    "bondy.error.missing_required_value",
                    "filename",
                    "bondy.backup.restore",
                    Map.of());
            for (String procedure : List.of("create", "status")) {
                assertRefused(boss, NOT_AUTHORIZED, "", "bondy.backup." + procedure);
            }
            assertRefused(boss, NOT_AUTHORIZED, "", "bondy.backup.restore", Map.of());
        }
    }

    @Test
    void nobodyRegistersOrPublishesInTheNamesOfManagement() throws IOException {
        try (Caller boss = router.boss()) {
            boss.result(
                    "bondy.grant.create",
                    Map.of(
                            "roles", "boss",
                            "permissions", List.of("wamp.register", "wamp.publish"),
                            "uri", "",
                            "match", "prefix"));
            for (String uri : List.of("bondy.user.add", "com.bondy.x", "com.leapsight.bondy.x")) {
                assertThat(boss.registering(uri)).isEqualTo("wamp.error.invalid_uri");
                assertThat(boss.publishing(uri)).isEqualTo("wamp.error.invalid_uri");
            }
        }
    }
}
