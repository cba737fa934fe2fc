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
import java.util.List;
import java.util.Map;
import java.util.Set;

class ProgressiveResultsTest {
    private static final String PROCEDURE = "com.example.procedure";
    private static final Dict RECEIVE = Dict.of("receive_progress", true);
    private static final Dict PROGRESS = Dict.of("progress", true);

    private final RouterKit kit = new RouterKit(2);

    @AfterEach
    void nothingIsLeft() {
        kit.close();
    }

    private static Payload none() {
        return Payload.EMPTY;
    }

    private TestClient join(int loop, Set<String> caller, Set<String> callee) {
        TestClient client = kit.connect(loop, RouterKit.MSGPACK);
        client.join(RouterKit.REALM, TestClient.roles(caller, callee));
        return client;
    }

    @ParameterizedTest
    @CsvSource({"0,0", "0,1", "1,0"})
    void partsOfTheResultReachTheCallerInOrderBeforeTheFinalOne(int callerLoop, int calleeLoop) {
        TestClient callee = kit.join(calleeLoop);
        callee.register(PROCEDURE);
        TestClient caller = kit.join(callerLoop, RouterKit.JSON);

        long call = caller.call(PROCEDURE, RECEIVE, none());
        Message.Invocation invocation = callee.next(Message.Invocation.class);
        assertThat(invocation.details()).isEqualTo(RECEIVE);
        callee.yieldPart(invocation.request(), "one");
        callee.yieldPart(invocation.request(), "two");
        callee.yield(invocation.request(), "all");

        assertThat(caller.received())
                .containsExactly(
                        new Message.Result(call, PROGRESS, Payload.of("one")),
                        new Message.Result(call, PROGRESS, Payload.of("two")),
                        new Message.Result(call, Dict.EMPTY, Payload.of("all")));
    }

    @Test
    void anErrorMayFollowParts() {
        TestClient callee = kit.join(1);
        callee.register(PROCEDURE);
        TestClient caller = kit.join();
        caller.call(PROCEDURE, RECEIVE, none());
        long invocation = callee.next(Message.Invocation.class).request();

        callee.yieldPart(invocation);
        callee.fail(invocation, "com.example.error");

        assertThat(caller.next(Message.Result.class).details()).isEqualTo(PROGRESS);
        assertThat(caller.next(Message.Error.class).error()).hasToString("com.example.error");
    }

    @Test
    void attributesOfTheCalleeGoWithEachPart() {
        TestClient callee = kit.join();
        callee.register(PROCEDURE);
        TestClient caller = kit.join();
        caller.call(PROCEDURE, RECEIVE, none());
        long invocation = callee.next(Message.Invocation.class).request();
        Dict options = Dict.of(Map.of("progress", true, "_part", 1L, "unknown", 2L));

        callee.send(new Message.Yield(invocation, options, none()));
        callee.send(new Message.Yield(invocation, Dict.of("x_total", 7L), none()));

        assertThat(caller.received(Message.Result.class))
                .extracting(Message.Result::details)
                .containsExactly(
                        Dict.of(Map.of("progress", true, "_part", 1L)), Dict.of("x_total", 7L));
    }

    @Test
    void partsThatTheCallerDidNotAskForAreDroppedAndCounted() {
        TestClient callee = kit.join(1);
        callee.register(PROCEDURE);
        TestClient caller = kit.join();
        caller.call(PROCEDURE);
        Message.Invocation invocation = callee.next(Message.Invocation.class);
        assertThat(invocation.details()).isEqualTo(Dict.EMPTY);

        callee.yieldPart(invocation.request());
        callee.yield(invocation.request(), "all");

        assertThat(caller.received(Message.Result.class))
                .extracting(result -> result.payload().args())
                .containsExactly(List.of("all"));
        assertThat(kit.counters().resultsDropped.sum()).isOne();
    }

