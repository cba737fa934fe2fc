package io.patchbay.security.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.security.RealmKit;
import io.patchbay.security.operation.Operations;
import io.patchbay.security.operation.Refusal;
import io.patchbay.security.operation.SigningKeys;
import io.patchbay.security.record.RecordId;
import io.patchbay.security.token.Jws;
import io.patchbay.wamp.Uri;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

class TicketsTest {
    private static final Uri REALM = Uri.of("com.realm");
    private static final Uri OTHER = Uri.of("com.other");
    private static final Uri FOREIGN = Uri.of("com.foreign");
    private static final Uri SSO = Uri.of("com.sso");
    private static final String REALMS =
            """
            [{"uri": "com.sso", "is_sso_realm": true,
              "users": [{"username": "jane", "password": "secret"}]},
             {"uri": "com.realm", "sso_realm_uri": "com.sso",
              "users": [{"username": "joe", "password": "secret", "aliases": ["josef"]},
                {"username": "app", "password": "secret"},
                {"username": "tom", "password": "secret", "enabled": false},
                {"username": "jane", "sso_realm_uri": "com.sso"}]},
             {"uri": "com.other", "sso_realm_uri": "com.sso",
              "users": [{"username": "joe", "password": "secret"},
                {"username": "jane", "sso_realm_uri": "com.sso"}]},
             {"uri": "com.foreign",
              "users": [{"username": "jane", "password": "secret"}]}]
            """;

    private final RealmKit kit = new RealmKit(REALMS);
    private final Operations operations = new Operations(kit.records());
    private final SigningKeys keys = new SigningKeys(kit.directory(), operations);
    private Instant now = Instant.ofEpochSecond(1_700_000_000);
    private final Tickets tickets =
            new Tickets(
                    kit.directory(),
                    operations,
                    kit.records(),
                    keys,
                    new TicketSettings(Set.of("password"), 1000, 3),
                    () -> now);

    @AfterEach
    void close() {
        tickets.close();
        operations.close();
    }

    private static TicketRequest request(
            @Nullable String clientTicket, @Nullable String clientId, @Nullable String deviceId) {
        return new TicketRequest(0, true, clientTicket, clientId, deviceId);
    }

    private Tickets.Issued issue(String username) {
        return issue(username, request(null, null, null));
    }

    private Tickets.Issued issue(String username, TicketRequest request) {
        Scope scope = tickets.scope(REALM, username, request);
        return tickets.issue(REALM, username, "password", scope, request.lifetimeS())
                .toCompletableFuture()
                .join();
    }

    private boolean isGood(Uri realm, Tickets.Issued issued) {
        return tickets.verify(realm, issued.text()).isPresent();
    }

    @Test
    void aTicketIsGoodInTheRealmThatIssuedIt() {
        Tickets.Issued issued = issue("joe");

        assertThat(tickets.verify(REALM, issued.text())).contains(issued.ticket());
        assertThat(issued.ticket().authid()).isEqualTo("joe");
        assertThat(issued.ticket().authrealm()).isEqualTo(REALM);
        assertThat(issued.ticket().issuedAt()).isEqualTo(now.getEpochSecond());
        assertThat(issued.ticket().expiresAt()).isEqualTo(now.getEpochSecond() + 1000);
        assertThat(issued.ticket().scope()).isEqualTo(new Scope(REALM, null, null));
        assertThat(isGood(OTHER, issued)).isFalse();
    }

    @Test
    void aTicketOfAUserOfAnSsoRealmIsGoodWhereverThatUserIs() {
        Tickets.Issued issued = issue("jane");

        assertThat(issued.ticket().authrealm()).isEqualTo(SSO);
        assertThat(issued.ticket().scope()).isEqualTo(new Scope(null, null, null));
        assertThat(isGood(REALM, issued)).isTrue();
        assertThat(isGood(OTHER, issued)).isTrue();
        assertThat(isGood(FOREIGN, issued)).isFalse();
    }

