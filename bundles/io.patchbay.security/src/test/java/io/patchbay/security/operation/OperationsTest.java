package io.patchbay.security.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.api.access.Action;
import io.patchbay.api.realm.Rights;
import io.patchbay.api.session.Identity;
import io.patchbay.security.RealmKit;
import io.patchbay.security.record.RealmRecord;
import io.patchbay.security.record.RecordId;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.MatchPolicy;
import io.patchbay.wamp.Uri;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

class OperationsTest {
    private static final Uri REALM = Uri.of("com.realm");
    private static final String REALMS =
            """
            [{"uri": "com.realm", "sso_realm_uri": "com.sso", "groups": [{"name": "ops"}],
              "users": [{"username": "joe", "groups": ["ops"], "password": "correct horse"}],
              "grants": [{"roles": "ops", "permissions": ["wamp.call"], "uri": "com.a"}]},
             {"uri": "com.sso", "is_sso_realm": true}]
            """;
    private static final PasswordHashing HASHING =
            new PasswordHashing() {
                @Override
                public CompletionStage<Map<String, Object>> hash(
                        String password, RealmRecord realm) {
                    return CompletableFuture.completedStage(Map.of("kept", password));
                }

                @Override
                public CompletionStage<Boolean> verify(Map<String, Object> kept, String password) {
                    return CompletableFuture.completedStage(password.equals(kept.get("kept")));
                }
            };

    private final RealmKit kit = new RealmKit(REALMS);
    private final Operations operations = new Operations(kit.records());
    private final RealmOperations realms = new RealmOperations(operations, HASHING);
    private final UserOperations users = new UserOperations(operations, HASHING);
    private final GroupOperations groups = new GroupOperations(operations);
    private final SourceOperations sources = new SourceOperations(operations);
    private final GrantOperations grants = new GrantOperations(operations);
    private final List<String> happened = new CopyOnWriteArrayList<>();

    OperationsTest() {
        operations.listen(
                happening ->
                        happened.add(
                                happening.realm()
                                        + " "
                                        + happening.topic()
                                        + " "
                                        + happening.about()));
    }

    @AfterEach
    void stop() {
        operations.close();
    }

    private static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private static void assertRefused(ThrowingCallable call, String error, String message) {
        assertThatThrownBy(call)
                .satisfies(
                        thrown -> {
                            Throwable refusal =
                                    thrown instanceof CompletionException
                                            ? thrown.getCause()
                                            : thrown;
                            assertThat(refusal)
                                    .isInstanceOf(Refusal.class)
                                    .hasMessageContaining(message);
                            assertThat(((Refusal) refusal).error())
                                    .isEqualTo("bondy.error." + error);
                        });
    }

    private Rights rights(String username) {
        return kit.guard("com.realm")
                .rights(new Identity(username, "default", "test", Identity.REALM_USER, Dict.EMPTY));
    }

    private boolean mayCall(String username, String uri) {
        return rights(username).allow(Action.CALL, Uri.of(uri), MatchPolicy.EXACT);
    }

    @Test
    void aUserIsThereOnceItIsAdded() {
        Map<String, Object> jim =
                done(
                        users.add(
                                REALM,
                                Map.of(
                                        "username",
                                        "Jim",
                                        "password",
                                        "very secret",
                                        "groups",
                                        List.of("OPS"),
                                        "aliases",
                                        List.of("jimmy"))));

        assertThat(jim)
                .containsEntry("username", "jim")
                .containsEntry("has_password", true)
                .containsEntry("groups", List.of("ops"));
        assertThat(jim.toString()).doesNotContain("very secret");
        assertThat(users.get(REALM, "JIMMY")).isEqualTo(jim);
        assertThat(mayCall("jim", "com.a")).isTrue();
        assertThat(kit.records().find(REALM, "jim").orElseThrow().password())
                .isEqualTo(Map.of("kept", "very secret"));
        assertThat(happened).containsExactly("com.realm bondy.user.added [jim]");
    }