    @ParameterizedTest
    @CsvSource({
        "'', progressive_call_results call_canceling",
        "progressive_call_results, progressive_call_results",
        "progressive_call_results, call_canceling"
    })
    void whoDidNotAnnounceItIsSparedIt(String callerFeatures, String calleeFeatures) {
        TestClient callee = join(0, Set.of(), Set.of(calleeFeatures.split(" ")));
        callee.register(PROCEDURE);
        TestClient caller = join(1, Set.of(callerFeatures.split(" ")), Set.of());

        caller.call(PROCEDURE, RECEIVE, none());

        assertThat(callee.next(Message.Invocation.class).details()).isEqualTo(Dict.EMPTY);
    }

    @Test
    void partsThatComeAfterTheCallHasEndedAreIgnored() {
        TestClient callee = kit.join(1);
        callee.register(PROCEDURE);
        TestClient caller = kit.join();
        long call = caller.call(PROCEDURE, RECEIVE, none());
        long invocation = callee.next(Message.Invocation.class).request();
        caller.cancel(call, "killnowait");
        caller.next(Message.Error.class);
        callee.next(Message.Interrupt.class);

        callee.yieldPart(invocation);
        callee.yieldPart(invocation);
        callee.yield(invocation);

        assertThat(caller.received()).isEmpty();
        assertThat(callee.connection().isGone()).isFalse();
    }

    @Test
    void aPartOfAnInvocationThatNeverWasViolatesTheProtocol() {
        TestClient callee = kit.join();

        callee.yieldPart(4711);

        assertThat(callee.next(Message.Abort.class).reason())
                .isEqualTo(WampError.PROTOCOL_VIOLATION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"progress", "receive_progress"})
    void anOptionThatIsNoBooleanIsRefused(String option) {
        TestClient callee = kit.join();
        callee.register(PROCEDURE);

        callee.call(PROCEDURE, Dict.of(option, "yes"), none());

        Message.Error error = callee.next(Message.Error.class);
        assertThat(error.error()).isEqualTo(WampError.INVALID_ARGUMENT);
        assertThat(error.payload().args().toString())
                .contains("'" + option + "'", "\"yes\"", "true or false");
    }

    @Test
    void aCallerThatLeavesInterruptsItsCallee() {
        TestClient callee = kit.join(1);
        callee.register(PROCEDURE);
        TestClient caller = kit.join();
        caller.call(PROCEDURE, RECEIVE, none());
        long invocation = callee.next(Message.Invocation.class).request();
        callee.yieldPart(invocation);

        caller.disconnect();
        callee.yieldPart(invocation);

        assertThat(callee.next(Message.Interrupt.class).options().string("mode"))
                .isEqualTo("killnowait");
        assertThat(callee.received()).isEmpty();
    }

    @Test
    void aPartLargerThanTheCallerTakesEndsTheCall() {
        TestClient callee = kit.join(1);
        callee.register(PROCEDURE);
        TestClient caller = kit.joinTaking(1024);
        caller.call(PROCEDURE, RECEIVE, none());
        long invocation = callee.next(Message.Invocation.class).request();

        callee.yieldPart(invocation, "x".repeat(2000));

        assertThat(caller.next(Message.Error.class).error())
                .isEqualTo(WampError.PAYLOAD_SIZE_EXCEEDED);
        assertThat(callee.next(Message.Interrupt.class).request()).isEqualTo(invocation);
    }

    @Test
    void aCalleeIsSlowedDownToItsCallerAndThenItsCallEnds() {
        kit.limits(DealerTest.limits(kit.limits(), 20_000, 1000));
        TestClient callee = kit.join(1);
        callee.register(PROCEDURE);
        TestClient caller = kit.join();
        caller.call(PROCEDURE, RECEIVE, none());
        long invocation = callee.next(Message.Invocation.class).request();
        caller.connection().stall();

        for (int i = 0; i < 30; i++) {
            callee.yieldPart(invocation, "x".repeat(2000));
        }
        kit.settle();
        assertThat(callee.connection().isReading()).isFalse();
        kit.advance(Duration.ofMillis(251));

        assertThat(callee.next(Message.Interrupt.class).options().string("reason"))
                .isEqualTo("wamp.error.unavailable");
        List<Message> received = caller.received();
        assertThat(received).hasSizeLessThan(25);
        assertThat(((Message.Error) received.getLast()).error()).isEqualTo(WampError.UNAVAILABLE);
        caller.connection().drain();
    }
}
