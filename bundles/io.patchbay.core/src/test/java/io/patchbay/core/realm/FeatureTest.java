package io.patchbay.core.realm;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.realm.Feature;
import io.patchbay.core.RouterKit;
import io.patchbay.testkit.TestClient;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Message;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.WampError;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A realm that is without some features. */
class FeatureTest {
    private static final Uri TOPIC = Uri.of("com.example.topic");

    private final RouterKit kit = new RouterKit();

    @AfterEach
    void nothingIsLeft() {
        kit.close();
    }

    private void without(String feature) {
        kit.realms(
                RouterKit.OPEN_REALM.replace(
                        "\"authmethods\"",
                        "\"features_off\": [\"" + feature + "\"], \"authmethods\""));
    }

    @Test
    void doesNotAnnounceIt() {
        without("call_canceling");

        Dict roles = kit.connect().join(RouterKit.REALM).details().dict("roles");

        assertThat(roles.dict("dealer").dict("features").has("call_canceling")).isFalse();
        assertThat(roles.dict("broker").dict("features").has("publisher_exclusion")).isTrue();
    }

    @Test
    void refusesAnOptionThatAsksForIt() {
        without("publisher_exclusion");
        TestClient client = kit.join();
        Dict acknowledged = Dict.of("acknowledge", true);

        long refused =
                client.publish(
                        TOPIC.toString(), acknowledged.with("exclude_me", false), Payload.EMPTY);
        client.publish(TOPIC.toString(), acknowledged.with("exclude_me", true), Payload.EMPTY);
        client.publish(TOPIC.toString(), Dict.of("exclude_me", false), Payload.EMPTY);
        client.publish(TOPIC.toString(), acknowledged, Payload.EMPTY);

        Message.Error error = client.next(Message.Error.class);
        assertThat(error.request()).isEqualTo(refused);
        assertThat(error.error()).isEqualTo(WampError.OPTION_NOT_ALLOWED);
        assertThat(error.payload().args())
                .containsExactly("this realm is without publisher_exclusion");
        assertThat(client.received(Message.Published.class)).hasSize(2);
    }

    @Test
    void refusesAMessageThatAsksForIt() {
        without("call_canceling");
        TestClient callee = kit.join();
        callee.register("com.example.procedure");
        TestClient caller = kit.join();
        long call = caller.call("com.example.procedure");

        caller.cancel(call, "kill");

        Message.Error error = caller.next(Message.Error.class);
        assertThat(error.requestType()).isEqualTo(Message.CANCEL);
        assertThat(error.error()).isEqualTo(WampError.OPTION_NOT_ALLOWED);
        callee.yield(callee.next(Message.Invocation.class).request(), "answer");
        assertThat(caller.next(Message.Result.class).request()).isEqualTo(call);
    }

    @Test
    void isLeftAsItWasByAFeatureThatDoesNotExist() {
        without("time_travel");

        assertThat(kit.realm().offers(Feature.CALL_CANCELING)).isTrue();
        assertThat(kit.realm().offers(Feature.PUBLISHER_EXCLUSION)).isTrue();
    }
}