    @Test
    void aUserThatCannotBeAddedIsRefusedByName() {
        assertRefused(() -> done(add("joe")), "already_exists", "'joe'");
        assertRefused(() -> done(add("jo")), "invalid_data", "/username is \"jo\"");
        assertRefused(() -> done(add("all")), "invalid_data", "reserved");
        assertRefused(
                () -> done(users.add(REALM, Map.of())), "missing_required_value", "/username");
        assertRefused(
                () -> done(users.add(Uri.of("com.none"), Map.of("username", "jim"))),
                "not_found",
                "'com.none'");
        assertRefused(
                () -> done(users.add(REALM, Map.of("username", "jim", "groups", List.of("x")))),
                "no_such_groups",
                "/groups/0 is \"x\"");
        assertRefused(
                () -> done(users.add(REALM, Map.of("username", "jim", "password", "short"))),
                "invalid_data",
                "/password is not in order");
        assertRefused(
                () -> done(users.add(REALM, Map.of("username", "jim", "nick", "x"))),
                "invalid_data",
                "/nick is not in order");
        assertThat(kit.records().hasUser(REALM, "jim")).isFalse();
    }

    private CompletionStage<Map<String, Object>> add(String username) {
        return users.add(REALM, Map.of("username", username));
    }

    @Test
    void aUserOfAnSsoRealmIsMadeThereAsWell() {
        var data =
                Map.<String, Object>of(
                        "username", "jane",
                        "sso_realm_uri", "com.sso",
                        "password", "battery staple");

        Map<String, Object> jane = done(users.add(REALM, data));

        assertThat(jane).containsEntry("has_password", true);
        assertThat(kit.records().find(REALM, "jane").orElseThrow().password()).isEmpty();
        assertThat(kit.records().find(Uri.of("com.sso"), "jane").orElseThrow().password())
                .containsEntry("kept", "battery staple");

        done(users.update(REALM, "jane", Map.of("password", "other secret", "meta", Map.of())));
        assertThat(kit.records().find(Uri.of("com.sso"), "jane").orElseThrow().password())
                .containsEntry("kept", "other secret");
    }

    @Test
    void anUpdateLeavesWhatItSaysNothingOf() {
        Map<String, Object> joe = done(users.update(REALM, "joe", Map.of("meta", Map.of("a", 1))));

        assertThat(joe)
                .containsEntry("groups", List.of("ops"))
                .containsEntry("has_password", true)
                .containsEntry("meta", Map.of("a", 1));
        assertRefused(
                () -> done(users.update(REALM, "joe", Map.of("username", "jim"))),
                "invalid_data",
                "/username is \"jim\", expected \"joe\"");
        assertRefused(() -> done(users.update(REALM, "nobody", Map.of())), "not_found", "'nobody'");
    }

    @Test
    void whoIsDisabledLosesAllRightsUntilItIsEnabled() {
        Rights before = rights("joe");

        done(users.disable(REALM, "joe"));

        assertThat(before.areCurrent()).isFalse();
        assertThat(mayCall("joe", "com.a")).isFalse();
        assertThat(users.isEnabled(REALM, "joe")).isFalse();
        done(users.enable(REALM, "joe"));
        assertThat(mayCall("joe", "com.a")).isTrue();
    }

    @Test
    void aPasswordIsChangedByWhoKnowsTheOldOne() {
        assertRefused(
                () -> done(users.changePassword(REALM, "joe", "new secret", "wrong")),
                "bad_signature",
                "old password");

        done(users.changePassword(REALM, "joe", "new secret", "correct horse"));

        assertThat(kit.records().find(REALM, "joe").orElseThrow().password())
                .containsEntry("kept", "new secret");
    }

    @Test
    void aliasesComeAndGo() {
        done(users.addAlias(REALM, "joe", "josef"));
        assertThat(kit.guard("com.realm").account("Josef")).isPresent();
        assertRefused(
                () -> done(users.add(REALM, Map.of("username", "josef"))),
                "already_exists",
                "alias");

        done(users.removeAlias(REALM, "joe", "josef"));
        assertThat(kit.guard("com.realm").account("josef")).isEmpty();
        done(add("josef"));
        assertRefused(() -> done(users.addAlias(REALM, "joe", "josef")), "already_exists", "josef");
    }