    @Test
    void whoDoesNotWantThatGetsOneForTheRealmAlone() {
        Tickets.Issued issued = issue("jane", new TicketRequest(0, false, null, null, null));

        assertThat(issued.ticket().scope().kind()).isEqualTo(Uri.of("bondy.ticket.scope.local"));
        assertThat(isGood(REALM, issued)).isTrue();
        assertThat(isGood(OTHER, issued)).isFalse();
    }

    @Test
    void aTicketExpires() {
        Tickets.Issued issued = issue("joe", new TicketRequest(60, true, null, null, null));

        now = now.plusSeconds(59);
        assertThat(isGood(REALM, issued)).isTrue();
        now = now.plusSeconds(1);
        assertThat(isGood(REALM, issued)).isFalse();
    }

    @Test
    void noTicketIsGoodForLongerThanIsAllowed() {
        Tickets.Issued issued = issue("joe", new TicketRequest(5000, true, null, null, null));

        assertThat(issued.ticket().expiresAt()).isEqualTo(now.getEpochSecond() + 1000);
    }

    @Test
    void aTicketIsGoodUntilItIsRevoked() {
        Tickets.Issued one = issue("joe");
        Tickets.Issued other = issue("joe", request(null, null, "d1"));

        tickets.revoke(one.ticket()).toCompletableFuture().join();

        assertThat(isGood(REALM, one)).isFalse();
        assertThat(isGood(REALM, other)).isTrue();
    }

    @Test
    void allTicketsOfAUserAreRevokedAtOnce() {
        Tickets.Issued local = issue("jane", new TicketRequest(0, false, null, null, null));
        Tickets.Issued everywhere = issue("jane");
        Tickets.Issued another = issue("joe");

        tickets.revokeAll(REALM, "jane").toCompletableFuture().join();

        assertThat(isGood(REALM, local)).isFalse();
        assertThat(isGood(REALM, everywhere)).isFalse();
        assertThat(isGood(REALM, another)).isTrue();
    }

    @Test
    void aUserHasOneTicketForTheSame() {
        Tickets.Issued before = issue("joe", request(null, "app", "d1"));
        Tickets.Issued after = issue("joe", request(null, "app", "d1"));
        Tickets.Issued elsewhere = issue("joe", request(null, "app", "d2"));

        assertThat(isGood(REALM, before)).isFalse();
        assertThat(isGood(REALM, after)).isTrue();
        assertThat(isGood(REALM, elsewhere)).isTrue();
    }

    @Test
    void aUserHasOnlySoManyTickets() {
        Tickets.Issued first = issue("joe", request(null, null, "d1"));
        for (String device : new String[] {"d2", "d3", "d4"}) {
            now = now.plusSeconds(1);
            issue("joe", request(null, null, device));
        }

        assertThat(isGood(REALM, first)).isFalse();
        assertThat(kit.store().map(RecordId.TICKETS).size()).isEqualTo(3);
    }

    @Test
    void whatHasExpiredIsNotKept() {
        issue("joe", request(null, null, "d1"));
        now = now.plusSeconds(1000);

        issue("joe", request(null, null, "d2"));

        assertThat(kit.store().map(RecordId.TICKETS).size()).isOne();
    }

    @Test
    void anotherPasswordEndsTheTickets() {
        Tickets.Issued local = issue("joe");
        Tickets.Issued everywhere = issue("jane");

        kit.realms(REALMS.replace("\"secret\"", "\"another\""));

        assertThat(isGood(REALM, local)).isFalse();
        assertThat(isGood(REALM, everywhere)).isFalse();
    }

