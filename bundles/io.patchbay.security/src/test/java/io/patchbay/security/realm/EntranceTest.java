package io.patchbay.security.realm;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.access.Action;
import io.patchbay.api.realm.Admission;
import io.patchbay.api.session.Identity;
import io.patchbay.security.RealmKit;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.MatchPolicy;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.WampError;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;

class EntranceTest {
    private static final String REALMS =
            """
            [{"uri": "com.sso", "is_sso_realm": true,
              "users": [{"username": "jane", "meta": {"mail": "j@example.com"}},
                {"username": "off", "enabled": false}]},
             {"uri": "com.realm", "sso_realm_uri": "com.sso",
              "groups": [{"name": "staff", "meta": {"floor": 1, "desk": [1], "site": "x"}},
                {"name": "ops", "groups": ["staff"], "meta": {"floor": 2}},
                {"name": "shop", "meta": {"desk": 2, "site": "x"}}],
              "users": [{"username": "joe", "groups": ["ops", "shop"], "aliases": ["josef"],
                  "meta": {"floor": 3}},
                {"username": "jim", "groups": ["shop"]},
                {"username": "tom", "enabled": false},
                {"username": "jane", "sso_realm_uri": "com.sso", "meta": {"a": 1}},
                {"username": "off", "sso_realm_uri": "com.sso"}],
              "grants": [
                {"roles": ["ops"], "permissions": ["wamp.call"], "uri": "com.ops"},
                {"roles": ["staff"], "permissions": ["wamp.call"], "uri": "com.staff"},
                {"roles": ["shop"], "permissions": ["wamp.call"], "uri": "com.shop"},
                {"roles": ["shop"], "permissions": ["wamp.call"], "uri": "com.staff",
                  "effect": "deny"},
                {"roles": ["joe"], "permissions": ["wamp.call"], "uri": "com.joe"}]}]
            """;

    private final RealmKit kit = new RealmKit(REALMS);
    private final Guard guard = kit.guard("com.realm");

    private Admission enter(String authid, Dict details) {
        return guard.enter(new Identity(authid, "", "ticket", "test", Dict.of("k", "v")), details);
    }

    private Identity enters(String authid, Dict details) {
        return ((Admission.Admitted) enter(authid, details)).identity();
    }

    private boolean mayCall(Identity identity, String uri) {
        return guard.rights(identity).allow(Action.CALL, Uri.of(uri), MatchPolicy.EXACT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "all", "default", "Default"})
    void whoAsksForNoRoleActsInAllItHas(String authrole) {
        Identity joe = enters("JOSEF", Dict.of("authrole", authrole));

        assertThat(joe.authid()).isEqualTo("joe");
        assertThat(joe.authrole()).isEqualTo("default");
        assertThat(joe.authprovider()).isEqualTo(Identity.REALM_USER);
        assertThat(joe.roles()).isEmpty();
        assertThat(joe.authextra().get("x_authroles")).isEqualTo(List.of("ops", "shop"));
        assertThat(mayCall(joe, "com.ops")).isTrue();
        assertThat(mayCall(joe, "com.shop")).isTrue();
        assertThat(mayCall(joe, "com.joe")).isTrue();
    }

    @Test
    void whoAsksForARoleHasItsRightsAndNotThoseOfTheOthers() {
        Identity joe = enters("joe", Dict.of("authrole", "Ops"));

        assertThat(joe.authrole()).isEqualTo("ops");
        assertThat(joe.roles()).containsExactly("ops");
        assertThat(mayCall(joe, "com.ops")).isTrue();
        assertThat(mayCall(joe, "com.shop")).isFalse();
        assertThat(mayCall(joe, "com.joe")).isTrue();
    }

    @Test
    void askingForFewerRolesDoesNotRidOfWhatTheOthersDeny() {
        assertThat(mayCall(enters("joe", Dict.of("authrole", "ops")), "com.staff")).isFalse();
    }

    @Test
    void aGroupOfAGroupIsARoleAsWell() {
        Identity joe = enters("joe", Dict.of("x_authroles", List.of("staff", "shop")));

        assertThat(joe.roles()).containsExactly("staff", "shop");
        assertThat(joe.authrole()).isEqualTo("default");
        assertThat(mayCall(joe, "com.ops")).isFalse();
        assertThat(mayCall(joe, "com.shop")).isTrue();
    }

    @Test
    void theOnlyGroupOfAUserIsItsRole() {
        assertThat(enters("jim", Dict.EMPTY).authrole()).isEqualTo("shop");
    }

