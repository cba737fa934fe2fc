package io.patchbay.security.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.patchbay.security.GateKit;
import io.patchbay.security.RealmKit;
import io.patchbay.security.key.SigningKey;
import io.patchbay.security.login.Gate;
import io.patchbay.security.login.KeptPasswords;
import io.patchbay.wamp.Uri;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

class SigningKeysTest {
    private static final Uri REALM = Uri.of("com.realm");
    private static final Uri LIKE = Uri.of("com.like");
    private static final String REALMS =
            """
            [{"uri": "com.like", "prototype_uri": "com.realm"},
             {"uri": "com.realm", "is_prototype": true}]
            """;

    private final RealmKit kit = new RealmKit(REALMS);
    private final Operations operations = new Operations(kit.records());
    private final SigningKeys keys = new SigningKeys(kit.directory(), operations);
    private final RealmOperations realms =
            new RealmOperations(
                    operations, new KeptPasswords(new GateKit(Gate.Failures.USUAL).passwords()));

    @AfterEach
    void stop() {
        operations.close();
    }

    private static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    @Test
    void aKeyIsMadeOnceAndStays() {
        String kid = done(keys.of(REALM)).kid();

        assertThat(done(keys.of(REALM)).kid()).isEqualTo(kid);
        assertThat(keys.find(REALM, kid)).isPresent();
        kit.realms(REALMS.replace("true", "true, \"description\": \"x\""));
        assertThat(done(keys.of(REALM)).kid()).isEqualTo(kid);
        RealmKit again = new RealmKit(REALMS, kit.store());
        assertThat(again.guard("com.realm").keys().find(kid)).isPresent();
    }

    @Test
    void askingManyTimesAtOnceMakesOneKey() {
        List<CompletionStage<SigningKey>> asked =
                List.of(keys.of(REALM), keys.of(REALM), keys.of(REALM));

        assertThat(asked.stream().map(SigningKeysTest::done).map(SigningKey::kid).distinct())
                .hasSize(1);
    }

    @Test
    void eachRealmHasKeysOfItsOwn() {
        SigningKey one = done(keys.of(REALM));
        SigningKey other = done(keys.of(LIKE));

        assertThat(one.kid()).isNotEqualTo(other.kid());
        assertThat(keys.find(LIKE, one.kid())).isEmpty();
    }

    @Test
    void realmsThatHaveNoneGetOneInTime() {
        keys.makeMissing();

        await().untilAsserted(
                        () -> {
                            assertThat(kit.guard("com.realm").keys().first()).isPresent();
                            assertThat(kit.guard("com.like").keys().first()).isPresent();
                        });
        int commits = kit.store().commits();
        keys.makeMissing();
        assertThat(kit.store().commits()).isEqualTo(commits);
    }

    @Test
    void aRealmThatIsMadeHasAKeyOfWhichThePublicPartIsShown() {
        Map<String, Object> made = done(realms.create(Map.of("uri", "com.new")));

        SigningKey key = kit.guard("com.new").keys().first().orElseThrow();
        assertThat(made)
                .containsEntry("public_keys", List.of(key.publicKey()))
                .doesNotContainKey("private_keys");
        assertThat(realms.get(Uri.of("com.new"))).isEqualTo(made);
    }

    @Test
    void keysThatAreGivenAreTaken() throws Exception {
        String given = SigningKey.generate();

        done(realms.update(REALM, Map.of("private_keys", List.of(given))));

        assertThat(done(keys.of(REALM)).kid()).isEqualTo(SigningKey.of(given).kid());
        assertThatThrownBy(
                        () -> done(realms.update(REALM, Map.of("private_keys", List.of("secret")))))
                .hasRootCauseInstanceOf(Refusal.class)
                .rootCause()
                .hasMessageContaining("/private_keys/0 is not in order")
                .hasMessageNotContaining("secret");
    }

    @Test
    void whereThereIsNoRealmThereIsNoKey() {
        assertThat(keys.find(Uri.of("com.none"), "x")).isEmpty();
        assertThatThrownBy(() -> done(keys.of(Uri.of("com.none"))))
                .hasRootCauseInstanceOf(Refusal.class);
    }
}
