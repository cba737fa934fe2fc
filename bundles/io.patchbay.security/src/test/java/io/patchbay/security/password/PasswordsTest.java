package io.patchbay.security.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.api.session.WampFailure;
import io.patchbay.wamp.WampError;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

class PasswordsTest {
    private static final PasswordOptions QUICK = new PasswordOptions(Kdf.ARGON2ID, 1, 8, 4096);

    private final Passwords passwords = new Passwords(new Passwords.Bounds(1, 2));

    @AfterEach
    void close() {
        passwords.close();
    }

    @Test
    void aPasswordIsHashedAndKnownAgain() {
        PasswordRecord password = hashed("secret");

        assertThat(verified(password, "secret")).isTrue();
        assertThat(verified(password, "Secret")).isFalse();
        assertThat(passwords.hashed()).isEqualTo(3);
    }

    @Test
    void whatClientsSendIsNotHashedAtAnyLength() {
        PasswordRecord password = PasswordRecord.of("", QUICK, Salts.random());

        assertThat(verified(password, "x".repeat(1_000_000))).isFalse();
        assertThat(passwords.hashed()).isOne();
    }

    @Test
    void aRightPasswordIsRememberedForAMoment() {
        var nanos = new AtomicLong();
        var recent = new RecentPasswords(new RecentPasswords.Bounds(2, 30), nanos::get);
        try (var remembering = new Passwords(new Passwords.Bounds(1, 2), recent)) {
            PasswordRecord password = PasswordRecord.of("secret", QUICK, Salts.random());
            PasswordRecord other = PasswordRecord.of("secret", QUICK, Salts.random());
            assertThat(verified(remembering, password, "secret")).isTrue();
            assertThat(verified(remembering, password, "secret")).isTrue();
            assertThat(remembering.hashed()).isOne();

            assertThat(verified(remembering, password, "Secret")).isFalse();
            assertThat(verified(remembering, password, "Secret")).isFalse();
            assertThat(remembering.hashed()).isEqualTo(3);
            assertThat(verified(remembering, other, "secret")).isTrue();
            assertThat(remembering.hashed()).isEqualTo(4);

            nanos.addAndGet(TimeUnit.SECONDS.toNanos(30));
            assertThat(verified(remembering, password, "secret")).isTrue();
            assertThat(remembering.hashed()).isEqualTo(5);
        }
    }

    @Test
    void noMoreRightPasswordsAreRememberedThanThereIsRoomFor() {
        var recent = new RecentPasswords(new RecentPasswords.Bounds(2, 30), System::nanoTime);
        try (var remembering = new Passwords(new Passwords.Bounds(1, 2), recent)) {
            for (int i = 0; i < 5; i++) {
                PasswordRecord password = PasswordRecord.of("secret", QUICK, Salts.random());
                assertThat(verified(remembering, password, "secret")).isTrue();
                assertThat(recent.size()).isLessThanOrEqualTo(2);
            }
        }
    }

    private static boolean verified(
            Passwords passwords, PasswordRecord password, String candidate) {
        return passwords.verify(password, candidate).toCompletableFuture().join();
    }

    @Test
    void whatCannotBeDoneSoonIsRefused() throws Exception {
        var begun = new CountDownLatch(1);
        var mayEnd = new CountDownLatch(1);
        var done = new ArrayList<CompletableFuture<?>>();
        passwords.work(
                () -> {
                    begun.countDown();
                    await(mayEnd);
                    return true;
                });
        begun.await();
        PasswordRecord password = PasswordRecord.of("secret", QUICK, Salts.random());
        done.add(passwords.verify(password, "secret").toCompletableFuture());
        done.add(passwords.verify(password, "secret").toCompletableFuture());

        var refused = passwords.verify(password, "secret").toCompletableFuture();

        assertThatThrownBy(refused::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        WampFailure.class,
                        failure -> assertThat(failure.error()).isEqualTo(WampError.UNAVAILABLE));
        mayEnd.countDown();
        assertThat(done).allSatisfy(one -> assertThat(one.join()).isEqualTo(true));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void passwordsOfTheStaticFileGiveTheSameRecordEachTime() {
        PasswordRecord one = passwords.hash("realm1", "joe", "secret", QUICK);

        assertThat(passwords.hash("realm1", "joe", "secret", QUICK)).isEqualTo(one);
        assertThat(passwords.hash("realm1", "jim", "secret", QUICK).scram().salt())
                .isNotEqualTo(one.scram().salt());
        assertThat(passwords.hash("realm2", "joe", "secret", QUICK).scram().salt())
                .isNotEqualTo(one.scram().salt());
        assertThat(Objects.requireNonNull(one.cra()).salt())
                .isNotEqualTo(Base64.getEncoder().encodeToString(one.scram().salt()));
        assertThat(verified(one, "secret")).isTrue();
    }

    @Test
    void decoysAreTheSameEachTimeAndOfNoPassword() {
        var decoys = new Decoys(new byte[] {1, 2, 3});
        PasswordRecord decoy = decoys.record("realm1", "joe", QUICK);

        assertThat(decoys.record("realm1", "joe", QUICK)).isEqualTo(decoy);
        assertThat(decoys.record("realm1", "jim", QUICK).scram().salt())
                .isNotEqualTo(decoy.scram().salt());
        assertThat(new Decoys(new byte[] {4}).record("realm1", "joe", QUICK)).isNotEqualTo(decoy);
        assertThat(verified(decoy, "secret")).isFalse();
    }

    @Test
    void decoysLookLikeTheRecordsOfTheirRealm() {
        PasswordRecord decoy = new Decoys(new byte[1]).record("realm1", "joe", QUICK);
        PasswordRecord real = hashed("secret");

        assertThat(QUICK.hold(decoy)).isTrue();
        assertThat(decoy.scram().salt()).hasSameSizeAs(real.scram().salt());
        assertThat(decoy.scram().storedKey()).hasSameSizeAs(real.scram().storedKey());
        assertThat(Objects.requireNonNull(decoy.cra()).salt())
                .hasSameSizeAs(Objects.requireNonNull(real.cra()).salt());
        assertThat(decoy.cra().secret()).hasSameSizeAs(real.cra().secret());
    }

    private PasswordRecord hashed(String password) {
        return passwords.hash(password, QUICK).toCompletableFuture().join();
    }

    private boolean verified(PasswordRecord password, String candidate) {
        return passwords.verify(password, candidate).toCompletableFuture().join();
    }
}
