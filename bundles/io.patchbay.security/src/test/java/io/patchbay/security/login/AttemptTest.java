package io.patchbay.security.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.auth.Credential;
import io.patchbay.api.auth.Principal;
import io.patchbay.api.metrics.MetricSource;
import io.patchbay.api.realm.Admission;
import io.patchbay.api.realm.Login;
import io.patchbay.api.session.Identity;
import io.patchbay.security.GateKit;
import io.patchbay.security.RealmKit;
import io.patchbay.testkit.TestClient;
import io.patchbay.wamp.Dict;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

class AttemptTest {
    private static final String KEY = "ab".repeat(32);
    private static final String ELSEWHERE = "192.0.2.1";
    private static final String HERE = "127.0.0.1";
    private static final String REALMS =
            """
            [{"uri": "com.realm",
              "authmethods": ["anonymous", "password", "wampcra", "wamp-scram", "cryptosign",
                "trust", "tls"],
              "password_opts": {"params": {"iterations": 1, "memory": 8}},
              "users": [
                {"username": "joe", "password": "secret", "aliases": ["josef"]},
                {"username": "kim", "authorized_keys": ["%s"]},
                {"username": "tom", "password": "secret", "enabled": false},
                {"username": "local", "password": "secret"},
                {"username": "none"}],
              "sources": [
                {"usernames": "all", "authmethod": "password", "cidr": "0.0.0.0/0"},
                {"usernames": "all", "authmethod": "cryptosign", "cidr": "0.0.0.0/0"},
                {"usernames": ["local"], "authmethod": "trust", "cidr": "127.0.0.0/8"},
                {"usernames": ["joe"], "authmethod": "tls", "cidr": "192.0.2.0/24"},
                {"usernames": "anonymous", "authmethod": "anonymous", "cidr": "127.0.0.0/8"}]},
             {"uri": "com.scram", "authmethods": ["wamp-scram"],
              "password_opts": {"params": {"kdf": "pbkdf2", "iterations": 5000}},
              "users": [{"username": "joe", "password": "secret"}],
              "sources": [{"usernames": "all", "authmethod": "wamp-scram", "cidr": "0.0.0.0/0"}]},
             {"uri": "com.closed", "allow_connections": false, "authmethods": ["password"],
              "users": [{"username": "joe", "password": "secret"}],
              "sources": [{"usernames": "all", "authmethod": "password", "cidr": "0.0.0.0/0"}]}]
            """
                    .formatted(KEY);

    private final GateKit gate = new GateKit(new Gate.Failures(10, 3, 60, 1000));
    private final RealmKit realms = new RealmKit(REALMS, gate);

    private Login login(@Nullable String authid) {
        return login("com.realm", authid, HERE);
    }

