package io.patchbay.itests.distribution;

import static io.patchbay.itests.distribution.ManagedRouter.MASTER;
import static io.patchbay.itests.distribution.ManagedRouter.NOT_AUTHORIZED;
import static io.patchbay.itests.distribution.ManagedRouter.assertRefused;
import static io.patchbay.itests.distribution.RouterProcess.patiently;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.itests.client.Caller;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Realms, groups, sources, grants, sessions and backups, managed by clients. */
class RealmManagementIT {
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
            assertThat(watcher.event().args()).containsExactly("com.made");
            admin.result("bondy.realm.security.disable", "com.made");
            assertThat(admin.result("bondy.realm.security.status", "com.made"))
                    .isEqualTo("disabled");
            assertThat(admin.result("bondy.realm.security.is_enabled", "com.made"))
                    .isEqualTo(false);
            admin.result("bondy.security.enable", "com.made");
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
                    "wamp.fly",
                    "a");
        }
    }

    @Test
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
    void registrationsAndSubscriptionsAreListed() throws IOException {
        try (Caller boss = router.boss();
                Caller admin = router.admin()) {
            long registration = boss.register("com.acme.procedure");
            boss.subscribe("com.acme.topic");

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