    @Test
    void theTicketsOfAUserWhoGoesAreNotGoodForTheNextOfThatName() {
        Tickets.Issued issued = issue("joe");
        String user =
                "{\"username\": \"joe\", \"password\": \"secret\", \"aliases\": [\"josef\"]},";

        kit.realms(REALMS.replace(user, ""));
        operations.perform((draft, happenings) -> {}).toCompletableFuture().join();
        kit.realms(REALMS);

        assertThat(isGood(REALM, issued)).isFalse();
        assertThat(kit.store().map(RecordId.TICKETS).size()).isZero();
    }

    @Test
    void theTicketsOfARealmGoWithIt() {
        issue("joe");

        kit.realms("[]");

        assertThat(kit.store().map(RecordId.TICKETS).size()).isZero();
    }

    @Test
    void nobodyIsGivenATicketWhoIsNoUserOrDisabled() {
        for (String username : new String[] {"tom", "nobody"}) {
            assertThatThrownBy(() -> issue(username))
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            refusal ->
                                    assertThat(refusal.error()).isEqualTo(Refusal.NO_SUCH_USERS));
        }
    }

    @Test
    void aProgramProvesByItsOwnTicketWhichOneItIs() {
        Tickets.Issued app = issue("app");

        Tickets.Issued issued = issue("joe", request(app.text(), null, "d1"));

        assertThat(issued.ticket().scope()).isEqualTo(new Scope(REALM, "app", "d1"));
        assertThat(issued.ticket().scope().kind())
                .isEqualTo(Uri.of("bondy.ticket.scope.client_local"));
    }

    @Test
    void aProgramCannotVouchForItselfOrByATicketForAnother() {
        Tickets.Issued app = issue("app");
        Tickets.Issued own = issue("joe", request(null, null, "d0"));
        Tickets.Issued nested = issue("joe", request(app.text(), null, null));

        assertRefused("joe", request(own.text(), null, null), "'client_ticket' is not the ticket");
        assertRefused("app", request(nested.text(), null, null), "is not a ticket that is not");
        assertRefused("joe", request("nonsense", null, null), "is not a ticket that is good");
        assertRefused("joe", request(app.text(), "other", null), "'client_id' is not that of");
    }

    private void assertRefused(String username, TicketRequest request, String message) {
        assertThatThrownBy(() -> issue(username, request))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b.c", "e30.e30.", "ÿ", "e30.e30.AAAA.AAAA"})
    void whatIsNoTicketIsNotGood(String text) {
        assertThat(tickets.verify(REALM, text)).isEmpty();
    }

    @Test
    void aTicketThatSaysSomethingElseOrIsSignedByAnotherIsNotGood() {
        Tickets.Issued issued = issue("joe");
        String[] parts = issued.text().split("\\.");
        String claims =
                new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
                        .replace("\"joe\"", "\"app\"");
        String changed =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(claims.getBytes(StandardCharsets.UTF_8));
        var otherKey = keys.of(OTHER).toCompletableFuture().join();
        Map<String, Object> renamed = new LinkedHashMap<>(issued.ticket().claims());
        renamed.put("kid", otherKey.kid());

        assertThat(tickets.verify(REALM, parts[0] + "." + changed + "." + parts[2])).isEmpty();
        assertThat(tickets.verify(REALM, parts[0] + "." + parts[1] + ".")).isEmpty();
        assertThat(tickets.verify(REALM, Jws.sign(otherKey, issued.ticket().claims()))).isEmpty();
        assertThat(tickets.verify(REALM, Jws.sign(otherKey, renamed))).isEmpty();
    }

    @Test
    void nothingThatIsKeptLetsAnybodyIn() {
        Tickets.Issued issued = issue("joe");

        kit.store()
                .map(RecordId.TICKETS)
                .forEach(
                        "",
                        (key, value) ->
                                assertThat(new String(value, StandardCharsets.UTF_8))
                                        .doesNotContain(issued.text().split("\\.")[2]));
        assertThat(issued.toString()).doesNotContain(issued.text());
        assertThat(Optional.of(issued).toString()).doesNotContain(issued.text());
    }
}