    @Test
    void membershipsComeAndGo() {
        done(users.removeGroups(REALM, "joe", List.of("ops")));
        assertThat(mayCall("joe", "com.a")).isFalse();

        done(users.addGroups(REALM, "joe", List.of("ops")));
        assertThat(mayCall("joe", "com.a")).isTrue();
        assertRefused(
                () -> done(users.addGroups(REALM, "joe", List.of("none"))),
                "no_such_groups",
                "none");
    }

    @Test
    void aUserThatIsRemovedLeavesNothing() {
        done(users.addAlias(REALM, "joe", "josef"));
        done(
                grants.create(
                        REALM,
                        Map.of("roles", "joe", "permissions", List.of("wamp.call"), "uri", "b")));
        done(
                sources.add(
                        REALM,
                        Map.of("usernames", "joe", "authmethod", "x", "cidr", "10.0.0.0/8")));

        done(users.remove(REALM, "josef"));

        assertThat(users.list(REALM, "", 1)).isEmpty();
        assertThat(grants.list(REALM, "user/joe")).isEmpty();
        assertThat(sources.list(REALM)).isEmpty();
        assertThat(kit.store().map(RecordId.ALIASES).size()).isZero();
    }

    @Test
    void groupsAreMembersOfGroups() {
        done(groups.add(REALM, Map.of("name", "staff")));
        done(
                grants.create(
                        REALM,
                        Map.of(
                                "roles",
                                List.of("staff"),
                                "permissions",
                                List.of("wamp.call"),
                                "uri",
                                "com.b")));
        assertThat(mayCall("joe", "com.b")).isFalse();

        done(groups.addGroups(REALM, "ops", List.of("staff")));

        assertThat(mayCall("joe", "com.b")).isTrue();
        assertRefused(
                () -> done(groups.addGroups(REALM, "staff", List.of("ops"))),
                "invalid_data",
                "/groups");
        assertRefused(
                () -> done(groups.add(REALM, Map.of("name", "staff"))), "already_exists", "staff");
        done(groups.update(REALM, "staff", Map.of("meta", Map.of("a", 1))));
        assertThat(groups.get(REALM, "STAFF")).containsEntry("meta", Map.of("a", 1));

        done(groups.remove(REALM, "staff"));

        assertThat(mayCall("joe", "com.b")).isFalse();
        assertThat(groups.get(REALM, "ops")).containsEntry("groups", List.of());
        assertThat(groups.list(REALM)).hasSize(1);
        assertRefused(() -> groups.get(REALM, "staff"), "not_found", "staff");
        assertThat(happened)
                .contains(
                        "com.realm bondy.group.added [com.realm, staff]",
                        "com.realm bondy.group.updated [com.realm, ops]",
                        "com.realm bondy.group.deleted [com.realm, staff]");
    }

    @Test
    void grantsAddUpAndAreRevokedOneByOne() {
        var data =
                Map.<String, Object>of(
                        "roles", "ops",
                        "permissions", List.of("wamp.call", "wamp.publish"),
                        "uri", "com.a");
        done(grants.create(REALM, data));

        done(
                grants.revoke(
                        REALM,
                        Map.of(
                                "roles",
                                "ops",
                                "permissions",
                                List.of("wamp.call"),
                                "uri",
                                "com.a")));

        assertThat(mayCall("joe", "com.a")).isFalse();
        assertThat(rights("joe").allow(Action.PUBLISH, Uri.of("com.a"), MatchPolicy.EXACT))
                .isTrue();
        done(grants.revoke(REALM, data));
        assertThat(grants.list(REALM)).isEmpty();
        done(grants.revoke(REALM, data));
        assertRefused(
                () ->
                        done(
                                grants.create(
                                        REALM,
                                        Map.of(
                                                "roles",
                                                "none",
                                                "permissions",
                                                List.of(),
                                                "uri",
                                                ""))),
                "unknown_roles",
                "/roles is \"none\"");
    }

