package io.patchbay.core.dealer;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.core.RouterKit;
import io.patchbay.testkit.TestClient;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Message;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.WampError;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

class CallTimeoutTest {
    private static final String PROCEDURE = "com.example.procedure";
    private static final Dict FORWARD = Dict.of("forward_timeout", true);

    private final RouterKit kit = new RouterKit(2);

    @AfterEach
    void nothingIsLeft() {
        kit.close();
    }

    private TestClient callee(int loop) {
        TestClient callee = kit.join(loop);
        callee.register(PROCEDURE);
        return callee;
    }

    private static long call(TestClient caller, long timeout) {
        return caller.call(PROCEDURE, Dict.of("timeout", timeout), Payload.EMPTY);
    }

    private void passMillis(long millis) {
        kit.advance(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aCallEndsWhenItsTimeIsUpAndItsCalleeIsInterrupted(int loop) {
        TestClient callee = callee(loop);
        TestClient caller = kit.join();
        long call = call(caller, 500);
        Message.Invocation invocation = callee.next(Message.Invocation.class);
        assertThat(invocation.details()).isEqualTo(Dict.EMPTY);

        passMillis(499);
        assertThat(caller.received()).isEmpty();
        passMillis(11);

        Message.Error error = caller.next(Message.Error.class);
        assertThat(error.request()).isEqualTo(call);
        assertThat(error.error()).isEqualTo(WampError.TIMEOUT);
        assertThat(callee.next(Message.Interrupt.class))
                .isEqualTo(
                        new Message.Interrupt(
                                invocation.request(),
                                Dict.of(
                                        Map.of(
                                                "mode",
                                                "killnowait",
                                                "reason",
                                                "wamp.error.timeout"))));
        callee.yield(invocation.request());
        assertThat(caller.received()).isEmpty();
        assertThat(kit.counters().callsTimedOut.sum()).isOne();
    }

    @Test
    void aCalleeThatCannotBeInterruptedHearsNothing() {
        TestClient callee = kit.joinUninterruptible(1);
        callee.register(PROCEDURE);
        TestClient caller = kit.join();
        call(caller, 100);
        callee.next(Message.Invocation.class);

        passMillis(110);
        callee.yield(1);

        assertThat(caller.next(Message.Error.class).error()).isEqualTo(WampError.TIMEOUT);
        assertThat(callee.received()).isEmpty();
    }

    @Test
    void inARealmWithoutCancelingNobodyIsInterrupted() {
        kit.realms(
                RouterKit.OPEN_REALM.replace(
                        "\"grants\"", "\"features_off\": [\"call_canceling\"], \"grants\""));
        TestClient callee = callee(1);
        TestClient caller = kit.join();
        call(caller, 100);
        callee.next(Message.Invocation.class);

        passMillis(110);

        assertThat(caller.next(Message.Error.class).error()).isEqualTo(WampError.TIMEOUT);
        assertThat(callee.received()).isEmpty();
    }

    @Test
    void aCallThatIsAnsweredInTimeHasNoTimer() {
        TestClient callee = callee(1);
        TestClient caller = kit.join();
        call(caller, 100);
        callee.next(Message.Invocation.class);
        assertThat(kit.counters().timeoutsPending.sum()).isOne();

        callee.yield(1);
        caller.next(Message.Result.class);

        assertThat(kit.counters().timeoutsPending.sum()).isZero();
        passMillis(200);
        assertThat(caller.received()).isEmpty();
        assertThat(callee.received()).isEmpty();
    }

    @Test
    void zeroIsNoTimeout() {
        TestClient callee = callee(1);
        TestClient caller = kit.join();
        call(caller, 0);

        assertThat(kit.counters().timeoutsPending.sum()).isZero();
        callee.yield(callee.next(Message.Invocation.class).request());
        caller.next(Message.Result.class);
    }

    @Test
    void withProgressiveResultsTheTimeRunsFromOneToTheNext() {
        TestClient callee = callee(1);
        TestClient caller = kit.join();
        Dict options = Dict.of(Map.of("timeout", 100L, "receive_progress", true));
        caller.call(PROCEDURE, options, Payload.EMPTY);
        callee.next(Message.Invocation.class);

        for (int i = 0; i < 5; i++) {
            passMillis(90);
            callee.yieldPart(1, i);
            caller.next(Message.Result.class);
        }
        passMillis(99);
        assertThat(caller.received()).isEmpty();
        passMillis(11);

        assertThat(caller.next(Message.Error.class).error()).isEqualTo(WampError.TIMEOUT);
    }

    @ParameterizedTest
    @CsvSource({"-1, milliseconds", "soon, an integer", "true, an integer"})
    void aBadTimeoutIsRefused(String timeout, String expected) {
        callee(0);
        TestClient caller = kit.join();
        Object bad = timeout.equals("-1") ? -1L : timeout.equals("true") ? true : timeout;

        caller.call(PROCEDURE, Dict.of("timeout", bad), Payload.EMPTY);

        Message.Error error = caller.next(Message.Error.class);
        assertThat(error.error()).isEqualTo(WampError.INVALID_ARGUMENT);
        assertThat(error.payload().args().toString()).contains("'timeout'", timeout, expected);
    }

    @Test
    void theLongestTimeoutIsNoFault() {
        TestClient callee = callee(1);
        TestClient caller = kit.join();
        call(caller, 1L << 53);
        callee.next(Message.Invocation.class);

        passMillis(1000);
        callee.yield(1);

        caller.next(Message.Result.class);
    }

    @Test
    void aCalleeThatWantsToWatchGetsTheTimeout() {
        TestClient callee = kit.join(1);
        callee.register(PROCEDURE, FORWARD);
        TestClient caller = kit.join();
        call(caller, 100);

        assertThat(callee.next(Message.Invocation.class).details())
                .isEqualTo(Dict.of("timeout", 100L));
        passMillis(1000);
        assertThat(caller.received()).isEmpty();
        callee.fail(1, "wamp.error.timeout");

        assertThat(caller.next(Message.Error.class).error()).isEqualTo(WampError.TIMEOUT);
    }

    @Test
    void whoDidNotAnnounceThatItCanIsWatchedByTheRouter() {
        TestClient callee = kit.connect(1, RouterKit.MSGPACK);
        callee.join(RouterKit.REALM, TestClient.roles(Set.of(), Set.of("call_canceling")));
        callee.register(PROCEDURE, FORWARD);
        TestClient caller = kit.join();
        call(caller, 100);

        assertThat(callee.next(Message.Invocation.class).details()).isEqualTo(Dict.EMPTY);
        passMillis(110);

        assertThat(caller.next(Message.Error.class).error()).isEqualTo(WampError.TIMEOUT);
    }

    @ParameterizedTest
    @CsvSource({"-1, 300", "0, 1000", "200, 200", "5000, 1000"})
    void theOperatorSaysWhatIsUsualAndWhatIsTheLongest(long asked, long inForce) {
        kit.limits(DealerTest.timeouts(kit.limits(), 300, 1000));
        TestClient callee = callee(1);
        TestClient caller = kit.join();
        Dict options = asked < 0 ? Dict.EMPTY : Dict.of("timeout", asked);
        caller.call(PROCEDURE, options, Payload.EMPTY);
        callee.next(Message.Invocation.class);

        passMillis(inForce - 1);
        assertThat(caller.received()).isEmpty();
        passMillis(11);

        assertThat(caller.next(Message.Error.class).error()).isEqualTo(WampError.TIMEOUT);
    }

    @Test
    void aCallThatIsPassedOnKeepsItsTime() {
        TestClient one = kit.join();
        TestClient other = kit.join(1);
        one.register(PROCEDURE, Dict.of("invoke", "first"));
        other.register(PROCEDURE, Dict.of("invoke", "first"));
        TestClient caller = kit.join(1);
        one.connection().disconnect();
        call(caller, 100);
        while (kit.loop(1).step()) {}
        kit.settle();
        other.next(Message.Invocation.class);

        passMillis(110);

        assertThat(caller.next(Message.Error.class).error()).isEqualTo(WampError.TIMEOUT);
        assertThat(kit.counters().timeoutsPending.sum()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void whoLeavesLeavesNoTimer(int leaving) {
        TestClient callee = callee(1);
        TestClient caller = kit.join();
        call(caller, 1000);
        kit.settle();

        (leaving == 0 ? caller : callee).disconnect();

        assertThat(kit.counters().timeoutsPending.sum()).isZero();
    }
}
