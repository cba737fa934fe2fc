package io.patchbay.core.dealer;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.core.RouterKit;
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
import java.util.Set;

class ProgressiveCallsTest {
    private static final String PROCEDURE = "com.example.procedure";
    private static final Dict PROGRESS = Dict.of("progress", true);

    private final RouterKit kit = new RouterKit(2);

    @AfterEach
    void nothingIsLeft() {
        kit.close();
    }

    private static long begin(TestClient caller, Object... args) {
        return caller.call(PROCEDURE, PROGRESS, Payload.of(args));
    }

    private static void proceed(TestClient caller, long call, Dict options, Object... args) {
        caller.send(new Message.Call(call, options, Uri.of(PROCEDURE), Payload.of(args)));
    }

    private TestClient callee(int loop) {
        TestClient callee = kit.join(loop);
        callee.register(PROCEDURE);
        return callee;
    }

    @ParameterizedTest
    @CsvSource({"0,0", "0,1", "1,0"})
    void partsOfACallAreInvocationsWithOneId(int callerLoop, int calleeLoop) {
        TestClient callee = kit.join(calleeLoop);
        long registration = callee.register(PROCEDURE);
        TestClient caller = kit.join(callerLoop, RouterKit.JSON);

        long call = begin(caller, "one");
        proceed(caller, call, PROGRESS, "two");
        proceed(caller, call, Dict.EMPTY, "three");
        assertThat(callee.received())
                .containsExactly(
                        new Message.Invocation(1, registration, PROGRESS, Payload.of("one")),
                        new Message.Invocation(1, registration, PROGRESS, Payload.of("two")),
                        new Message.Invocation(1, registration, Dict.EMPTY, Payload.of("three")));
        callee.yield(1, "all");

        assertThat(caller.next(Message.Result.class).request()).isEqualTo(call);
        assertThat(caller.received()).isEmpty();
    }

    @Test
    void resultsMayComeInPartsMeanwhile() {
        TestClient callee = callee(1);
        TestClient caller = kit.join();
        Dict both = Dict.of(Map.of("progress", true, "receive_progress", true));
        long call = caller.call(PROCEDURE, both, Payload.of("one"));
        assertThat(callee.next(Message.Invocation.class).details()).isEqualTo(both);

        callee.yieldPart(1, "ONE");
        assertThat(caller.next(Message.Result.class).payload().args()).containsExactly("ONE");
        proceed(caller, call, PROGRESS, "two");
        assertThat(callee.next(Message.Invocation.class).details()).isEqualTo(both);
        callee.yieldPart(1, "TWO");
        assertThat(caller.next(Message.Result.class).payload().args()).containsExactly("TWO");
        proceed(caller, call, Dict.EMPTY);
        callee.yield(1);

        assertThat(caller.next(Message.Result.class).details()).isEqualTo(Dict.EMPTY);
    }

    @Test
    void optionsOfTheFirstPartHoldForAll() {
        TestClient callee = callee(1);
        TestClient caller = kit.join();
        Dict first = Dict.of(Map.of("progress", true, "_mine", 1L));
        long call = caller.call(PROCEDURE, first, Payload.EMPTY);

        proceed(caller, call, Dict.of(Map.of("progress", true, "_other", 2L)));
        proceed(caller, call, Dict.of("timeout", "never"));

        assertThat(callee.received(Message.Invocation.class))
                .extracting(Message.Invocation::details)
                .containsExactly(first, first, Dict.of("_mine", 1L));
    }

    @Test
    void allPartsGoToTheSameCallee() {
        TestClient one = kit.join();
        TestClient other = kit.join(1);
        one.register(PROCEDURE, Dict.of("invoke", "roundrobin"));
        other.register(PROCEDURE, Dict.of("invoke", "roundrobin"));
        TestClient caller = kit.join();

        long call = begin(caller);
        long another = begin(caller);
        proceed(caller, call, PROGRESS);
        proceed(caller, another, Dict.EMPTY);
        proceed(caller, call, Dict.EMPTY);

        assertThat(one.received(Message.Invocation.class)).hasSize(3);
        assertThat(other.received(Message.Invocation.class)).hasSize(2);
    }

