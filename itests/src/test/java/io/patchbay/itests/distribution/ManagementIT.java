package io.patchbay.itests.distribution;

import static io.patchbay.itests.distribution.ManagedRouter.NOT_AUTHORIZED;
import static io.patchbay.itests.distribution.ManagedRouter.assertRefused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.itests.client.Caller;
import io.patchbay.itests.client.Exercises;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Who may manage, and how users are managed, by clients of the shipped router. */
class ManagementIT {
    private static final String SECRET = "correct horse";
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
    @Exercises("bondy.ping")
    void everySessionMayPing() throws IOException {
        for (String user : List.of("boss", "guest", "anonymous")) {
            try (Caller caller = router.caller("com.acme", user)) {
                assertThat(caller.result("bondy.ping")).isEqualTo("pong");
                assertThat(caller.result("com.bondy.ping")).isEqualTo("pong");
                assertThat(caller.result("com.leapsight.bondy.ping")).isEqualTo("pong");
            }
        }
    }

    @Test
    void whatThereIsNotIsNoProcedure() throws IOException {
        try (Caller boss = router.boss()) {
            assertThat(boss.call("bondy.cluster.members").error())
                    .isEqualTo("wamp.error.no_such_procedure");
        }
    }

    @Test
    @Exercises({
        "bondy.user.add",
        "bondy.user.get",
        "bondy.user.list",
        "bondy.user.update",
        "bondy.user.delete",
        "bondy.user.enable",
        "bondy.user.disable",
        "bondy.user.is_enabled",
        "bondy.user.add_alias",
        "bondy.user.remove_alias",
        "bondy.user.add_group",
        "bondy.user.add_groups",
        "bondy.user.remove_group",
        "bondy.user.remove_groups",
        "bondy.user.grants"
    })
    void aUserIsManagedFromItsRealm() throws IOException {
        try (Caller boss = router.boss()) {
            Map<String, Object> joe =
                    Caller.dict(
                            boss.result(
                                    "bondy.user.add",
                                    Map.of("username", "Joe", "password", SECRET)));
            assertThat(joe).containsEntry("username", "joe").containsEntry("has_password", true);
            assertThat(boss.result("bondy.user.get", "com.acme", "joe")).isEqualTo(joe);
            assertThat(boss.result("bondy.security.find_user", "joe")).isEqualTo(joe);
            assertThat(Caller.list(boss.result("bondy.user.list"))).contains(joe);

            boss.result("bondy.user.update", "joe", Map.of("meta", Map.of("floor", 4L)));
            boss.result("bondy.group.add", Map.of("name", "night"));
            boss.result("bondy.user.add_group", "joe", "night");
            boss.result("bondy.user.add_groups", "joe", List.of("operators"));
            boss.result("bondy.user.add_alias", "joe", "joseph");
            assertThat(Caller.dict(boss.result("bondy.user.get", "joseph")))
                    .containsEntry("groups", List.of("night", "operators"))
                    .containsEntry("aliases", List.of("joseph"))
                    .containsEntry("meta", Map.of("floor", 4L));

            boss.result("bondy.user.remove_group", "joe", "night");
            boss.result("bondy.user.remove_groups", "joe", List.of("operators"));
            boss.result("bondy.user.remove_alias", "joe", "joseph");
            assertThat(boss.result("bondy.user.get", "joe"))
                    .isEqualTo(with(joe, "meta", Map.of("floor", 4L)));

            boss.result("bondy.user.disable", "joe");
            assertThat(boss.result("bondy.user.is_enabled", "joe")).isEqualTo(false);
            boss.result("bondy.user.enable", "joe");
            assertThat(boss.result("bondy.user.is_enabled", "joe")).isEqualTo(true);

            Map<String, Object> grant =
                    Map.of(
                            "roles", List.of("joe"),
                            "permissions", List.of("wamp.call"),
                            "resource", Map.of("uri", "com.a", "match", "exact"));
            boss.result(
                    "bondy.grant.create",
                    Map.of("roles", "joe", "permissions", List.of("wamp.call"), "uri", "com.a"));
            assertThat(Caller.list(boss.result("bondy.user.grants", "joe")))
                    .singleElement()
                    .satisfies(
                            shown ->
                                    assertThat(Caller.dict(shown))
                                            .containsEntry("resource", grant.get("resource"))
                                            .containsEntry("permissions", List.of("wamp.call")));

            boss.result("bondy.user.delete", "joe");
            assertRefused(boss, "bondy.error.not_found", "", "bondy.user.get", "joe");
        }
    }

    private static Map<String, Object> with(Map<String, Object> map, String key, Object value) {
        var changed = new HashMap<>(map);
        changed.put(key, value);
        return changed;
    }