    @Test
    void whatIsDeniedComesFirstUntilItIsRevoked() {
        var deny =
                Map.<String, Object>of(
                        "roles", "joe",
                        "permissions", List.of("wamp.call"),
                        "uri", "com.a",
                        "effect", "deny");
        done(grants.create(REALM, deny));
        assertThat(mayCall("joe", "com.a")).isFalse();

        done(grants.revoke(REALM, deny));

        assertThat(mayCall("joe", "com.a")).isTrue();
    }

    @Test
    void sourcesAreFoundTheNarrowestFirst() throws Exception {
        for (String cidr : List.of("0.0.0.0/0", "10.0.0.0/8", "10.1.0.0/16", "::/0")) {
            done(sources.add(REALM, Map.of("usernames", "all", "authmethod", "x", "cidr", cidr)));
        }

        assertThat(sources.match(REALM, "joe", InetAddress.getByName("10.1.2.3")))
                .extracting(source -> source.get("cidr"))
                .containsExactly("10.1.0.0/16", "10.0.0.0/8", "0.0.0.0/0");
        done(sources.remove(REALM, List.of("all"), "10.9.9.9/8"));
        assertThat(sources.list(REALM)).hasSize(3);
        assertThat(sources.match(REALM, "anonymous", null)).isEmpty();
        assertRefused(
                () -> done(sources.remove(REALM, List.of("all"), "10.0.0.0/8")),
                "not_found",
                "10.0.0.0/8");
        assertRefused(
                () -> done(sources.remove(REALM, List.of("all"), "x")), "invalid_value", "cidr");
        assertRefused(
                () ->
                        done(
                                sources.add(
                                        REALM,
                                        Map.of(
                                                "usernames",
                                                List.of("all", "tom"),
                                                "authmethod",
                                                "x",
                                                "cidr",
                                                "::1"))),
                "no_such_users",
                "/usernames/1 is \"tom\"");
    }

    @Test
    void whatIsToldMayBeSentBackAndChangesNothing() {
        Uri uri = Uri.of("com.round");
        Map<String, Object> provider = Map.of("client_id", "a", "client_secret", "very secret");
        done(realms.create(Map.of("uri", "com.round", "info", Map.of("acme", provider))));
        Uri sso = Uri.of("com.sso");
        done(
                users.add(
                        REALM,
                        Map.of(
                                "username", "jane",
                                "password", "very secret",
                                "sso_realm_uri", "com.sso")));
        done(users.disable(sso, "jane"));
        byte[] realm = stored(RecordId.realm(uri));
        byte[] keeper = stored(RecordId.user(sso, "jane"));
        byte[] jane = stored(RecordId.user(REALM, "jane"));

        assertThat(done(realms.update(uri, realms.get(uri)))).isEqualTo(realms.get(uri));
        done(users.update(REALM, "jane", users.get(REALM, "jane")));

        assertThat(stored(RecordId.realm(uri))).isEqualTo(realm);
        assertThat(stored(RecordId.user(REALM, "jane"))).isEqualTo(jane);
        assertThat(stored(RecordId.user(sso, "jane"))).isEqualTo(keeper);
        assertThat(users.get(REALM, "jane"))
                .containsEntry("enabled", true)
                .containsEntry("sso_enabled", false);
        assertThat(realms.get(uri).toString()).doesNotContain("very secret");
    }

    private byte[] stored(RecordId id) {
        return kit.records().bytes(id).orElseThrow();
    }

    @Test
    void aSecretStaysUntilAnotherIsSentOrItsObjectGoes() {
        Uri uri = Uri.of("com.round");
        Map<String, Object> provider = Map.of("client_id", "a", "client_secret", "first secret");
        done(realms.create(Map.of("uri", "com.round", "info", Map.of("acme", provider))));

        done(realms.update(uri, Map.of("info", Map.of("acme", Map.of("client_id", "b")))));
        assertThat(kept(uri)).contains("first secret", "\"b\"");

        Map<String, Object> other = Map.of("client_id", "b", "client_secret", "second secret");
        done(realms.update(uri, Map.of("info", Map.of("acme", other))));
        assertThat(kept(uri)).contains("second secret").doesNotContain("first secret");

        done(realms.update(uri, Map.of("info", Map.of())));
        assertThat(kept(uri)).doesNotContain("second secret");
    }