    @Test
    void aCallThatIsPassedOnDoesNotComeAfterALaterPartOfAnEarlierOne() {
        TestClient one = kit.join();
        TestClient other = kit.join();
        TestClient caller = kit.join(1);
        other.register("com.example.other");
        one.register(PROCEDURE, Dict.of("invoke", "first"));
        other.register(PROCEDURE, Dict.of("invoke", "first"));
        long call = caller.call("com.example.other", PROGRESS, Payload.of("one"));
        other.next(Message.Invocation.class);
        one.connection().disconnect();
        long overtaken = caller.call(PROCEDURE, "two");
        caller.send(
                new Message.Call(
                        call, Dict.EMPTY, Uri.of("com.example.other"), Payload.of("three")));
        while (kit.loop(1).step()) {}
        kit.settle();

        assertThat(other.received(Message.Invocation.class))
                .extracting(invocation -> invocation.payload().args().get(0))
                .containsExactly("three");
        assertThat(caller.next(Message.Error.class).request()).isEqualTo(overtaken);
    }

    @Test
    void cancelingMayBeAnnouncedAsThatSectionSpellsIt() {
        Set<String> features = Set.of("progressive_call_invocations", "call_cancelling");
        TestClient callee = kit.connect();
        callee.join(RouterKit.REALM, TestClient.roles(Set.of(), features));
        callee.register(PROCEDURE);
        TestClient caller = kit.join(1);

        begin(caller);

        assertThat(callee.next(Message.Invocation.class).details()).isEqualTo(PROGRESS);
    }

    @Test
    void partsBelongTogetherWhereRequestIdsMayBeAny() {
        kit.limits(DealerTest.anyIds(kit.limits()));
        TestClient callee = callee(0);
        TestClient caller = kit.join();

        proceed(caller, 4711, PROGRESS, "one");
        proceed(caller, 17, Dict.EMPTY, "other");
        proceed(caller, 4711, Dict.EMPTY, "two");

        assertThat(callee.received(Message.Invocation.class))
                .extracting(Message.Invocation::request)
                .containsExactly(1L, 2L, 1L);
        proceed(caller, 17, Dict.EMPTY);
        assertThat(caller.next(Message.Abort.class).reason())
                .isEqualTo(WampError.PROTOCOL_VIOLATION);
    }

    @Test
    void otherRequestsMayComeInBetween() {
        TestClient callee = callee(0);
        TestClient caller = kit.join();
        long call = begin(caller);

        caller.subscribe("com.example.topic");
        proceed(caller, call, PROGRESS);
        caller.call(PROCEDURE);
        proceed(caller, call, Dict.EMPTY);

        assertThat(callee.received(Message.Invocation.class))
                .extracting(Message.Invocation::request)
                .containsExactly(1L, 1L, 2L, 1L);
    }

    @Test
    void aPartThatComesAfterTheCallHasEndedIsIgnored() {
        TestClient callee = callee(1);
        TestClient caller = kit.join();
        long call = begin(caller);
        callee.next(Message.Invocation.class);
        callee.fail(1, "com.example.enough");
        caller.next(Message.Error.class);

        proceed(caller, call, PROGRESS);
        proceed(caller, call, Dict.EMPTY);

        assertThat(callee.received()).isEmpty();
        assertThat(caller.received()).isEmpty();
        assertThat(caller.connection().isGone()).isFalse();
    }

    @Test
    void aPartThatCrossesTheAnswerIsIgnored() {
        TestClient callee = callee(1);
        TestClient caller = kit.join();
        long call = begin(caller);
        callee.next(Message.Invocation.class);

        callee.yield(1);
        proceed(caller, call, PROGRESS);
        while (kit.loop(0).step() || kit.loop(1).step()) {}

        caller.next(Message.Result.class);
        assertThat(callee.received()).isEmpty();
    }

    @Test
    void aCallerThatDidNotAnnounceItViolatesTheProtocol() {
        callee(0);
        TestClient caller = kit.connect();
        caller.join(RouterKit.REALM, TestClient.roles(Set.of(), Set.of()));

        begin(caller);

        assertThat(caller.next(Message.Abort.class).reason())
                .isEqualTo(WampError.PROTOCOL_VIOLATION);
    }

