package io.patchbay.core.dealer;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.session.Identity;
import io.patchbay.api.session.LocalSession;
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
import java.util.Map;
import java.util.concurrent.CompletableFuture;

class CallerIdentificationTest {
    private static final String PROCEDURE = "com.example.procedure";

    private final RouterKit kit = new RouterKit(2);

    @AfterEach
    void nothingIsLeft() {
        kit.close();
    }

    private void disclosure(String rule) {
        kit.realms(
                RouterKit.OPEN_REALM.replace(
                        "\"grants\"", "\"caller_disclosure\": \"" + rule + "\", \"grants\""));
    }

    @ParameterizedTest
    @CsvSource({
        "on_request, false, false, false",
        "on_request, true, false, true",
        "on_request, false, true, true",
        "always, false, false, true",
        "never, false, true, false"
    })
    void theCalleeLearnsWhoCallsIfTheRealmAllowsOrDemandsIt(
            String rule, boolean callerAsks, boolean calleeAsks, boolean isTold) {
        disclosure(rule);
        TestClient callee = kit.join(1);
        callee.register(PROCEDURE, Dict.of("disclose_caller", calleeAsks));
        TestClient caller = kit.connect();
        Message.Welcome welcome = caller.join(RouterKit.REALM);

        Dict options = callerAsks ? Dict.of("disclose_me", true) : Dict.EMPTY;
        caller.call(PROCEDURE, options, Payload.EMPTY);

        Dict who =
                Dict.of(
                        Map.of(
                                "caller",
                                welcome.session(),
                                "caller_authid",
                                welcome.details().string("authid", ""),
                                "caller_authrole",
                                "anonymous"));
        assertThat(callee.next(Message.Invocation.class).details())
                .isEqualTo(isTold ? who : Dict.EMPTY);
    }

    @Test
    void whereCallersAreNeverDisclosedAskingForItIsRefused() {
        disclosure("never");
        TestClient callee = kit.join();
        callee.register(PROCEDURE);

        callee.call(PROCEDURE, Dict.of("disclose_me", true), Payload.EMPTY);

        Message.Error error = callee.next(Message.Error.class);
        assertThat(error.error()).hasToString("wamp.error.option_disallowed.disclose_me");
        assertThat(error.payload().args().toString()).contains("'disclose_me'");
    }

    @Test
    void aCallerWhoMayNotDiscloseItselfIsRefused() {
        without("wamp.disclose_caller");
        TestClient callee = kit.join();
        callee.register(PROCEDURE);

        callee.call(PROCEDURE, Dict.of("disclose_me", true), Payload.EMPTY);

        Message.Error error = callee.next(Message.Error.class);
        assertThat(error.error()).hasToString("wamp.error.option_disallowed.disclose_me");
        assertThat(error.payload().args().toString())
                .contains("wamp.disclose_caller on '" + PROCEDURE + "' is not granted");
        callee.call(PROCEDURE);
        assertThat(callee.next(Message.Invocation.class).details()).isEqualTo(Dict.EMPTY);
    }

    @ParameterizedTest
    @CsvSource({
        "disclose_caller, wamp.disclose_caller",
        "_disclose_session_info, wamp.disclose_session_info"
    })
    void aCalleeWhoMayNotLearnWhoCallsCannotAskForIt(String option, String permission) {
        without(permission);
        TestClient callee = kit.join();

        Dict options = Dict.of(option, true);
        callee.send(new Message.Register(callee.nextRequest(), options, Uri.of(PROCEDURE)));

        Message.Error error = callee.next(Message.Error.class);
        assertThat(error.error()).isEqualTo(WampError.OPTION_NOT_ALLOWED);
        assertThat(error.payload().args().toString()).contains(permission);
        callee.register(PROCEDURE, Dict.of(option, false));
    }

    private void without(String permission) {
        kit.realms(RouterKit.OPEN_REALM.replace(permission, "com.example.nothing"));
    }

