package io.patchbay.auth.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.auth.AuthOutcome;
import io.patchbay.api.auth.AuthRequest;
import io.patchbay.api.session.Identity;
import io.patchbay.api.transport.ConnectionInfo;
import io.patchbay.testkit.TestIdentity;
import io.patchbay.testkit.TestPrincipal;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Uri;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;

class TlsAuthTest {
    private static final AuthOutcome UNPROVEN = new AuthOutcome.Unproven();

    @TempDir static Path folder;
    private static X509Certificate alice;

    @BeforeAll
    static void createIdentity() throws Exception {
        alice =
                (X509Certificate)
                        TestIdentity.create(folder, "alice").store().getCertificate("alice");
    }

    @Test
    void namesAreThoseOfTheSubjectAndThenTheAlternativeOnes() {
        assertThat(CertificateNames.of(alice)).containsExactly("alice", "localhost");
    }

    @Test
    void whoSaysNothingIsTheSubject() {
        assertAccepted(outcome(Dict.EMPTY, "", alice), "alice");
    }

    @Test
    void whoSaysOneOfTheNamesIsThat() {
        assertAccepted(outcome(Dict.of("authid", "Alice"), "alice", alice), "alice");
        assertAccepted(outcome(Dict.of("authid", "localhost"), "localhost", alice), "localhost");
    }

    @Test
    void whoSaysAnotherNameProvesNothing() {
        assertThat(outcome(Dict.of("authid", "bob"), "bob", alice)).isEqualTo(UNPROVEN);
    }

    @Test
    void whoHasNoCertificateProvesNothing() {
        assertThat(outcome(Dict.of("authid", "alice"), "alice")).isEqualTo(UNPROVEN);
        assertThat(outcome(Dict.EMPTY, "")).isEqualTo(UNPROVEN);
    }

    private static void assertAccepted(AuthOutcome outcome, String username) {
        assertThat(outcome)
                .isEqualTo(
                        new AuthOutcome.Accepted(
                                new Identity(
                                        username, "", "tls", Identity.REALM_USER, Dict.EMPTY)));
    }

    private static AuthOutcome outcome(
            Dict details, String username, X509Certificate... certificates) {
        var info =
                new ConnectionInfo(
                        "memory", "test", new InetSocketAddress(0), true, List.of(certificates));
        return new TlsAuth()
                .begin(
                        new AuthRequest(
                                Uri.of("realm1"), 1, details, info, TestPrincipal.named(username)))
                .start()
                .toCompletableFuture()
                .join();
    }
}