    @Test
    void inARealmWithoutTheFeatureItViolatesTheProtocol() {
        kit.realms(
                RouterKit.OPEN_REALM.replace(
                        "\"grants\"",
                        "\"features_off\": [\"progressive_call_invocations\"], \"grants\""));
        TestClient caller = kit.join();

        begin(caller);

        assertThat(caller.next(Message.Abort.class).reason())
                .isEqualTo(WampError.PROTOCOL_VIOLATION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"progressive_call_invocations", "call_canceling"})
    void aCalleeThatCannotTakePartsFailsTheCall(String feature) {
        TestClient callee = kit.connect();
        callee.join(RouterKit.REALM, TestClient.roles(Set.of(), Set.of(feature)));
        callee.register(PROCEDURE);
        TestClient caller = kit.join(1);

        begin(caller);

        assertThat(caller.next(Message.Error.class).error())
                .isEqualTo(WampError.FEATURE_NOT_SUPPORTED);
        assertThat(callee.received()).isEmpty();
    }

    @Test
    void aSecondCallWithTheIdOfOneThatTakesNoMoreViolatesTheProtocol() {
        callee(0);
        TestClient caller = kit.join();
        long call = begin(caller);
        proceed(caller, call, Dict.EMPTY);

        proceed(caller, call, Dict.EMPTY);

        assertThat(caller.next(Message.Abort.class).reason())
                .isEqualTo(WampError.PROTOCOL_VIOLATION);
    }

    @Test
    void anotherProcedureUnderTheSameIdViolatesTheProtocol() {
        callee(0);
        TestClient caller = kit.join();
        long call = begin(caller);

        caller.send(new Message.Call(call, PROGRESS, Uri.of("com.other"), Payload.EMPTY));

        assertThat(caller.next(Message.Abort.class).reason())
                .isEqualTo(WampError.PROTOCOL_VIOLATION);
    }

    @Test
    void aBadOptionLaterOnEndsTheCallWithOneAnswer() {
        TestClient callee = callee(1);
        TestClient caller = kit.join();
        long call = begin(caller);
        callee.next(Message.Invocation.class);

        proceed(caller, call, Dict.of("progress", "much"));

        Message.Error error = caller.next(Message.Error.class);
        assertThat(error.error()).isEqualTo(WampError.INVALID_ARGUMENT);
        assertThat(error.payload().args().toString()).contains("'progress'", "\"much\"");
        assertThat(callee.next(Message.Interrupt.class).request()).isOne();
        callee.yield(1);
        assertThat(caller.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aPartLargerThanTheCalleeTakesEndsTheCall(int callerLoop) {
        TestClient callee = kit.joinTaking(1024);
        callee.register(PROCEDURE);
        TestClient caller = kit.join(callerLoop);
        long call = begin(caller);
        callee.next(Message.Invocation.class);

        proceed(caller, call, PROGRESS, "x".repeat(2000));

        assertThat(caller.next(Message.Error.class).error())
                .isEqualTo(WampError.PAYLOAD_SIZE_EXCEEDED);
        assertThat(callee.next(Message.Interrupt.class).request()).isOne();
    }

    @Test
    void aCallerIsSlowedDownToItsCalleeAndThenItsCallEnds() {
        kit.limits(DealerTest.limits(kit.limits(), 20_000, 1000));
        TestClient callee = callee(1);
        TestClient caller = kit.join();
        long call = begin(caller);
        kit.settle();
        callee.connection().stall();

        for (int i = 0; i < 30; i++) {
            proceed(caller, call, PROGRESS, "x".repeat(2000));
        }
        kit.settle();
        assertThat(caller.connection().isReading()).isFalse();
        kit.advance(Duration.ofMillis(251));

        assertThat(caller.next(Message.Error.class).error()).isEqualTo(WampError.UNAVAILABLE);
        List<Message> received = callee.received();
        assertThat(received.getLast()).isInstanceOf(Message.Interrupt.class);
        assertThat(caller.received()).isEmpty();
        callee.connection().drain();
    }

    @Test
    void aCalleeThatLeavesEndsTheCall() {
        TestClient callee = callee(1);
        TestClient caller = kit.join();
        long call = begin(caller);
        callee.next(Message.Invocation.class);

        callee.disconnect();
        proceed(caller, call, PROGRESS);

        assertThat(caller.next(Message.Error.class).error()).isEqualTo(WampError.CANCELLED);
        assertThat(caller.received()).isEmpty();
    }

    @Test
    void aCallerThatLeavesInterruptsItsCallee() {
        TestClient callee = callee(1);
        TestClient caller = kit.join();
        begin(caller);
        callee.next(Message.Invocation.class);

        caller.disconnect();

        assertThat(callee.next(Message.Interrupt.class).options().string("mode"))
                .isEqualTo("killnowait");
    }
}
