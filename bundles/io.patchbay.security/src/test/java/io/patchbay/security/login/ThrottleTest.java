package io.patchbay.security.login;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

class ThrottleTest {
    private final AtomicLong nanoTime =
            new AtomicLong(Long.MAX_VALUE - 1); // as System.nanoTime may
    private final Throttle throttle = new Throttle(3, 60, 10, nanoTime::get);

    private void fail(String key, int times) {
        for (int i = 0; i < times; i++) {
            throttle.failed(key);
        }
    }

    private void advance(Duration time) {
        nanoTime.addAndGet(time.toNanos());
    }

    @Test
    void someFailuresAreFree() {
        fail("joe", 2);

        assertThat(throttle.mustWait("joe")).isFalse();
    }

    @Test
    void whoFailsAgainWaitsTwiceAsLongEachTime() {
        fail("joe", 3);
        for (int wait = 1; wait < 64; wait *= 2) {
            int expected = Math.min(wait, 60);
            advance(Duration.ofSeconds(expected).minusNanos(1));
            assertThat(throttle.mustWait("joe")).as("after nearly %d s", expected).isTrue();
            advance(Duration.ofNanos(1));
            assertThat(throttle.mustWait("joe")).as("after %d s", expected).isFalse();
            throttle.failed("joe");
        }
    }

    @Test
    void nobodyWaitsForSomebodyElse() {
        fail("joe", 10);

        assertThat(throttle.mustWait("jim")).isFalse();
    }

    @Test
    void aSuccessEndsTheWait() {
        fail("joe", 10);

        throttle.succeeded("joe");

        assertThat(throttle.mustWait("joe")).isFalse();
        fail("joe", 2);
        assertThat(throttle.mustWait("joe")).isFalse();
    }

    @Test
    void inTheEndAllIsForgotten() {
        fail("joe", 10);
        advance(Duration.ofSeconds(121));

        fail("joe", 2);

        assertThat(throttle.mustWait("joe")).isFalse();
    }

    @Test
    void onlySoManyAreRemembered() {
        fail("joe", 10);
        for (int i = 0; i < 1000; i++) {
            throttle.failed("somebody" + i);
            assertThat(throttle.mustWait("joe")).isTrue(); // who is asked for is remembered
        }

        assertThat(throttle.size()).isEqualTo(10);
    }

    @Test
    void whereItIsOffNobodyWaitsOrIsRemembered() {
        var off = new Throttle(0, 60, 10, nanoTime::get);

        for (int i = 0; i < 100; i++) {
            off.failed("joe");
        }

        assertThat(off.mustWait("joe")).isFalse();
        assertThat(off.size()).isZero();
    }

    @Test
    void anAddressCountsAsItsNetwork() throws Exception {
        assertThat(key("192.0.2.1")).isNotEqualTo(key("192.0.2.2"));
        assertThat(key("2001:db8::1")).isEqualTo(key("2001:db8::ffff:1"));
        assertThat(key("2001:db8::1")).isNotEqualTo(key("2001:db8:0:1::1"));
    }

    private static String key(String address) throws UnknownHostException {
        return Throttle.key(InetAddress.getByName(address));
    }

    @Test
    void aUserCountsAsOneInWhateverLettersAndAtAnyLength() {
        assertThat(Throttle.key("realm1", "Joe")).isEqualTo(Throttle.key("realm1", "joe"));
        assertThat(Throttle.key("realm2", "joe")).isNotEqualTo(Throttle.key("realm1", "joe"));
        assertThat(Throttle.key("realm1", "x".repeat(1_000_000))).hasSizeLessThan(1000);
    }
}