    @ParameterizedTest
    @CsvSource({"on_request, true", "never, false"})
    void aCalleeMayAskForAllAboutTheSessionOfItsCallers(String rule, boolean isTold) {
        disclosure(rule);
        TestClient callee = kit.join(1);
        callee.register(PROCEDURE, Dict.of("_disclose_session_info", true));
        TestClient caller = kit.joinAs(0, "joe", "staff");

        caller.call(PROCEDURE);

        Dict details = callee.next(Message.Invocation.class).details();
        assertThat(details.has("_session_info")).isEqualTo(isTold);
        if (isTold) {
            Dict info = details.dict("_session_info");
            assertThat(info.string("authid")).isEqualTo("joe");
            assertThat(info.get("session")).isEqualTo(caller.session());
        }
    }

    @Test
    void nobodyButTheRouterTellsAboutTheSessionOfACaller() {
        disclosure("never");
        TestClient callee = kit.join(1);
        callee.register(PROCEDURE, Dict.of("_disclose_session_info", true));
        TestClient caller = kit.join();

        caller.call(PROCEDURE, Dict.of("_session_info", Map.of("authid", "admin")), Payload.EMPTY);

        assertThat(callee.next(Message.Invocation.class).details()).isEqualTo(Dict.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"on_request", "always", "never"})
    void theRouterItselfLearnsWhoCallsWhateverTheRealmSays(String rule) {
        disclosure(rule);
        LocalSession router = kit.local(Identity.TRUSTED);
        Dict options = Dict.of(Map.of("match", "prefix", "disclose_caller", true));
        var told = new ArrayList<Dict>();
        router.register(
                Uri.of("bondy."),
                options,
                (details, payload) -> {
                    told.add(details);
                    return CompletableFuture.completedStage(payload);
                });
        kit.settle();
        TestClient caller = kit.join(1);

        caller.call("bondy.procedure", Dict.of("x_caller", 1L), Payload.EMPTY);
        caller.next(Message.Result.class);

        assertThat(told.get(0).get("caller")).isEqualTo(caller.session());
        assertThat(told.get(0).get("procedure")).isEqualTo("bondy.procedure");
    }

    @Test
    void anOptionThatIsNoBooleanIsRefused() {
        TestClient callee = kit.join();
        callee.register(PROCEDURE);

        callee.call(PROCEDURE, Dict.of("disclose_me", 1L), Payload.EMPTY);
        assertThat(callee.next(Message.Error.class).error()).isEqualTo(WampError.INVALID_ARGUMENT);

        Dict options = Dict.of("disclose_caller", "yes");
        callee.send(new Message.Register(callee.nextRequest(), options, Uri.of("com.other")));
        assertThat(callee.next(Message.Error.class).error()).isEqualTo(WampError.INVALID_ARGUMENT);
    }

    @Test
    void attributesOfTheCallerGoToTheCalleeAndBackAndOthersDoNot() {
        TestClient callee = kit.join(1);
        callee.register(PROCEDURE);
        TestClient caller = kit.join(0, RouterKit.JSON);
        Dict custom = Dict.of(Map.of("_trace", "abc", "x_deep", Map.of("list", "of things")));

        caller.call(PROCEDURE, custom.with("unknown", 1L), Payload.EMPTY);
        assertThat(callee.next(Message.Invocation.class).details()).isEqualTo(custom);
        callee.send(new Message.Yield(1, custom.with("unknown", 1L), Payload.EMPTY));

        assertThat(caller.next(Message.Result.class).details()).isEqualTo(custom);
    }

    @ParameterizedTest
    @CsvSource({
        "loose, com..error, false",
        "loose, com.example.Error, true",
        "strict, com.Error, false"
    })
    void anErrorOfTheCalleeThatIsNoUriIsToldAsSuch(String rule, String error, boolean isValid) {
        kit.realms(
                RouterKit.OPEN_REALM.replace(
                        "\"grants\"", "\"uri_rule\": \"" + rule + "\", \"grants\""));
        TestClient callee = kit.join(1);
        callee.register(PROCEDURE);
        TestClient caller = kit.join();
        caller.call(PROCEDURE);
        callee.next(Message.Invocation.class);

        callee.fail(1, error, "why");

        Message.Error told = caller.next(Message.Error.class);
        assertThat(told.error()).hasToString(isValid ? error : "wamp.error.invalid_uri");
        assertThat(told.payload().args().toString()).contains(isValid ? "why" : error);
    }
}
