package io.patchbay.auth.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.auth.AuthOutcome;
import io.patchbay.api.auth.AuthRequest;
import io.patchbay.api.auth.TokenKind;
import io.patchbay.api.transport.ConnectionInfo;
import io.patchbay.testkit.TestPrincipal;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Uri;

import org.junit.jupiter.api.Test;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

class CookieAuthTest {
    private static final Uri REALM = Uri.of("com.example.Realm");
    private static final TestPrincipal JOE =
            TestPrincipal.named("joe").holding(TokenKind.TICKET, "the ticket");

    private final CookieAuth method = new CookieAuth();

    private static ConnectionInfo with(Map<String, String> cookies) {
        return new ConnectionInfo(
                "websocket", "test", new InetSocketAddress(0), true, List.of(), Map.of(), cookies);
    }

    private AuthOutcome outcome(Map<String, String> cookies) {
        return method.begin(new AuthRequest(REALM, 1, Dict.EMPTY, with(cookies), JOE))
                .start()
                .toCompletableFuture()
                .join();
    }

    @Test
    void theTicketInTheCookieOfTheRealmLetsIn() {
        assertThat(outcome(Map.of("bondy_ticket_com.example.realm", "the ticket")))
                .isEqualTo(new AuthOutcome.Accepted(JOE.identity("cookie")));
    }

    @Test
    void anotherTicketOrTheCookieOfAnotherRealmProvesNothing() {
        assertThat(outcome(Map.of("bondy_ticket_com.example.realm", "another")))
                .isEqualTo(new AuthOutcome.Unproven());
        assertThat(outcome(Map.of("bondy_ticket_com.example.other", "the ticket")))
                .isEqualTo(new AuthOutcome.Unproven());
        assertThat(outcome(Map.of())).isEqualTo(new AuthOutcome.Unproven());
    }

    @Test
    void whoHasNoSuchCookieIsAuthenticatedOtherwise() {
        assertThat(method.isPossible(REALM, with(Map.of()))).isFalse();
        assertThat(method.isPossible(REALM, with(Map.of("bondy_ticket_other", "x")))).isFalse();
        assertThat(method.isPossible(REALM, with(Map.of("bondy_ticket_com.example.realm", "x"))))
                .isTrue();
    }

    @Test
    void cookiesAreNotTold() {
        assertThat(with(Map.of("bondy_ticket_a", "secret")).toString()).doesNotContain("secret");
    }
}