    @Test
    @Exercises("bondy.user.change_password")
    void aPasswordIsChangedByWhoKnowsTheOldOne() throws IOException {
        try (Caller boss = router.boss()) {
            boss.result("bondy.user.add", Map.of("username", "ann", "password", SECRET));
            String change = "bondy.user.change_password";

            assertRefused(
                    boss,
                    "bondy.error.bad_signature",
                    "",
                    change,
                    "com.acme",
                    "ann",
                    "another secret",
                    "not that secret");
            boss.result(change, "com.acme", "ann", "another secret", SECRET);
            boss.result(change, "ann", "a third secret");
            assertRefused(
                    boss,
                    "bondy.error.bad_signature",
                    "",
                    change,
                    "com.acme",
                    "ann",
                    "a fourth secret",
                    "another secret");
            boss.result(change, "com.acme", "ann", "a fourth secret", "a third secret");
            assertRefused(boss, "bondy.error.invalid_data", "password", change, "ann", "short");
        }
        assertThat(router.process().log())
                .doesNotContain(SECRET, "another secret", "a third secret");
    }

    @Test
    void whatIsWrongWithAUserIsNamed() throws IOException {
        try (Caller boss = router.boss()) {
            String add = "bondy.user.add";
            assertRefused(boss, "bondy.error.missing_required_value", "data", add);
            assertRefused(boss, "bondy.error.invalid_datatype", "data", add, "joe");
            assertRefused(boss, "bondy.error.missing_required_value", "username", add, Map.of());
            assertRefused(
                    boss,
                    "bondy.error.no_such_groups",
                    "groups/0",
                    add,
                    Map.of("username", "tim", "groups", List.of("nobody")));
            assertRefused(boss, "bondy.error.already_exists", "", add, Map.of("username", "boss"));
            assertRefused(
                    boss,
                    "wamp.error.invalid_argument",
                    "",
                    "bondy.user.get",
                    "com.acme",
                    "boss",
                    "more");
            assertRefused(boss, "bondy.error.not_found", "", "bondy.user.delete", "nobody");
            assertRefused(boss, "bondy.error.not_found", "", "bondy.user.enable", "nobody");
            assertRefused(boss, "bondy.error.not_found", "", "bondy.user.grants", "nobody");

            Caller.Answer typo =
                    boss.call(add, Map.of("username", "tim", "pasword", "a misplaced secret"));
            assertThat(typo.kwargs()).containsEntry("field", "pasword");
            assertThat(typo.toString()).doesNotContain("a misplaced secret");
        }
    }

    @Test
    void whatIsWrongWithAChangeOfAUserIsNamed() throws IOException {
        try (Caller boss = router.boss()) {
            boss.result("bondy.user.add", Map.of("username", "kit"));
            String update = "bondy.user.update";
            assertRefused(boss, "bondy.error.missing_required_value", "data", update, "kit");
            assertRefused(boss, "bondy.error.invalid_datatype", "data", update, "kit", List.of());
            assertRefused(boss, "bondy.error.invalid_datatype", "username", update, 1, Map.of());
            assertRefused(boss, "bondy.error.not_found", "", update, "nobody", Map.of());
            assertNotChanged(boss, "bondy.error.no_such_groups", "groups/0", "groups", "nobody");
            assertNotChanged(boss, "bondy.error.invalid_data", "groups/0", "groups", 1);
            assertNotChanged(boss, "bondy.error.invalid_data", "aliases/0", "aliases", "kit");
            assertNotChanged(boss, "bondy.error.already_exists", "aliases/0", "aliases", "boss");
            for (var wrong :
                    Map.<String, Object>of(
                                    "enabled", "yes",
                                    "meta", 1,
                                    "username", "other",
                                    "password", "short",
                                    "sso_realm_uri", "com.sso",
                                    "shoe_size", 43)
                            .entrySet()) {
                Map<String, Object> data = Map.of(wrong.getKey(), wrong.getValue());
                assertRefused(
                        boss, "bondy.error.invalid_data", wrong.getKey(), update, "kit", data);
            }
            assertNotChanged(
                    boss, "bondy.error.invalid_data", "authorized_keys/0", "authorized_keys", "x");
        }
    }

    private static void assertNotChanged(
            Caller boss, String error, String field, String list, Object item) throws IOException {
        Map<String, Object> data = Map.of(list, List.of(item));
        assertRefused(boss, error, field, "bondy.user.update", "kit", data);
    }

    @Test
    void whatIsWrongWithAnAliasIsNamed() throws IOException {
        try (Caller boss = router.boss()) {
            boss.result("bondy.user.add", Map.of("username", "lee"));
            for (String procedure : List.of("bondy.user.add_alias", "bondy.user.remove_alias")) {
                assertRefused(boss, "bondy.error.missing_required_value", "username", procedure);
                assertRefused(
                        boss, "bondy.error.missing_required_value", "alias", procedure, "lee");
                assertRefused(boss, "bondy.error.invalid_datatype", "alias", procedure, "lee", 1);
                assertRefused(boss, "bondy.error.not_found", "", procedure, "nobody", "leo");
            }
            String add = "bondy.user.add_alias";
            assertRefused(boss, "bondy.error.invalid_data", "aliases/0", add, "lee", "x");
            assertRefused(boss, "bondy.error.already_exists", "aliases/0", add, "lee", "boss");
            for (int i = 0; i < 5; i++) {
                boss.result(add, "lee", "leo" + i);
            }
            assertRefused(boss, "bondy.error.invalid_data", "aliases", add, "lee", "leo5");
        }
    }

