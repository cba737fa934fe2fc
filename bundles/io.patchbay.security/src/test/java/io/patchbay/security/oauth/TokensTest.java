package io.patchbay.security.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.auth.AccessTokens.Grant;
import io.patchbay.api.auth.AccessTokens.Granted;
import io.patchbay.security.RealmKit;
import io.patchbay.security.operation.Operations;
import io.patchbay.security.operation.SigningKeys;
import io.patchbay.security.record.RecordId;
import io.patchbay.security.token.Jws;
import io.patchbay.wamp.Uri;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

class TokensTest {
    private static final Uri REALM = Uri.of("com.realm");
    private static final Uri OTHER = Uri.of("com.other");
    private static final String REALMS =
            """
            [{"uri": "com.realm", "groups": [{"name": "ops"}, {"name": "staff"}],
              "users": [{"username": "joe", "password": "secret", "groups": ["ops", "staff"],
                  "meta": {"floor": 3}},
                {"username": "tom", "password": "secret", "enabled": false}]},
             {"uri": "com.other", "users": [{"username": "joe", "password": "secret"}]}]
            """;

    private final RealmKit kit = new RealmKit(REALMS);
    private final Operations operations = new Operations(kit.records());
    private Instant now = Instant.ofEpochSecond(1_700_000_000);
    private final Tokens tokens =
            new Tokens(
                    kit.directory(),
                    operations,
                    kit.records(),
                    new SigningKeys(kit.directory(), operations),
                    new OAuthSettings(900, 10_000, 3),
                    () -> now);

    @AfterEach
    void close() {
        operations.close();
    }

    private Granted grant(String client, String device) {
        return tokens.grant(REALM, new Grant("joe", client, device, true))
                .toCompletableFuture()
                .join()
                .orElseThrow();
    }

    private Optional<Granted> refreshed(String client, String token) {
        return tokens.refresh(REALM, client, token).toCompletableFuture().join();
    }

    private static String refreshToken(Granted granted) {
        return granted.refreshToken().orElseThrow();
    }

    @Test
    void anAccessTokenIsTheUsersForAWhile() {
        Granted granted = grant("app", "d1");

        assertThat(tokens.holder(REALM, granted.accessToken())).contains("joe");
        assertThat(tokens.holder(OTHER, granted.accessToken())).isEmpty();
        assertThat(granted.lifetimeS()).isEqualTo(900);
        assertThat(granted.scope()).isEqualTo("ops,staff");
        now = now.plusSeconds(900);
        assertThat(tokens.holder(REALM, granted.accessToken())).isEmpty();
    }

    @Test
    void anAccessTokenSaysWhomItIsForAndUntilWhen() throws Exception {
        var claims = Jws.read(grant("app", "d1").accessToken()).orElseThrow().claims();

        assertThat(claims.get("exp").large()).isEqualTo(now.getEpochSecond() + 900);
        assertThat(claims.get("iat").large()).isEqualTo(now.getEpochSecond());
        assertThat(claims.get("aud").text()).isEqualTo("com.realm");
        assertThat(claims.get("sub").text()).isEqualTo("joe");
        assertThat(claims.get("iss").text()).isEqualTo("app");
        assertThat(claims.get("groups").value()).isEqualTo(List.of("ops", "staff"));
        assertThat(claims.get("meta").get("floor").value()).isEqualTo(3);
    }

    @Test
    void aRefreshTokenIsNoAccessTokenAndTheOtherWayRound() {
        Granted granted = grant("app", "d1");

        assertThat(tokens.holder(REALM, refreshToken(granted))).isEmpty();
        assertThat(refreshed("app", granted.accessToken())).isEmpty();
    }

    @Test
    void aRefreshTokenIsGoodOnceForItsClient() {
        Granted granted = grant("app", "d1");
        assertThat(refreshed("other", refreshToken(granted))).isEmpty();

        Granted next = refreshed("app", refreshToken(granted)).orElseThrow();

        assertThat(tokens.holder(REALM, next.accessToken())).contains("joe");
        assertThat(refreshed("app", refreshToken(next))).isPresent();
    }

