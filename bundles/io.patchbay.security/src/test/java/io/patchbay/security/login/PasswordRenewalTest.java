package io.patchbay.security.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.api.auth.Principal;
import io.patchbay.security.RealmKit;
import io.patchbay.security.dynamic.Authenticator;
import io.patchbay.security.dynamic.Procedures;
import io.patchbay.security.operation.Operations;
import io.patchbay.security.operation.RealmOperations;
import io.patchbay.security.operation.UserOperations;
import io.patchbay.security.password.Decoys;
import io.patchbay.security.password.PasswordRecord;
import io.patchbay.security.password.Passwords;
import io.patchbay.testkit.MemoryStore;
import io.patchbay.testkit.TestClient;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Uri;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;

class PasswordRenewalTest {
    private static final Uri REALM = Uri.of("com.realm");
    private static final String REALMS =
            """
            [{"uri": "com.realm", "authmethods": ["password"],
              "password_opts": {"params": {"iterations": 1, "memory": 8}},
              "users": [{"username": "joe", "password": "correct horse"}],
              "sources": [{"usernames": "all", "authmethod": "password", "cidr": "0.0.0.0/0"}]}]
            """;

    private final Passwords passwords = new Passwords(new Passwords.Bounds(1, 64));
    private final RealmKit kit =
            new RealmKit(REALMS, new MemoryStore(), new KeptPasswords(passwords));
    private final Operations operations = new Operations(kit.records());
    private final KeptPasswords kept = new KeptPasswords(passwords);
    private final Gate gate =
            new Gate(
                    passwords,
                    new Authenticator(new Procedures(Procedures.Bounds.USUAL)),
                    (realm, kind, token) -> Optional.empty(),
                    new Decoys(new byte[] {1}),
                    new PasswordRenewal(kit.records(), kept, new UserOperations(operations, kept)),
                    (realm, username) -> {},
                    Gate.Failures.USUAL,
                    System::nanoTime);

    @AfterEach
    void stop() {
        operations.close();
        passwords.close();
    }

    private boolean verified(String password) {
        Principal joe =
                gate.begin(
                                kit.guard("com.realm"),
                                "joe",
                                TestClient.from(InetAddress.getLoopbackAddress()))
                        .principal("password", 1, Dict.EMPTY)
                        .toCompletableFuture()
                        .join();
        return joe.verifyPassword(password).toCompletableFuture().join();
    }

    private PasswordRecord record() {
        return PasswordRecord.of(kit.records().find(REALM, "joe").orElseThrow().password());
    }

    private void ask(int iterations) {
        new RealmOperations(operations, kept)
                .update(
                        REALM,
                        Map.of(
                                "password_opts",
                                Map.of("params", Map.of("iterations", iterations, "memory", 8))))
                .toCompletableFuture()
                .join();
    }

    @Test
    void aPasswordIsKeptAsTheRealmWantsItNowAfterTheNextLogin() {
        ask(3);
        assertThat(record().scram().iterations()).isEqualTo(1);

        assertThat(verified("correct horse")).isTrue();

        await().until(() -> record().scram().iterations() == 3);
        assertThat(verified("correct horse")).isTrue();
        assertThat(verified("incorrect")).isFalse();
    }

    @Test
    void aWrongPasswordRenewsNothingAndNeitherDoesARightOneThatIsKeptAsWanted() {
        int commits = kit.store().commits();

        assertThat(verified("correct horse")).isTrue();
        ask(3);
        assertThat(verified("incorrect")).isFalse();
        passwords
                .hash("something", kit.guard("com.realm").rulebook().passwordOptions())
                .toCompletableFuture()
                .join(); // whatever was begun before is done now
        ask(1);

        assertThat(kit.store().commits()).isEqualTo(commits + 2);
    }

    @Test
    void aPasswordThatIsAnotherOneMeanwhileIsNotTakenBack() {
        var before = kit.records().find(REALM, "joe").orElseThrow().password();
        var users = new UserOperations(operations, kept);
        users.changePassword(REALM, "joe", "battery staple", null).toCompletableFuture().join();

        users.renewPassword(REALM, "joe", before, Map.of()).toCompletableFuture().join();

        assertThat(verified("battery staple")).isTrue();
    }
}