    @Test
    void whatIsWrongWithAQuestionAboutAUserIsNamed() throws IOException {
        try (Caller boss = router.boss()) {
            for (String procedure :
                    List.of("get", "delete", "enable", "disable", "is_enabled", "grants")) {
                String uri = "bondy.user." + procedure;
                assertRefused(boss, "bondy.error.missing_required_value", "username", uri);
                assertRefused(boss, "bondy.error.invalid_datatype", "username", uri, 1);
                assertRefused(boss, "bondy.error.not_found", "", uri, "nobody");
            }
        }
    }

    @Test
    void manyUsersAreListedInParts() throws IOException {
        try (Caller admin = router.admin()) {
            admin.result("bondy.realm.create", Map.of("uri", "com.many", "users", users(5)));

            assertThat(names(admin, Map.of("limit", 2))).containsExactly("user0", "user1");
            assertThat(names(admin, Map.of("limit", 9, "after", "user2")))
                    .containsExactly("user3", "user4");
            assertThat(listing(admin, Map.of("limit", 0)).error())
                    .isEqualTo("bondy.error.invalid_value");
            assertThat(listing(admin, Map.of("after", 1)).error())
                    .isEqualTo("bondy.error.invalid_datatype");
        }
    }

    private static List<Map<String, Object>> users(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Map.<String, Object>of("username", "user" + i))
                .toList();
    }

    private static Caller.Answer listing(Caller admin, Map<String, ?> kwargs) throws IOException {
        return admin.call("bondy.user.list", List.of("com.many"), kwargs);
    }

    private static List<Object> names(Caller admin, Map<String, ?> kwargs) throws IOException {
        return Caller.list(listing(admin, kwargs).args().get(0)).stream()
                .map(user -> Caller.dict(user).get("username"))
                .toList();
    }

    @Test
    void nobodyManagesWhoIsNotGrantedTo() throws IOException {
        for (String user : List.of("guest", "anonymous")) {
            try (Caller caller = router.caller("com.acme", user)) {
                assertRefused(caller, NOT_AUTHORIZED, "", "bondy.user.list");
                assertRefused(caller, NOT_AUTHORIZED, "", "com.bondy.user.list");
            }
        }
        assertThatThrownBy(() -> router.caller("com.leapsight.bondy", "anonymous"))
                .hasMessageContaining("wamp.error.no_matching_auth_method");
    }

    @Test
    void whatIsDeniedIsDeniedByAllItsNames() throws IOException {
        try (Caller limited = router.caller("com.acme", "limited")) {
            assertThat(limited.result("bondy.group.list")).isNotNull();
            for (String name :
                    List.of(
                            "bondy.user.list",
                            "com.bondy.user.list",
                            "com.leapsight.bondy.user.list",
                            "bondy.security.list_users")) {
                assertRefused(limited, NOT_AUTHORIZED, "", name);
            }
        }
    }

    @Test
    void otherRealmsAreManagedFromTheMasterRealmOnly() throws IOException {
        try (Caller boss = router.boss();
                Caller admin = router.admin()) {
            assertThat(admin.result("bondy.user.get", "COM.Acme", "boss"))
                    .isEqualTo(boss.result("bondy.user.get", "boss"));
            assertRefused(
                    boss, NOT_AUTHORIZED, "", "bondy.user.get", "com.leapsight.bondy", "admin");
            assertRefused(boss, NOT_AUTHORIZED, "", "bondy.realm.list");
            assertRefused(boss, NOT_AUTHORIZED, "", "bondy.realm.get", "com.acme");
            assertRefused(admin, "bondy.error.not_found", "", "bondy.user.list", "com.nowhere");
            assertRefused(
                    admin,
                    "bondy.error.invalid_datatype",
                    "realm_uri",
                    "bondy.user.get",
                    1,
                    "boss");
        }
    }

    @Test
    void changesAreTold() throws IOException {
        try (Caller boss = router.boss();
                Caller guest = router.boss()) {
            guest.subscribe("bondy.user.logged_in");
            router.caller("com.acme", "limited").close();
            assertThat(guest.event().args()).containsExactly("com.acme", "limited");
            guest.subscribe("bondy.user.added");
            guest.subscribe("bondy.user.updated");
            guest.subscribe("bondy.user.credentials_changed");
            guest.subscribe("bondy.user.deleted");

            boss.result("bondy.user.add", Map.of("username", "eve"));
            assertThat(guest.event().args()).containsExactly("eve");
            boss.result("bondy.user.change_password", "eve", SECRET);
            assertThat(guest.event().args()).containsExactly("com.acme", "eve");
            assertThat(guest.event().args()).containsExactly("com.acme", "eve");
            boss.result("bondy.user.delete", "eve");
            assertThat(guest.event().args()).containsExactly("com.acme", "eve");
        }
    }
}