    private Login login(String realm, @Nullable String authid, String address) {
        try {
            return realms.guard(realm)
                    .login(authid, TestClient.from(InetAddress.getByName(address)));
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static Principal principal(Login login) {
        return login.principal("password", 1, Dict.EMPTY).toCompletableFuture().join();
    }

    private static boolean verified(Principal principal, String password) {
        return principal.verifyPassword(password).toCompletableFuture().join();
    }

    private static Admission enter(Login login, String authid, String method) {
        return login.enter(
                new Identity(authid, "", method, Identity.REALM_USER, Dict.EMPTY), Dict.EMPTY);
    }

    @Test
    void aUserIsKnownByItsPassword() {
        Principal joe = principal(login("joe"));

        assertThat(joe.username()).isEqualTo("joe");
        assertThat(joe.has(Credential.PASSWORD)).isTrue();
        assertThat(joe.has(Credential.SCRAM)).isTrue();
        assertThat(joe.has(Credential.CRA)).isTrue();
        assertThat(joe.has(Credential.KEY)).isFalse();
        assertThat(verified(joe, "secret")).isTrue();
        assertThat(verified(joe, "Secret")).isFalse();
        assertThat(joe.scram().kdf()).isEqualTo("argon2id13");
        assertThat(joe.scram().memory()).isEqualTo(8);
        assertThat(joe.cra().iterations()).isEqualTo(10_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"josef", "JOSEF", "Joe"})
    void aUserIsKnownByAnyOfItsNames(String authid) {
        assertThat(principal(login(authid)).username()).isEqualTo("joe");
        assertThat(verified(principal(login(authid)), "secret")).isTrue();
    }

    @Test
    void aUserIsKnownByItsKeys() {
        Principal kim = principal(login("kim"));

        assertThat(kim.has(Credential.KEY)).isTrue();
        assertThat(kim.has(Credential.PASSWORD)).isFalse();
        assertThat(kim.authorizedKeys()).hasSize(1);
        assertThat(kim.authorizedKeys().get(0)).hasSize(32).containsOnly(0xab);
        assertThat(verified(kim, "")).isFalse();
    }

    @Test
    void aRealmWithoutCraKeepsNoKeyForIt() {
        Principal joe = principal(login("com.scram", "joe", HERE));

        assertThat(joe.has(Credential.CRA)).isFalse();
        assertThat(joe.scram().kdf()).isEqualTo("pbkdf2");
        assertThat(joe.scram().iterations()).isEqualTo(5000);
        assertThat(verified(joe, "secret")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "tom", "x", "no such name, and far too long for one"})
    void whoIsNoUserOrDisabledSeemsToHaveEverythingAndProvesNothing(String authid) {
        Principal decoy = principal(login(authid));

        for (Credential credential : Credential.values()) {
            assertThat(decoy.has(credential)).isTrue();
        }
        assertThat(verified(decoy, "secret")).isFalse();
        assertThat(decoy.authorizedKeys()).isEmpty();
        assertThat(decoy.cra()).isEqualTo(principal(login(authid)).cra());
        assertThat(decoy.scram()).isEqualTo(principal(login(authid)).scram());
        assertThat(decoy.scram().kdf()).isEqualTo("argon2id13");
        assertThat(decoy.scram().memory()).isEqualTo(8);
        assertThat(decoy.username()).isEqualTo(authid);
    }

    @Test
    void itIsTheSameWorkWhetherThereIsTheUserOrNot() {
        for (String authid : new String[] {"joe", "kim", "tom", "nobody"}) {
            long before = gate.passwords().hashed();

            verified(principal(login(authid)), "guess");

            assertThat(gate.passwords().hashed() - before).as(authid).isOne();
        }
    }

    @Test
    void whoSaysNothingHasNothing() {
        Principal nobody = principal(login(null));

        for (Credential credential : Credential.values()) {
            assertThat(nobody.has(credential)).isFalse();
        }
    }

    @Test
    void aMethodIsAdmittedIfTheRealmHasItAndASourceLetsThisUserInFromThere() {
        assertThat(login("joe").admits("password")).isTrue();
        assertThat(login("joe").admits("wampcra")).isFalse();
        assertThat(login("joe").admits("ticket")).isFalse();
        assertThat(login("joe").admits("trust")).isFalse();
        assertThat(login("local").admits("trust")).isTrue();
        assertThat(login("com.realm", "local", ELSEWHERE).admits("trust")).isFalse();
        assertThat(login("joe").admits("tls")).isFalse();
        assertThat(login("com.realm", "joe", ELSEWHERE).admits("tls")).isTrue();
        assertThat(login(null).admits("anonymous")).isTrue();
        assertThat(login("com.realm", null, ELSEWHERE).admits("anonymous")).isFalse();
        assertThat(login("com.closed", "joe", HERE).admits("password")).isFalse();
    }

    @Test
    void whoIsNoUserMayTryWhatSomebodyCould() {
        assertThat(login("nobody").admits("trust")).isTrue();
        assertThat(login("com.realm", "nobody", ELSEWHERE).admits("trust")).isFalse();
        assertThat(login("nobody").admits("ticket")).isFalse();
        assertThat(enter(login("nobody"), "nobody", "trust")).isEqualTo(Admission.UNPROVEN);
    }

    @Test
    void whoProvesToBeSomebodyElseMustBeAllowedFromThere() {
        assertThat(enter(login("com.realm", null, ELSEWHERE), "joe", "tls"))
                .isInstanceOf(Admission.Admitted.class);
        assertThat(enter(login("com.realm", null, ELSEWHERE), "kim", "tls"))
                .isEqualTo(Admission.UNPROVEN);
        assertThat(enter(login("com.realm", null, HERE), "joe", "tls"))
                .isEqualTo(Admission.UNPROVEN);
    }

    @Test
    void whoIsDisabledDoesNotComeInWhateverItProves() {
        assertThat(enter(login("tom"), "tom", "password")).isEqualTo(Admission.UNPROVEN);
    }

    @Test
    void whoFailsAsAUserAgainAndAgainMustWaitAndAnybodyElseNeedNot() {
        for (String authid : new String[] {"joe", "nobody"}) {
            for (int i = 0; i < 3; i++) {
                assertThat(login(authid).refusal()).isEmpty();
                login(authid).failed();
            }

            assertThat(login(authid).refusal()).hasValueSatisfying(AttemptTest::tellsToWait);
            assertThat(login(authid.toUpperCase(Locale.ROOT)).refusal()).isPresent();
            gate.advance(Duration.ofSeconds(1));
            assertThat(login(authid).refusal()).isEmpty();
        }
        assertThat(login("kim").refusal()).isEmpty();
        assertThat(login("com.scram", "joe", HERE).refusal()).isEmpty();
        assertThat(metrics())
                .containsEntry("patchbay_logins_failed_total[]", 6.0)
                .containsEntry("patchbay_logins_throttled_total[by, authid]", 4.0);
    }

    private static void tellsToWait(Admission.Refused refused) {
        assertThat(refused.reason()).isEqualTo(Admission.UNPROVEN.reason());
        assertThat(refused.message()).contains("try again later");
    }

    @Test
    void whoComesFromWhereManyFailedMustWait() {
        for (int i = 0; i < 10; i++) {
            login("user" + i).failed();
        }

        assertThat(login("joe").refusal()).isPresent();
        assertThat(login("com.scram", "joe", HERE).refusal()).isPresent();
        assertThat(login("com.realm", "joe", ELSEWHERE).refusal()).isEmpty();
        assertThat(login(null).refusal()).isEmpty();
        assertThat(metrics()).containsEntry("patchbay_logins_throttled_total[by, address]", 2.0);
    }

    @Test
    void whoComesInNeedNotWaitAnyMore() {
        login("joe").failed();
        login("joe").failed();

        assertThat(enter(login("joe"), "joe", "password")).isInstanceOf(Admission.Admitted.class);

        login("joe").failed();
        login("joe").failed();
        assertThat(login("joe").refusal()).isEmpty();
    }

    @Test
    void readingTheFileAgainMakesTheSameRecords() {
        var before = principal(login("joe")).scram();

        realms.realms(REALMS.replace("\"username\": \"none\"", "\"username\": \"some\""));

        assertThat(principal(login("joe")).scram()).isEqualTo(before);
        realms.realms(
                REALMS.replace(
                        "\"password\": \"secret\", \"aliases\"",
                        "\"password\": \"another\", \"aliases\""));
        assertThat(principal(login("joe")).scram()).isNotEqualTo(before);
        assertThat(verified(principal(login("joe")), "another")).isTrue();
    }

    private Map<String, Double> metrics() {
        var metrics = new TreeMap<String, Double>();
        gate.gate()
                .collect(
                        new MetricSource.Sink() {
                            @Override
                            public void counter(
                                    String name, String help, double value, String... labels) {
                                metrics.put(name + Arrays.toString(labels), value);
                            }

                            @Override
                            public void gauge(
                                    String name, String help, double value, String... labels) {
                                metrics.put(name + Arrays.toString(labels), value);
                            }
                        });
        return metrics;
    }
}
