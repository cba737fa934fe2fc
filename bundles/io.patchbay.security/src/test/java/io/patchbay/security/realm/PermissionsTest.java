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
        var grant = new Grant(false, 1, Uri.of(uri), match);

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
        var permissions = new Permissions(List.of(grant(Action.SUBSCRIBE, uri, match)));

        assertThat(permissions.allow(Action.SUBSCRIBE, Uri.of(pattern), policy)).isEqualTo(covered);
        assertThat(permissions.allow(Action.PUBLISH, Uri.of(pattern), policy)).isFalse();
    }

    @Test
    void whatIsNotGrantedIsDenied() {
        for (Action action : Action.values()) {
            assertThat(allows(new Permissions(List.of()), action, "com.a")).isFalse();
        }
    }

    @Test
    void grantsAddUp() {
        var permissions =
                new Permissions(
                        List.of(
                                grant(Action.CALL, "com.", MatchPolicy.PREFIX),
                                grant(Action.PUBLISH, "com.a", MatchPolicy.EXACT),
                                grant(Action.SUBSCRIBE, "", MatchPolicy.PREFIX)));

        assertThat(allows(permissions, Action.CALL, "com.a")).isTrue();
        assertThat(allows(permissions, Action.PUBLISH, "com.a")).isTrue();
        assertThat(allows(permissions, Action.PUBLISH, "com.b")).isFalse();
        assertThat(allows(permissions, Action.SUBSCRIBE, "org.b")).isTrue();
        assertThat(allows(permissions, Action.REGISTER, "com.a")).isFalse();
    }

    @ParameterizedTest(name = "{0} {1} is on some of {2} {3}: {4}")
    @CsvSource({
        "EXACT,com.a,PREFIX,com.,true",
        "EXACT,com.a,WILDCARD,com.,true",
        "EXACT,com.a.b,WILDCARD,com.,false",
        "PREFIX,com.a,PREFIX,com,true",
        "PREFIX,com,PREFIX,com.a,true",
        "PREFIX,org,PREFIX,com.a,false",
        "PREFIX,com.a,WILDCARD,.ab.c,true",
        "PREFIX,com.a.b.c.d,WILDCARD,.a.b,false",
        "WILDCARD,.b,PREFIX,com.,true",
        "WILDCARD,.b,PREFIX,com.c,false",
        "WILDCARD,com..c,WILDCARD,.b.,true",
        "WILDCARD,com..c,WILDCARD,.b.d,false",
        "WILDCARD,com..c,WILDCARD,.b,false"
    })
    void whatIsDeniedSomewhereIsDeniedForThePattern(
            MatchPolicy match, String uri, MatchPolicy policy, String pattern, boolean touched) {
        var permissions =
                new Permissions(
                        List.of(
                                grant(Action.SUBSCRIBE, "", MatchPolicy.PREFIX),
                                new Grant(
                                        true,
                                        1 << Action.SUBSCRIBE.ordinal(),
                                        Uri.of(uri),
                                        match)));

        assertThat(permissions.allow(Action.SUBSCRIBE, Uri.of(pattern), policy))
                .isEqualTo(!touched);
    }

    @Test
    void whatIsDeniedIsDeniedWhoeverAllowsIt() {
        var permissions =
                new Permissions(
                        List.of(
                                grant(Action.CALL, "", MatchPolicy.PREFIX),
                                grant(Action.CALL, "com.a", MatchPolicy.EXACT),
                                new Grant(
                                        true,
                                        1 << Action.CALL.ordinal(),
                                        Uri.of("com.a"),
                                        MatchPolicy.PREFIX)));

        assertThat(allows(permissions, Action.CALL, "com.b")).isTrue();
        assertThat(allows(permissions, Action.CALL, "com.a")).isFalse();
        assertThat(allows(permissions, Action.CALL, "com.a.b")).isFalse();
    }

    @Test
    void manyUrisAreEachAnsweredForItself() {
        var permissions = new Permissions(List.of(grant(Action.CALL, "com.1", MatchPolicy.PREFIX)));

        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 10_000; i++) {
                assertThat(allows(permissions, Action.CALL, "com." + i))
                        .isEqualTo(String.valueOf(i).startsWith("1"));
            }
        }
        assertThat(allows(permissions, Action.CALL, "com.1" + "x".repeat(100_000))).isTrue();
    }

    private static boolean allows(Permissions permissions, Action action, String uri) {
        return permissions.allow(action, Uri.of(uri), MatchPolicy.EXACT);
    }

    private static Grant grant(Action action, String uri, MatchPolicy match) {
        return new Grant(false, 1 << action.ordinal(), Uri.of(uri), match);
    }
}
