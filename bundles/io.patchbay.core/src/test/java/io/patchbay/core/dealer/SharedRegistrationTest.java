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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class SharedRegistrationTest {
    private static final String PROCEDURE = "com.example.procedure";

    private final RouterKit kit = new RouterKit(2);
    private final List<TestClient> callees = new ArrayList<>();

    @AfterEach
    void nothingIsLeft() {
        kit.close();
    }

    private static Dict invoke(String policy) {
        return Dict.of("invoke", policy);
    }

    /** Callees by turns on this loop and the other one. */
    private void register(String policy, int count) {
        for (int i = 0; i < count; i++) {
            TestClient callee = kit.join(i % 2);
            callee.register(PROCEDURE, invoke(policy));
            callees.add(callee);
        }
    }

    /** Calls and yields which callee was asked; it answers nothing yet. */
    private int call(TestClient caller, Dict options) {
        caller.call(PROCEDURE, options, Payload.EMPTY);
        kit.settle();
        for (int i = 0; i < callees.size(); i++) {
            if (!callees.get(i).received(Message.Invocation.class).isEmpty()) {
                return i;
            }
        }
        throw new AssertionError("nobody was asked: " + caller.received());
    }

    private List<Integer> calls(TestClient caller, int count) {
        var asked = new ArrayList<Integer>();
        for (int i = 0; i < count; i++) {
            asked.add(call(caller, Dict.EMPTY));
        }
        return asked;
    }

    private static Message.Error refusal(TestClient client, Dict options) {
        client.send(new Message.Register(client.nextRequest(), options, Uri.of(PROCEDURE)));
        return client.next(Message.Error.class);
    }

    @Test
    void allCalleesShareTheRegistration() {
        long one = kit.join().register(PROCEDURE, invoke("roundrobin"));
        long other = kit.join(1).register(PROCEDURE, invoke("roundrobin"));

        assertThat(one).isEqualTo(other);
        assertThat(kit.realm().dealer().registrationCount()).isOne();
    }

    @ParameterizedTest
    @CsvSource({
        "first, 0 0 0 0",
        "last, 2 2 2 2",
        "roundrobin, 0 1 2 0",
        "load, 0 1 2 0",
        "queue_least_loaded, 0 1 2 0"
    })
    void callsGoToWhomThePolicyChooses(String policy, String expected) {
        register(policy, 3);

        List<Integer> asked = calls(kit.join(), 4);

        assertThat(String.join(" ", asked.stream().map(String::valueOf).toList()))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"random", "queue_least_loaded_sample"})
    void callsAreSpreadOverAll(String policy) {
        register(policy, 3);

        assertThat(calls(kit.join(1), 100)).contains(0, 1, 2);
    }

    @Test
    void whoHasAnsweredIsLessLoaded() {
        register("load", 2);
        TestClient caller = kit.join();
        assertThat(calls(caller, 3)).containsExactly(0, 1, 0);

        callees.get(0).yield(1);
        callees.get(0).fail(2, "com.example.error");
        caller.received();

        assertThat(calls(caller, 2)).containsExactly(0, 0);
    }

    @Test
    void whoIsRelievedOfItsCallsIsLessLoaded() {
        register("load", 2);
        TestClient caller = kit.join();
        TestClient other = kit.join(1);
        assertThat(calls(caller, 2)).containsExactly(0, 1);
        assertThat(call(other, Dict.EMPTY)).isZero();
        caller.cancel(1, "killnowait");
        other.disconnect();
        callees.forEach(TestClient::received);

        assertThat(calls(caller, 1)).containsExactly(0);
    }

    @Test
    void aKeyLeadsToTheSameCallee() {
        register("jump_consistent_hash", 4);
        TestClient caller = kit.join();

        for (Object key : List.of("alice", "bob", 4711L)) {
            int first = call(caller, Dict.of("rkey", key));
            assertThat(call(caller, Dict.of("rkey", key))).isEqualTo(first);
            assertThat(call(caller, Dict.of("_routing_key", key))).isEqualTo(first);
        }
        assertThat(List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j"))
                .extracting(key -> call(caller, Dict.of("rkey", key)))
                .contains(0, 1, 2, 3);
    }

    @Test
    void aPartitionedCallGoesByItsKeyWhateverThePolicy() {
        register("roundrobin", 4);
        TestClient caller = kit.join();
        Dict options = Dict.of(Map.of("runmode", "partition", "rkey", "alice"));

        int first = call(caller, options);

        assertThat(call(caller, options)).isEqualTo(first);
        assertThat(call(caller, options)).isEqualTo(first);
    }

    @Test
    void aCallThatNeedsAKeyAndHasNoneIsRefused() {
        register("jump_consistent_hash", 1);
        TestClient caller = kit.join();

        caller.call(PROCEDURE);
        Message.Error error = caller.next(Message.Error.class);
        assertThat(error.error()).isEqualTo(WampError.INVALID_ARGUMENT);
        assertThat(error.payload().args().toString()).contains("rkey");

        caller.call(PROCEDURE, Dict.of("runmode", "partition"), Payload.EMPTY);
        assertThat(caller.next(Message.Error.class).error()).isEqualTo(WampError.INVALID_ARGUMENT);
    }

    @ParameterizedTest
    @CsvSource({"rkey, true", "_routing_key, 1.5", "runmode, all", "runmode, 3"})
    void aBadRoutingOptionIsRefused(String option, String value) {
        register("roundrobin", 1);
        TestClient caller = kit.join();
        Object bad = value.equals("true") ? true : value.equals("1.5") ? 1.5 : value;

        caller.call(PROCEDURE, Dict.of(option, bad), Payload.EMPTY);

        Message.Error error = caller.next(Message.Error.class);
        assertThat(error.error()).isEqualTo(WampError.INVALID_ARGUMENT);
        assertThat(error.payload().args().toString()).contains("'" + option + "'", value);
    }

    @Test
    void anUnknownPolicyIsRefused() {
        Message.Error error = refusal(kit.join(), invoke("any"));

        assertThat(error.error()).isEqualTo(WampError.INVALID_ARGUMENT);
        assertThat(error.payload().args().toString())
                .contains("'invoke'", "\"any\"", "\"roundrobin\"", "\"load\"");
    }

    @Test
    void aPolicyThatIsNoStringIsRefused() {
        Message.Error error = refusal(kit.join(), Dict.of("invoke", 3L));

        assertThat(error.error()).isEqualTo(WampError.INVALID_ARGUMENT);
    }

    @Test
    void anotherPolicyThanThatOfTheFirstIsRefused() {
        register("roundrobin", 1);
        TestClient other = kit.join(1);

        for (Dict options : List.of(invoke("random"), invoke("single"), Dict.EMPTY)) {
            Message.Error error = refusal(other, options);
            assertThat(error.error())
                    .hasToString("wamp.error.procedure_exists_with_different_invocation_policy");
            assertThat(error.payload().args().toString()).contains("'invoke'", "\"roundrobin\"");
        }
    }

    @Test
    void aSingleProcedureIsNotShared() {
        register("single", 1);

        for (Dict options : List.of(invoke("random"), invoke("single"), Dict.EMPTY)) {
            assertThat(refusal(kit.join(), options).error())
                    .isEqualTo(WampError.PROCEDURE_ALREADY_EXISTS);
        }
    }

    @Test
    void aSessionIsACalleeOnce() {
        register("roundrobin", 1);

        assertThat(refusal(callees.get(0), invoke("roundrobin")).error())
                .isEqualTo(WampError.PROCEDURE_ALREADY_EXISTS);
    }

    @Test
    void whenAllHaveLeftAnyPolicyMayBeChosen() {
        register("first", 2);
        callees.forEach(TestClient::disconnect);

        kit.join().register(PROCEDURE, invoke("last"));
    }

    @Test
    void whoUnregistersIsAskedNoMore() {
        register("roundrobin", 2);
        TestClient leaving = callees.get(0);
        long registration = kit.realm().dealer().registry().best(Uri.of(PROCEDURE)).id();

        leaving.send(new Message.Unregister(leaving.nextRequest(), registration));
        leaving.next(Message.Unregistered.class);

        assertThat(calls(kit.join(), 2)).containsExactly(1, 1);
    }

    @Test
    void theNextStandsInForOneThatHasLeft() {
        register("first", 3);
        callees.get(0).disconnect();
        assertThat(calls(kit.join(), 2)).containsExactly(1, 1);

        callees.get(1).disconnect();
        assertThat(calls(kit.join(), 1)).containsExactly(2);
    }

    @ParameterizedTest
    @CsvSource({"first, 0, 1", "last, 2, 1"})
    void aCallOnItsWayToOneThatLeavesGoesToTheNext(String policy, int chosen, int next) {
        register(policy, 3);
        TestClient caller = kit.join(1);
        TestClient leaving = callees.get(chosen);
        leaving.connection().disconnect();
        caller.call(PROCEDURE);

        // The caller's loop first, and the leaving one before the call reaches it.
        while (kit.loop(1).step()) {}
        kit.settle();

        assertThat(callees.get(next).received(Message.Invocation.class)).hasSize(1);
        assertThat(caller.received()).isEmpty();
    }

    @Test
    void aCallIsNotPassedOnWhenALaterOneWouldBeOvertaken() {
        register("roundrobin", 2);
        TestClient caller = kit.join(1);
        callees.get(0).connection().disconnect();
        long one = caller.call(PROCEDURE, "one");
        caller.call(PROCEDURE, "two");
        while (kit.loop(1).step()) {}
        kit.settle();

        assertThat(callees.get(1).received(Message.Invocation.class))
                .extracting(invocation -> invocation.payload().args().get(0))
                .containsExactly("two");
        assertThat(caller.next(Message.Error.class).request()).isEqualTo(one);
    }

    @Test
    void theNextStandsInForOneThatDoesNotKeepUp() {
        kit.limits(DealerTest.limits(kit.limits(), 4 << 20, 2));
        register("first", 2);
        TestClient one = kit.join();
        TestClient other = kit.join(1);
        assertThat(calls(one, 2)).containsExactly(0, 0);

        assertThat(calls(other, 2)).containsExactly(1, 1);

        callees.get(0).yield(1);
        callees.get(1).yield(1);
        one.next(Message.Result.class);
        other.next(Message.Result.class);
        assertThat(calls(other, 1)).containsExactly(0);
    }

    @Test
    void whoIsRelievedOfTooManyCallsIsAskedAgain() {
        kit.limits(DealerTest.limits(kit.limits(), 4 << 20, 1));
        register("first", 2);
        TestClient one = kit.join();
        TestClient other = kit.join(1);
        assertThat(calls(one, 1)).containsExactly(0);
        assertThat(calls(other, 1)).containsExactly(1);

        one.cancel(1, "killnowait");
        callees.get(0).next(Message.Interrupt.class);
        other.cancel(1, "killnowait");
        callees.get(1).next(Message.Interrupt.class);

        assertThat(calls(kit.join(), 1)).containsExactly(0);
    }

    @Test
    void whenNobodyKeepsUpTheCallerHearsAtOnce() {
        kit.limits(DealerTest.limits(kit.limits(), 4 << 20, 1));
        register("first", 2);
        calls(kit.join(), 1);
        calls(kit.join(), 1);
        TestClient caller = kit.join(1);

        caller.call(PROCEDURE);

        assertThat(caller.next(Message.Error.class).error()).isEqualTo(WampError.UNAVAILABLE);
    }

    @Test
    void aCallThatArrivesAfterUnregisteringIsNotInvoked() {
        register("single", 1);
        TestClient callee = callees.get(0);
        TestClient caller = kit.join(1);
        long registration = kit.realm().dealer().registry().best(Uri.of(PROCEDURE)).id();
        callee.send(new Message.Unregister(callee.nextRequest(), registration));
        caller.call(PROCEDURE);
        while (kit.loop(1).step()) {}
        kit.settle();

        assertThat(callee.received()).hasOnlyElementsOfType(Message.Unregistered.class);
        assertThat(caller.next(Message.Error.class).error()).isEqualTo(WampError.NO_SUCH_PROCEDURE);
    }
}
