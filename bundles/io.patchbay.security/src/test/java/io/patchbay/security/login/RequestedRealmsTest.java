package io.patchbay.security.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.transport.ConnectionInfo;
import io.patchbay.security.RealmKit;
import io.patchbay.security.login.RequestedRealms.Bounds;
import io.patchbay.security.operation.Operations;
import io.patchbay.security.operation.PasswordHashing;
import io.patchbay.security.operation.RealmOperations;
import io.patchbay.security.operation.RealmRequests;
import io.patchbay.security.password.Passwords;
import io.patchbay.testkit.TestClient;
import io.patchbay.wamp.Uri;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

class RequestedRealmsTest {
    private static final Uri LIKE = Uri.of("com.like");
    private static final String REALMS =
            """
            [{"uri": "com.like", "is_prototype": true, "authmethods": ["anonymous"],
              "sources": [
                {"usernames": "anonymous", "authmethod": "anonymous", "cidr": "127.0.0.0/8"},
                {"usernames": "all", "authmethod": "jwt", "cidr": "0.0.0.0/0"}]},
             {"uri": "com.other"}]
            """;

    private final AtomicLong nanos = new AtomicLong();
    private final RealmKit kit = new RealmKit(REALMS);
    private final Operations operations = new Operations(kit.records());
    private final RequestedRealms realms =
            new RequestedRealms(new RealmRequests(operations), nanos::get);

    @AfterEach
    void stop() {
        operations.close();
    }

    private boolean request(String uri) {
        return request(uri, "127.0.0.1");
    }

    private boolean request(String uri, String address) {
        return realms.request(Uri.of(uri), from(address)).toCompletableFuture().join();
    }

    private static ConnectionInfo from(String address) {
        try {
            return TestClient.from(InetAddress.getByName(address));
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private boolean isThere(String uri) {
        return kit.directory().guard(Uri.of(uri)).isPresent();
    }

    private static Bounds like(int most, int perAddress) {
        return new Bounds(true, Optional.of(LIKE), most, perAddress);
    }

    @Test
    void noRealmIsMadeUnlessThatIsAllowed() {
        assertThat(request("com.new")).isFalse();
        realms.bounds(new Bounds(false, Optional.of(LIKE), 9, 9));
        assertThat(request("com.new")).isFalse();

        assertThat(isThere("com.new")).isFalse();
    }

    @Test
    void aRealmIsLikeItsPrototypeAndLetsInWhomThatWould() {
        realms.bounds(like(9, 9));

        assertThat(request("COM.New")).isTrue();

        var rulebook = kit.directory().guard(Uri.of("com.new")).orElseThrow().rulebook();
        assertThat(kit.records().realm(Uri.of("com.new")).orElseThrow().prototypeUri())
                .isEqualTo(LIKE);
        assertThat(rulebook.accepts("anonymous")).isTrue();
        assertThat(rulebook.source("anonymous", "anonymous", from("127.0.0.1"))).isPresent();
        assertThat(rulebook.source("anonymous", "anonymous", from("10.0.0.1"))).isEmpty();
        assertThat(rulebook.source("jwt", "joe", from("10.0.0.1"))).isPresent();
    }

    @Test
    void withoutAPrototypeNobodyMayComeIn() {
        realms.bounds(new Bounds(true, Optional.empty(), 9, 9));

        assertThat(request("com.new")).isTrue();

        var rulebook = kit.directory().guard(Uri.of("com.new")).orElseThrow().rulebook();
        assertThat(rulebook.source("anonymous", "anonymous", from("127.0.0.1"))).isEmpty();
    }

    @Test
    void aPrototypeThatIsNoneMakesNoRealm() {
        for (String prototype : new String[] {"com.other", "com.nowhere"}) {
            realms.bounds(new Bounds(true, Optional.of(Uri.of(prototype)), 9, 9));

            assertThat(request("com.new")).isFalse();
        }
        assertThat(isThere("com.new")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.leapsight.bondy",
                "com.leapsight.bondy.x",
                "COM.Leapsight.Bondy",
                "bondy.x",
                "com.bondy",
                "wamp.x",
                "with space",
                "with#sign",
                ""
            })
    void whatIsTheRoutersOwnOrNoUriIsNotMade(String uri) {
        realms.bounds(like(9, 9));

        assertThat(request(uri)).isFalse();
        assertThat(request("a".repeat(256))).isFalse();
    }

    @Test
    void noMoreAreMadeThanThereMayBe() {
        realms.bounds(like(2, 9));
        assertThat(request("com.new1")).isTrue();
        assertThat(request("com.new2")).isTrue();

        assertThat(request("com.new3")).isFalse();

        try (var passwords = new Passwords(new Passwords.Bounds(1, 1))) {
            PasswordHashing hashing = new KeptPasswords(passwords);
            new RealmOperations(operations, hashing)
                    .delete(Uri.of("com.new1"), true)
                    .toCompletableFuture()
                    .join();
        }
        assertThat(request("com.new3")).isTrue();
        assertThat(request("com.new4")).isFalse();
    }

    @Test
    void whoAsksForManyHasToWait() {
        realms.bounds(like(100, 3));
        for (int i = 0; i < 3; i++) {
            assertThat(request("com.new" + i)).isTrue();
        }

        assertThat(request("com.new3")).isFalse();
        assertThat(request("com.new3", "10.0.0.1")).isTrue();

        nanos.addAndGet(TimeUnit.SECONDS.toNanos(2));
        assertThat(request("com.new4")).isTrue();
        assertThat(request("com.new5")).isFalse();
    }
}
