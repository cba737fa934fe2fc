package io.patchbay.core.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.api.auth.AuthOutcome;
import io.patchbay.api.session.LocalSession;
import io.patchbay.api.session.WampFailure;
import io.patchbay.core.RouterKit;
import io.patchbay.core.ScriptedAuth;
import io.patchbay.testkit.TestClient;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.WampError;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

class LocalApplicantTest {
    private final RouterKit kit = new RouterKit();

    @AfterEach
    void nothingIsLeft() {
        kit.close();
    }

    @Test
    void whoGivesTheRightAnswerHasASessionAsItself() {
        kit.doorman().add("ticket", ScriptedAuth.challenging("anonymous"));

        LocalSession session = join("ticket", "secret").join();

        assertThat(session.identity().authid()).isEqualTo("joe");
        assertThat(session.connection().transport()).isEqualTo("memory");
        assertThat(kit.realm().sessionCount()).isOne();
        session.close();
        kit.settle();
        assertThat(kit.realm().sessionCount()).isZero();
    }

    @Test
    void whoGivesAnotherAnswerHearsWhatEveryClientHears() {
        kit.doorman().add("ticket", ScriptedAuth.challenging("anonymous"));

        assertRefused(join("ticket", "guess"), WampError.AUTHENTICATION_FAILED);
    }

    @Test
    void whoIsAskedTwiceIsRefused() {
        CompletableFuture<AuthOutcome> challenge =
                CompletableFuture.completedFuture(new AuthOutcome.Challenge(Dict.EMPTY));
        kit.doorman().add("ticket", new ScriptedAuth(() -> challenge, signature -> challenge));

        assertRefused(join("ticket", "secret"), WampError.AUTHENTICATION_FAILED);
    }

    @Test
    void noSessionIsWaitedForLongerThanForThatOfAnyClient() {
        kit.doorman().add("ticket", ScriptedAuth.silent());
        CompletableFuture<LocalSession> joining = join("ticket", "secret");
        assertThat(joining).isNotDone();

        kit.advance(Duration.ofSeconds(11));

        assertRefused(joining, WampError.TIMEOUT);
    }

    @Test
    void aRealmThatIsNotThereAndAMethodThatItDoesNotHaveAreTold() {
        assertRefused(
                join(Uri.of("realm2"), Dict.of("authmethods", List.of("anonymous")), ""),
                WampError.NO_SUCH_REALM);
        assertRefused(join("unheard-of", ""), WampError.NO_MATCHING_AUTH_METHOD);
    }

    @Test
    void nobodyComesInWhileTheRouterShutsDown() {
        kit.drain();

        assertRefused(join("anonymous", ""), WampError.SYSTEM_SHUTDOWN);
    }

    private CompletableFuture<LocalSession> join(String method, String answer) {
        Dict hello = Dict.of("authid", "joe").with("authmethods", List.of(method));
        return join(Uri.of(RouterKit.REALM), hello, answer);
    }

    private CompletableFuture<LocalSession> join(Uri realm, Dict hello, String answer) {
        var joining =
                kit.localSessions()
                        .join(realm, hello, answer, TestClient.local())
                        .toCompletableFuture();
        kit.settle();
        return joining;
    }

    private static void assertRefused(CompletableFuture<LocalSession> joining, Uri reason) {
        assertThatThrownBy(joining::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        WampFailure.class,
                        failure -> assertThat(failure.error()).isEqualTo(reason));
    }
}
