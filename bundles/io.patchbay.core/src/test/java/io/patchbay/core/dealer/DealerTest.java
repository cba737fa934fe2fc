package io.patchbay.core.dealer;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.core.RouterKit;
import io.patchbay.core.session.Limits;
import io.patchbay.testkit.TestClient;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Message;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.WampError;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;
import java.util.Map;

class DealerTest {
    private static final String PROCEDURE = "com.example.procedure";
    private static final Payload MUCH =
            Payload.of(List.of("ä", 1L, List.of(2L)), Map.of("key", Map.of("deep", true)));

    private final RouterKit kit = new RouterKit(2);

    @AfterEach
    void nothingIsLeft() {
        kit.close();
    }

    @Test
    void aProcedureHasOneCallee() {
        TestClient alice = kit.join();
        alice.register(PROCEDURE);
        TestClient bob = kit.join(1);

        for (TestClient client : List.of(alice, bob)) {
            client.send(new Message.Register(client.nextRequest(), Dict.EMPTY, Uri.of(PROCEDURE)));
            assertThat(client.next(Message.Error.class).error())
                    .isEqualTo(WampError.PROCEDURE_ALREADY_EXISTS);
        }
    }

    @Test
    void aProcedureThatWasUnregisteredIsFreeForAnother() {
        TestClient alice = kit.join();
        long registration = alice.register(PROCEDURE);

        alice.send(new Message.Unregister(alice.nextRequest(), registration));
        assertThat(alice.next(Message.Unregistered.class))
                .isEqualTo(new Message.Unregistered(2, Dict.EMPTY));

        assertThat(kit.join(1).register(PROCEDURE)).isEqualTo(registration);
    }