    @Test
    void aRefreshTokenThatComesAgainEndsWhatItWasGivenFor() {
        Granted granted = grant("app", "d1");
        Granted next = refreshed("app", refreshToken(granted)).orElseThrow();

        assertThat(refreshed("app", refreshToken(granted))).isEmpty();

        assertThat(refreshed("app", refreshToken(next))).isEmpty();
        assertThat(tokens.holder(REALM, next.accessToken())).isEmpty();
    }

    @Test
    void aRefreshTokenExpires() {
        Granted granted = grant("app", "d1");

        now = now.plusSeconds(10_000);

        assertThat(refreshed("app", refreshToken(granted))).isEmpty();
    }

    @Test
    void whoMayNotRefreshGetsNoTokenForThat() {
        Granted granted =
                tokens.grant(REALM, new Grant("joe", "joe", "", false))
                        .toCompletableFuture()
                        .join()
                        .orElseThrow();

        assertThat(granted.refreshToken()).isEmpty();
        assertThat(tokens.holder(REALM, granted.accessToken())).contains("joe");
    }

    @Test
    void tokensOfTheSameClientAndDeviceReplaceEachOther() {
        Granted before = grant("app", "d1");
        Granted other = grant("app", "d2");

        grant("app", "d1");

        assertThat(tokens.holder(REALM, before.accessToken())).isEmpty();
        assertThat(tokens.holder(REALM, other.accessToken())).contains("joe");
    }

    @Test
    void aUserHasTokensForOnlySoManyClientsAndDevices() {
        Granted first = grant("app", "d1");
        for (String device : new String[] {"d2", "d3", "d4"}) {
            now = now.plusSeconds(1);
            grant("app", device);
        }

        assertThat(tokens.holder(REALM, first.accessToken())).isEmpty();
        assertThat(kit.store().map(RecordId.TOKENS).size()).isEqualTo(3);
    }

    @Test
    void revokingEndsBothTokens() {
        Granted granted = grant("app", "d1");
        tokens.revoke(REALM, "other", refreshToken(granted)).toCompletableFuture().join();
        assertThat(tokens.holder(REALM, granted.accessToken())).contains("joe");

        tokens.revoke(REALM, "app", refreshToken(granted)).toCompletableFuture().join();

        assertThat(tokens.holder(REALM, granted.accessToken())).isEmpty();
        assertThat(refreshed("app", refreshToken(granted))).isEmpty();
    }

    @Test
    void allTokensOfAUserAtAClientEndAtOnce() {
        Granted one = grant("app", "d1");
        Granted two = grant("app", "d2");
        Granted other = grant("web", "");

        tokens.revokeAll(REALM, "app", "joe").toCompletableFuture().join();

        assertThat(tokens.holder(REALM, one.accessToken())).isEmpty();
        assertThat(tokens.holder(REALM, two.accessToken())).isEmpty();
        assertThat(tokens.holder(REALM, other.accessToken())).contains("joe");
    }

    @Test
    void anotherPasswordEndsTheTokens() {
        Granted granted = grant("app", "d1");

        kit.realms(REALMS.replace("\"secret\"", "\"another\""));

        assertThat(tokens.holder(REALM, granted.accessToken())).isEmpty();
        assertThat(refreshed("app", refreshToken(granted))).isEmpty();
    }

    @Test
    void nobodyGetsTokensWhoIsNoUserOrDisabled() {
        for (String username : new String[] {"tom", "nobody"}) {
            assertThat(
                            tokens.grant(REALM, new Grant(username, "app", "", true))
                                    .toCompletableFuture()
                                    .join())
                    .isEmpty();
        }
    }

    @Test
    void whatIsToldOfATokenIsNoSecret() {
        Granted granted = grant("app", "d1");

        assertThat(tokens.lookUp(REALM, "app", refreshToken(granted)).orElseThrow())
                .containsEntry("username", "joe")
                .containsEntry("client", "app")
                .doesNotContainKeys("credentials", "turn");
        assertThat(tokens.lookUp(REALM, "other", refreshToken(granted))).isEmpty();
        assertThat(granted.toString()).doesNotContain(granted.accessToken());
    }
}