    private String kept(Uri realm) {
        return new String(stored(RecordId.realm(realm)), StandardCharsets.UTF_8);
    }

    @Test
    void whatFollowsFromOtherMembersIsNotSet() {
        Uri uri = Uri.of("com.round");
        done(realms.create(Map.of("uri", "com.round", "security_status", "enabled")));

        assertRefused(
                () -> done(realms.update(uri, Map.of("security_status", "disabled"))),
                "invalid_data",
                "/security_status");
        assertRefused(
                () -> done(realms.create(Map.of("uri", "com.two", "public_keys", List.of()))),
                "invalid_data",
                "/public_keys");
        assertRefused(
                () -> done(users.add(REALM, Map.of("username", "ann", "has_password", true))),
                "invalid_data",
                "/has_password");
        assertThat(
                        done(
                                users.add(
                                        REALM,
                                        Map.of(
                                                "username", "ann",
                                                "password", "secret",
                                                "has_password", true))))
                .containsEntry("has_password", true);
    }

    @Test
    void aRealmIsMadeChangedAndDeletedWhileOthersRun() {
        Uri uri = Uri.of("com.new");
        Map<String, Object> made =
                done(
                        realms.create(
                                Map.of(
                                        "uri",
                                        "COM.New",
                                        "users",
                                        List.of(Map.of("username", "tom", "password", "secret")))));
        assertThat(made)
                .containsEntry("uri", "com.new")
                .containsEntry("security_status", "enabled")
                .doesNotContainKey("private_keys");
        assertThat(kit.directory().guard(uri)).isPresent();
        assertThat(realms.list()).hasSize(3);
        assertRefused(
                () -> done(realms.create(Map.of("uri", "com.new"))), "already_exists", "com.new");

        done(realms.update(uri, Map.of("description", "x", "uri_rule", "strict")));
        done(realms.secure(uri, false));
        assertThat(realms.get(uri))
                .containsEntry("description", "x")
                .containsEntry("uri_rule", "strict")
                .containsEntry("security_status", "disabled");
        assertRefused(
                () -> done(realms.update(uri, Map.of("users", List.of()))),
                "invalid_data",
                "/users");
        assertRefused(() -> done(realms.delete(uri, false)), "active_users", "com.new");

        done(realms.delete(uri, true));

        assertThat(kit.directory().guard(uri)).isEmpty();
        assertThat(kit.records().hasUser(uri, "tom")).isFalse();
        assertRefused(() -> done(realms.delete(uri, true)), "not_found", "com.new");
        assertThat(happened)
                .contains(
                        "com.leapsight.bondy bondy.realm.created [com.new]",
                        "com.leapsight.bondy bondy.realm.updated [com.new]",
                        "com.leapsight.bondy bondy.realm.deleted [com.new]");
    }

    @Test
    void aRealmThatOthersNeedStays() {
        assertRefused(
                () -> done(realms.delete(Uri.of("com.sso"), true)),
                "inconsistency_error",
                "com.realm");
    }

    @Test
    void whatIsForGoodCannotBeTakenBack() {
        assertRefused(
                () -> done(realms.update(Uri.of("com.sso"), Map.of("is_sso_realm", false))),
                "invalid_data",
                "/is_sso_realm is false, expected true");
    }

    @Test
    void nothingIsLostOfWhatManyDoAtOnce() {
        var all = new ArrayList<CompletionStage<?>>();
        IntStream.range(0, 100)
                .forEach(
                        i -> {
                            all.add(groups.add(REALM, Map.of("name", "g" + i)));
                            all.add(users.addGroups(REALM, "joe", List.of("g" + i)));
                        });
        all.forEach(OperationsTest::done);

        assertThat(kit.records().find(REALM, "joe").orElseThrow().groups()).hasSize(101);
    }
}