    @Test
    void onlyWhoHoldsARegistrationMayEndIt() {
        long registration = kit.join().register(PROCEDURE);
        TestClient bob = kit.join();

        for (long id : new long[] {registration, 4711}) {
            bob.send(new Message.Unregister(bob.nextRequest(), id));
            assertThat(bob.next(Message.Error.class).error())
                    .isEqualTo(WampError.NO_SUCH_REGISTRATION);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "com..example", "has space", "sharp#", "wamp.session.count"})
    void aUriThatMayNotBeRegisteredIsRefused(String uri) {
        TestClient alice = kit.join();

        alice.send(new Message.Register(1, Dict.EMPTY, Uri.of(uri)));

        assertThat(alice.next(Message.Error.class).error()).isEqualTo(WampError.INVALID_URI);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "0,1", "1,0"})
    void aCallGoesToTheCalleeAndItsResultBack(int callerLoop, int calleeLoop) {
        TestClient callee = kit.join(calleeLoop);
        long registration = callee.register(PROCEDURE);
        TestClient caller = kit.join(callerLoop, RouterKit.JSON);

        long request = caller.call(PROCEDURE, MUCH);
        Message.Invocation invocation = callee.next(Message.Invocation.class);
        callee.send(new Message.Yield(invocation.request(), Dict.EMPTY, MUCH));
        Message.Result result = caller.next(Message.Result.class);

        assertThat(invocation).isEqualTo(new Message.Invocation(1, registration, Dict.EMPTY, MUCH));
        assertThat(result).isEqualTo(new Message.Result(request, Dict.EMPTY, MUCH));
    }

    @ParameterizedTest
    @CsvSource({"0,0", "0,1", "1,0"})
    void anErrorOfTheCalleeGoesToTheCaller(int callerLoop, int calleeLoop) {
        TestClient callee = kit.join(calleeLoop);
        callee.register(PROCEDURE);
        TestClient caller = kit.join(callerLoop, RouterKit.JSON);

        long request = caller.call(PROCEDURE);
        long invocation = callee.next(Message.Invocation.class).request();
        Uri error = Uri.of("com.example.error.full");
        Dict details = Dict.of("more", 1L);
        callee.send(new Message.Error(Message.INVOCATION, invocation, details, error, MUCH));

        assertThat(caller.next(Message.Error.class))
                .isEqualTo(new Message.Error(Message.CALL, request, details, error, MUCH));
    }

    @Test
    void aSessionMayCallItself() {
        TestClient alice = kit.join();
        alice.register(PROCEDURE);

        alice.call(PROCEDURE, "me");
        alice.yield(alice.next(Message.Invocation.class).request(), "myself");

        assertThat(alice.next(Message.Result.class).payload().args()).containsExactly("myself");
    }

    @Test
    void whoCallsItselfAndLeavesLeavesNothingBehind() {
        TestClient alice = kit.join();
        alice.register(PROCEDURE);
        alice.call(PROCEDURE, "me");

        alice.disconnect();

        assertThat(kit.counters().openCalls()).isZero();
    }

    @Test
    void aProcedureThatNobodyRegisteredCannotBeCalled() {
        TestClient caller = kit.join();

        caller.call(PROCEDURE);

        Message.Error error = caller.next(Message.Error.class);
        assertThat(error.error()).isEqualTo(WampError.NO_SUCH_PROCEDURE);
        assertThat(error.requestType()).isEqualTo(Message.CALL);
    }

    @Test
    void aUriThatIsNoneCannotBeCalled() {
        TestClient caller = kit.join();

        caller.call("com..example");

        assertThat(caller.next(Message.Error.class).error()).isEqualTo(WampError.INVALID_URI);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void invocationsAreNumberedFromOneByCallee(int loop) {
        TestClient one = kit.join(loop);
        TestClient other = kit.join(loop);
        one.register(PROCEDURE);
        other.register("com.example.other");
        TestClient caller = kit.join();

        for (long i = 1; i <= 3; i++) {
            caller.call(PROCEDURE);
            caller.call("com.example.other");
            assertThat(one.next(Message.Invocation.class).request()).isEqualTo(i);
            assertThat(other.next(Message.Invocation.class).request()).isEqualTo(i);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void callsOfACalleeThatLeavesEnd(int loop) {
        TestClient callee = kit.join(loop);
        callee.register(PROCEDURE);
        TestClient caller = kit.join();
        caller.call(PROCEDURE);
        caller.call(PROCEDURE);
        kit.settle();

        callee.disconnect();

        assertThat(caller.received(Message.Error.class))
                .extracting(Message.Error::error)
                .containsExactly(WampError.CANCELLED, WampError.CANCELLED);
        caller.call(PROCEDURE);
        assertThat(caller.next(Message.Error.class).error()).isEqualTo(WampError.NO_SUCH_PROCEDURE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aCalleeIsInterruptedWhenItsCallerLeaves(int loop) {
        TestClient callee = kit.join(loop);
        callee.register(PROCEDURE);
        TestClient caller = kit.join();
        caller.call(PROCEDURE);
        long invocation = callee.next(Message.Invocation.class).request();

        caller.disconnect();

        assertThat(callee.next(Message.Interrupt.class))
                .isEqualTo(new Message.Interrupt(invocation, interrupted("killnowait")));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aCalleeThatCannotBeInterruptedHearsNothingWhenItsCallerLeaves(int loop) {
        TestClient callee = kit.joinUninterruptible(loop);
        callee.register(PROCEDURE);
        TestClient caller = kit.join();
        caller.call(PROCEDURE);
        long invocation = callee.next(Message.Invocation.class).request();

        caller.disconnect();
        callee.yield(invocation);

        assertThat(callee.received()).isEmpty();
        assertThat(callee.connection().isGone()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void skipAnswersTheCallerAndLeavesTheCalleeAlone(int loop) {
        TestClient callee = kit.join(loop);
        callee.register(PROCEDURE);
        TestClient caller = kit.join();
        long call = caller.call(PROCEDURE);
        long invocation = callee.next(Message.Invocation.class).request();

        caller.cancel(call, "skip");
        assertThat(caller.next(Message.Error.class).error()).isEqualTo(WampError.CANCELED);
        callee.yield(invocation);

        assertThat(callee.received()).isEmpty();
        assertThat(caller.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void killNoWaitAnswersTheCallerAndInterruptsTheCallee(int loop) {
        TestClient callee = kit.join(loop);
        callee.register(PROCEDURE);
        TestClient caller = kit.join();
        long call = caller.call(PROCEDURE);
        long invocation = callee.next(Message.Invocation.class).request();

        caller.cancel(call, "killnowait");

        assertThat(caller.next(Message.Error.class).error()).isEqualTo(WampError.CANCELED);
        assertThat(callee.next(Message.Interrupt.class))
                .isEqualTo(new Message.Interrupt(invocation, interrupted("killnowait")));
        callee.fail(invocation, "wamp.error.canceled");
        assertThat(callee.received()).isEmpty();
        assertThat(caller.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void killInterruptsTheCalleeWhoseAnswerTheCallerGets(int loop) {
        TestClient callee = kit.join(loop);
        callee.register(PROCEDURE);
        TestClient caller = kit.join();
        long call = caller.call(PROCEDURE);
        long invocation = callee.next(Message.Invocation.class).request();

        caller.cancel(call, "kill");
        assertThat(callee.next(Message.Interrupt.class))
                .isEqualTo(new Message.Interrupt(invocation, interrupted("kill")));
        assertThat(caller.received()).isEmpty();

        callee.fail(invocation, "wamp.error.canceled", "half done");
        Message.Error error = caller.next(Message.Error.class);
        assertThat(error.error()).isEqualTo(WampError.CANCELED);
        assertThat(error.payload().args()).containsExactly("half done");
    }

    @Test
    void aCallThatIsBeingKilledMayStillBeAbandoned() {
        TestClient callee = kit.join(1);
        callee.register(PROCEDURE);
        TestClient caller = kit.join();
        long call = caller.call(PROCEDURE);
        long invocation = callee.next(Message.Invocation.class).request();
        caller.cancel(call, "kill");
        caller.cancel(call, "killnowait");

        assertThat(caller.next(Message.Error.class).error()).isEqualTo(WampError.CANCELED);
        callee.yield(invocation);

        assertThat(callee.received(Message.Interrupt.class)).hasSize(2);
        assertThat(caller.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"skip", "kill", "killnowait"})
    void cancellingIsSkippingForACalleeWithoutTheFeature(String mode) {
        TestClient callee = kit.joinUninterruptible(1);
        callee.register(PROCEDURE);
        TestClient caller = kit.join();
        long call = caller.call(PROCEDURE);
        long invocation = callee.next(Message.Invocation.class).request();

        caller.cancel(call, mode);

        assertThat(caller.next(Message.Error.class).error()).isEqualTo(WampError.CANCELED);
        callee.yield(invocation);
        assertThat(callee.received()).isEmpty();
        assertThat(caller.received()).isEmpty();
    }

    @Test
    void whatIsNotPendingCannotBeCancelledAndThatIsNoFault() {
        TestClient caller = kit.join();

        caller.cancel(4711, "kill");

        assertThat(caller.received()).isEmpty();
        assertThat(caller.connection().isGone()).isFalse();
    }

    @Test
    void cancellingNeedsTheRightToIt() {
        kit.realms(RouterKit.OPEN_REALM.replace("\"wamp.cancel\",", ""));
        TestClient callee = kit.join();
        callee.register(PROCEDURE);
        TestClient caller = kit.join();
        long call = caller.call(PROCEDURE);
        long invocation = callee.next(Message.Invocation.class).request();

        caller.cancel(call, "killnowait");

        Message.Error error = caller.next(Message.Error.class);
        assertThat(error.requestType()).isEqualTo(Message.CANCEL);
        assertThat(error.error()).isEqualTo(WampError.NOT_AUTHORIZED);
        assertThat(callee.received()).isEmpty();
        callee.yield(invocation);
        assertThat(caller.next(Message.Result.class).request()).isEqualTo(call);
    }

    @Test
    void aCallLargerThanItsCalleeTakesIsRefused() {
        TestClient callee = kit.joinTaking(1024);
        callee.register(PROCEDURE);
        TestClient caller = kit.join(1);

        caller.call(PROCEDURE, "x".repeat(2000));
        assertThat(caller.next(Message.Error.class).error())
                .isEqualTo(WampError.PAYLOAD_SIZE_EXCEEDED);

        caller.call(PROCEDURE, "short");
        assertThat(callee.next(Message.Invocation.class).request()).isOne();
    }

    @Test
    void aResultLargerThanItsCallerTakesIsAnError() {
        TestClient callee = kit.join(1);
        callee.register(PROCEDURE);
        TestClient caller = kit.joinTaking(1024);

        caller.call(PROCEDURE);
        callee.yield(callee.next(Message.Invocation.class).request(), "x".repeat(2000));
        assertThat(caller.next(Message.Error.class).error())
                .isEqualTo(WampError.PAYLOAD_SIZE_EXCEEDED);

        caller.call(PROCEDURE);
        callee.fail(
                callee.next(Message.Invocation.class).request(), "com.example", "x".repeat(2000));
        assertThat(caller.next(Message.Error.class).error())
                .isEqualTo(WampError.PAYLOAD_SIZE_EXCEEDED);
    }

    @Test
    void aCallerMayHaveSoManyCallsOpen() {
        kit.limits(limits(4 << 20, 3));
        TestClient one = kit.join();
        one.register(PROCEDURE);
        TestClient caller = kit.join();
        for (int i = 0; i < 3; i++) {
            caller.call(PROCEDURE);
        }

        caller.call(PROCEDURE);
        assertThat(caller.next(Message.Error.class).error()).isEqualTo(WampError.UNAVAILABLE);

        one.yield(one.next(Message.Invocation.class).request());
        caller.next(Message.Result.class);
        caller.call(PROCEDURE);
        assertThat(caller.received()).isEmpty();
    }

    @Test
    void aCalleeMayHaveSoManyInvocationsOpen() {
        kit.limits(limits(4 << 20, 3));
        TestClient callee = kit.join();
        callee.register(PROCEDURE);
        TestClient one = kit.join();
        TestClient other = kit.join(1);
        one.call(PROCEDURE);
        one.call(PROCEDURE);
        other.call(PROCEDURE);

        other.call(PROCEDURE);

        assertThat(other.next(Message.Error.class).error()).isEqualTo(WampError.UNAVAILABLE);
        assertThat(kit.counters().callsOverflowed.sum()).isOne();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aCalleeThatDoesNotReadRefusesCallsAtOnce(int loop) {
        kit.limits(limits(20_000, 1000));
        TestClient callee = kit.join(loop);
        callee.register(PROCEDURE);
        callee.connection().stall();
        TestClient caller = kit.join();
        for (int i = 0; i < 30; i++) {
            caller.call(PROCEDURE, "x".repeat(2000));
        }
        kit.settle();
        assertThat(caller.connection().isReading()).isFalse();

        kit.advance(Duration.ofMillis(251));

        assertThat(caller.connection().isReading()).isTrue();
        List<Message.Error> refused = caller.received(Message.Error.class);
        assertThat(refused).isNotEmpty();
        assertThat(refused).extracting(Message.Error::error).containsOnly(WampError.UNAVAILABLE);
        kit.advance(Duration.ofSeconds(11));
        assertThat(callee.connection().isGone()).isTrue();
        assertThat(caller.received(Message.Error.class)).hasSize(30 - refused.size());
    }

    @Test
    void aRouterThatIsAboutToStopTakesNoCalls() {
        TestClient callee = kit.join();
        callee.register(PROCEDURE);
        TestClient caller = kit.join();
        caller.call(PROCEDURE);
        kit.settle();

        kit.drain();
        caller.call(PROCEDURE);

        assertThat(caller.next(Message.Error.class).error()).isEqualTo(WampError.UNAVAILABLE);
        callee.yield(callee.next(Message.Invocation.class).request());
        caller.next(Message.Result.class);
    }

    private static Dict interrupted(String mode) {
        return Dict.of(Map.of("mode", mode, "reason", "wamp.error.canceled"));
    }

    private Limits limits(int outboundBytes, int pendingCalls) {
        return limits(kit.limits(), outboundBytes, pendingCalls);
    }

    static Limits limits(Limits usual, int outboundBytes, int pendingCalls) {
        return new Limits(
                usual.hello(),
                usual.goodbye(),
                outboundBytes,
                usual.slow(),
                pendingCalls,
                usual.callTimeoutMillis(),
                usual.longestCallMillis(),
                usual.subscriptions(),
                usual.registrations(),
                usual.sessions(),
                true);
    }

    static Limits registrations(Limits usual, int registrations) {
        return new Limits(
                usual.hello(),
                usual.goodbye(),
                usual.outboundBytes(),
                usual.slow(),
                usual.pendingCalls(),
                usual.callTimeoutMillis(),
                usual.longestCallMillis(),
                usual.subscriptions(),
                registrations,
                usual.sessions(),
                true);
    }

    static Limits anyIds(Limits usual) {
        return new Limits(
                usual.hello(),
                usual.goodbye(),
                usual.outboundBytes(),
                usual.slow(),
                usual.pendingCalls(),
                usual.callTimeoutMillis(),
                usual.longestCallMillis(),
                usual.subscriptions(),
                usual.registrations(),
                usual.sessions(),
                false);
    }

    static Limits timeouts(Limits usual, int callTimeoutMillis, int longestCallMillis) {
        return new Limits(
                usual.hello(),
                usual.goodbye(),
                usual.outboundBytes(),
                usual.slow(),
                usual.pendingCalls(),
                callTimeoutMillis,
                longestCallMillis,
                usual.subscriptions(),
                usual.registrations(),
                usual.sessions(),
                true);
    }
}
