package io.patchbay.security.realm;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.access.Action;
import io.patchbay.wamp.MatchPolicy;
import io.patchbay.wamp.Uri;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class PermissionsTest {
    @ParameterizedTest(name = "{0} {1} covers {2}: {3}")
    @CsvSource({
        "EXACT,com.a,com.a,true",
        "EXACT,com.a,com.a.b,false",
        "PREFIX,com.a,com.a.b,true",
        "PREFIX,com.a,com.ab,true",
        "PREFIX,com.a.,com.ab,false",
        "PREFIX,com.a,com,false",
        "WILDCARD,com..b,com.a.b,true",
        "WILDCARD,com..b,com.b,false",
        "WILDCARD,com..b,com.a.c,false",
        "WILDCARD,com..b,com.a.a.b,false",
        "WILDCARD,..,a.b.c,true",
        "WILDCARD,..,a.b,false",
        "WILDCARD,.b.,a.b.c,true"
    })
    void aGrantCoversWhatMatches(MatchPolicy match, String uri, String candidate, boolean covered) {
        var grant = new Grant(List.of("all"), 1, Uri.of(uri), match);

        assertThat(grant.covers(Uri.of(candidate))).isEqualTo(covered);
    }

    @ParameterizedTest(name = "{0} {1} covers all of {2} {3}: {4}")
    @CsvSource({
        "EXACT,com.a,PREFIX,com.a,false",
        "EXACT,com.a,WILDCARD,com.a,true",
        "EXACT,com.,WILDCARD,com.,false",
        "PREFIX,com.a,PREFIX,com.a,true",
        "PREFIX,com.a,PREFIX,com.a.b,true",
        "PREFIX,com.a.,PREFIX,com.a,false",
        "PREFIX,com.a.,WILDCARD,com.a..c,true",
        "PREFIX,com.a.,WILDCARD,com.a.,true",
        "PREFIX,com.a.b,WILDCARD,com.a..c,false",
        "PREFIX,com.a..,WILDCARD,com.a..c,false",
        "PREFIX,com,WILDCARD,.a,false",
        "PREFIX,'',WILDCARD,.a,true",
        "PREFIX,'',PREFIX,'',true",
        "WILDCARD,com..c,PREFIX,com.a.c,false",
        "WILDCARD,com..c,WILDCARD,com..c,true",
        "WILDCARD,com..c,WILDCARD,com.a.c,true",
        "WILDCARD,com.a.c,WILDCARD,com..c,false",
        "WILDCARD,com..,WILDCARD,com..c,true"
    })
    void aPatternIsCoveredIfAllIsThatItMatches(
            MatchPolicy match, String uri, MatchPolicy policy, String pattern, boolean covered) {
        var permissions = new Permissions(() -> true, List.of(grant(Action.SUBSCRIBE, uri, match)));

        assertThat(permissions.allow(Action.SUBSCRIBE, Uri.of(pattern), policy)).isEqualTo(covered);
        assertThat(permissions.allow(Action.PUBLISH, Uri.of(pattern), policy)).isFalse();
    }

    @Test
    void allIsEverybodyButAnonymousClients() {
        var grant = new Grant(List.of("all"), 1, Uri.of("a"), MatchPolicy.EXACT);

        assertThat(grant.isFor("joe")).isTrue();
        assertThat(grant.isFor("anonymous")).isFalse();
        assertThat(new Grant(List.of("joe"), 1, Uri.of("a"), MatchPolicy.EXACT).isFor("jim"))
                .isFalse();
    }

    @Test
    void whatIsNotGrantedIsDenied() {
        for (Action action : Action.values()) {
            assertThat(new Permissions(() -> true, List.of()).allow(action, Uri.of("com.a")))
                    .isFalse();
        }
    }

    @Test
    void grantsAddUp() {
        var permissions =
                new Permissions(
                        () -> true,
                        List.of(
                                grant(Action.CALL, "com.", MatchPolicy.PREFIX),
                                grant(Action.PUBLISH, "com.a", MatchPolicy.EXACT),
                                grant(Action.SUBSCRIBE, "", MatchPolicy.PREFIX)));

        assertThat(permissions.allow(Action.CALL, Uri.of("com.a"))).isTrue();
        assertThat(permissions.allow(Action.PUBLISH, Uri.of("com.a"))).isTrue();
        assertThat(permissions.allow(Action.PUBLISH, Uri.of("com.b"))).isFalse();
        assertThat(permissions.allow(Action.SUBSCRIBE, Uri.of("org.b"))).isTrue();
        assertThat(permissions.allow(Action.REGISTER, Uri.of("com.a"))).isFalse();
    }

    @Test
    void clientsCannotFillTheMemoryWithUris() {
        var permissions =
                new Permissions(
                        () -> true, List.of(grant(Action.CALL, "com.", MatchPolicy.PREFIX)));

        assertThat(permissions.allow(Action.CALL, Uri.of("com." + "x".repeat(100_000)))).isTrue();
        assertThat(permissions.remembered()).isZero();
        for (int i = 0; i < 10_000; i++) {
            permissions.allow(Action.CALL, Uri.of("com." + i));
        }
        assertThat(permissions.remembered()).isBetween(1, 4096);
    }

    private static Grant grant(Action action, String uri, MatchPolicy match) {
        return new Grant(List.of("all"), 1 << action.ordinal(), Uri.of(uri), match);
    }
}