    @Test
    void aRoleThatTheUserDoesNotHaveIsRefusedByName() {
        for (Dict details :
                List.of(
                        Dict.of("authrole", "ops"),
                        Dict.of("authrole", "nothing"),
                        Dict.of("x_authroles", List.of("shop", "ops")),
                        Dict.of("authrole", Identity.TRUSTED))) {
            var refused = (Admission.Refused) enter("jim", details);
            assertThat(refused.reason()).isEqualTo(WampError.NO_SUCH_ROLE);
            assertThat(refused.message()).contains("none of the roles");
        }
    }

    @Test
    void whatIsSaidOfUserAndGroupsIsToldTogether() {
        assertThat(enters("joe", Dict.EMPTY).authextra().dict("meta").asMap())
                .isEqualTo(Map.of("floor", List.of(3, 2, 1), "desk", List.of(2, 1), "site", "x"));
        assertThat(enters("joe", Dict.of("authrole", "shop")).authextra().get("meta"))
                .isEqualTo(Map.of("floor", 3, "desk", 2, "site", "x"));
        assertThat(enters("joe", Dict.EMPTY).authextra().string("k")).isEqualTo("v");
        assertThat(enters("jane", Dict.EMPTY).authextra().get("meta"))
                .isEqualTo(Map.of("a", 1, "sso", Map.of("mail", "j@example.com")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tom", "off"})
    void whoIsDisabledHereOrThereDoesNotComeIn(String username) {
        assertThat(enter(username, Dict.EMPTY)).isEqualTo(Admission.UNPROVEN);
    }

    @Test
    void whoIsNoUserHasTheRolesThatItsMethodSays() {
        var proven = new Identity("guest", "shop", "jwt", "test", Dict.EMPTY, List.of());

        assertThat(guard.enter(proven, Dict.EMPTY)).isEqualTo(new Admission.Admitted(proven));
        assertThat(mayCall(proven, "com.shop")).isTrue();
        assertThat(((Admission.Refused) guard.enter(proven, Dict.of("authrole", "ops"))).reason())
                .isEqualTo(WampError.NO_SUCH_ROLE);
    }

    @Test
    void whoIsVouchedForInARoleIsAGuestThoughThereIsAUserOfThatName() {
        var proven = new Identity("joe", "shop", "jwt", "test", Dict.EMPTY);

        assertThat(guard.enter(proven, Dict.EMPTY)).isEqualTo(new Admission.Admitted(proven));
        assertThat(mayCall(proven, "com.shop")).isTrue();
        assertThat(mayCall(proven, "com.joe")).isFalse();
    }

    @Test
    void nobodyVouchesForAUserThatIsDisabled() {
        var proven = new Identity("Tom", "shop", "jwt", "test", Dict.EMPTY);

        assertThat(guard.enter(proven, Dict.EMPTY)).isEqualTo(Admission.UNPROVEN);
    }

    @Test
    void whoIsNoUserAndHasNoRoleDoesNotComeIn() {
        assertThat(enter("guest", Dict.EMPTY)).isEqualTo(Admission.UNPROVEN);
    }

    @Test
    void nobodyBecomesTheRouterItself() {
        var proven = new Identity("guest", Identity.TRUSTED, "jwt", "test", Dict.EMPTY);

        assertThat(guard.enter(proven, Dict.EMPTY)).isEqualTo(Admission.UNPROVEN);
    }

    @Test
    void aUserThatGoesLosesItsRightsAtOnce() {
        Identity jim = enters("jim", Dict.EMPTY);
        var before = guard.rights(jim);
        assertThat(before.allow(Action.CALL, Uri.of("com.shop"), MatchPolicy.EXACT)).isTrue();

        kit.realms(REALMS.replace("{\"username\": \"jim\", \"groups\": [\"shop\"]},", ""));

        assertThat(before.areCurrent()).isFalse();
        assertThat(mayCall(jim, "com.shop")).isFalse();
    }

    @Test
    void aUserThatLeavesAGroupLosesItsRightsAtOnce() {
        Identity joe = enters("joe", Dict.of("authrole", "ops"));
        var before = guard.rights(joe);

        kit.realms(REALMS.replace("[\"ops\", \"shop\"]", "[\"shop\"]"));

        assertThat(before.areCurrent()).isFalse();
        assertThat(mayCall(joe, "com.ops")).isFalse();
        assertThat(mayCall(joe, "com.joe")).isTrue();
    }

    @Test
    void aChangeOfTheSsoUserConcernsItsSessionsElsewhere() {
        Identity jane = enters("jane", Dict.EMPTY);
        var before = guard.rights(jane);

        kit.realms(
                REALMS.replace(
                        "{\"username\": \"jane\", \"meta\"",
                        "{\"username\": \"jane\", \"enabled\": false, \"meta\""));

        assertThat(before.areCurrent()).isFalse();
        assertThat(enter("jane", Dict.EMPTY)).isEqualTo(Admission.UNPROVEN);
    }
}
