package io.patchbay.core.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.core.RouterKit;
import io.patchbay.testkit.TestClient;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Message;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.WampError;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.Map;

class PublisherIdentificationTest {
    private static final String TOPIC = "com.example.topic";
    private static final Dict DISCLOSE = Dict.of("disclose_me", true);

    private final RouterKit kit = new RouterKit(2);
    private final TestClient publisher = kit.joinAs(0, "joe", "staff");
    private final TestClient subscriber = kit.join(1);

    @AfterEach
    void nothingIsLeft() {
        kit.close();
    }

    @Test
    void subscribersAreToldWhoPublishesIfItWants() {
        subscriber.subscribe(TOPIC);

        publisher.publish(TOPIC, DISCLOSE, Payload.EMPTY);

        assertThat(subscriber.next(Message.Event.class).details()).isEqualTo(joe());
    }

    @Test
    void theyAreNotToldOtherwise() {
        subscriber.subscribe(TOPIC);

        publisher.publish(TOPIC, Dict.of("disclose_me", false), Payload.EMPTY);
        publisher.publish(TOPIC);

        assertThat(subscriber.received(Message.Event.class))
                .extracting(Message.Event::details)
                .containsExactly(Dict.EMPTY, Dict.EMPTY);
    }

    @Test
    void subscribersOfPatternsAreToldBesideTheTopic() {
        subscriber.subscribe("com.", Dict.of("match", "prefix"));

        publisher.publish(TOPIC, DISCLOSE, Payload.EMPTY);

        assertThat(subscriber.next(Message.Event.class).details())
                .isEqualTo(joe().with("topic", TOPIC));
    }

    @Test
    void whoSubscribesLaterIsToldAsWell() {
        publisher.publish(TOPIC, DISCLOSE.with("retain", true), Payload.EMPTY);
        publisher.disconnect();

        subscriber.subscribe(TOPIC, Dict.of("get_retained", true));

        assertThat(subscriber.next(Message.Event.class).details())
                .isEqualTo(joe().with("retained", true));
    }

    @Test
    void customAttributesCannotPretendToBeSomebodyElse() {
        subscriber.subscribe(TOPIC);

        publisher.publish(
                TOPIC, DISCLOSE.with("publisher", 1L).with("publisher_authid", "x"), Payload.EMPTY);

        assertThat(subscriber.next(Message.Event.class).details()).isEqualTo(joe());
    }

    @Test
    void aRealmMayForceIt() {
        disclosure("always");
        subscriber.subscribe(TOPIC);

        publisher.publish(TOPIC);

        assertThat(subscriber.next(Message.Event.class).details()).isEqualTo(joe());
    }

    @Test
    void aRealmMayForbidIt() {
        disclosure("never");
        subscriber.subscribe(TOPIC);

        publisher.publish(TOPIC, DISCLOSE.with("acknowledge", true), Payload.EMPTY);
        publisher.publish(TOPIC, DISCLOSE, Payload.EMPTY);

        Message.Error error = publisher.next(Message.Error.class);
        assertThat(error.error()).isEqualTo(WampError.DISCLOSE_ME_DISALLOWED);
        assertThat(error.error()).hasToString("wamp.error.option_disallowed.disclose_me");
        assertThat(publisher.received()).isEmpty();
        assertThat(subscriber.received()).isEmpty();
    }

    @Test
    void aPublisherWhoMayNotDiscloseItselfIsRefusedAndCounted() {
        kit.realms(RouterKit.OPEN_REALM.replace("wamp.disclose_publisher", "com.example.nothing"));
        subscriber.subscribe(TOPIC);

        publisher.publish(TOPIC, DISCLOSE.with("acknowledge", true), Payload.EMPTY);
        publisher.publish(TOPIC, DISCLOSE, Payload.EMPTY);

        Message.Error error = publisher.next(Message.Error.class);
        assertThat(error.error()).isEqualTo(WampError.DISCLOSE_ME_DISALLOWED);
        assertThat(error.payload().args().toString()).contains("wamp.disclose_publisher");
        assertThat(publisher.received()).isEmpty();
        assertThat(subscriber.received()).isEmpty();
        assertThat(kit.counters().publishesRefused.sum()).isOne();
    }

    @Test
    void aWishOfTheWrongKindIsRefusedByName() {
        publisher.publish(
                TOPIC, Dict.of(Map.of("disclose_me", 1L, "acknowledge", true)), Payload.EMPTY);

        Message.Error error = publisher.next(Message.Error.class);
        assertThat(error.error()).isEqualTo(WampError.INVALID_ARGUMENT);
        assertThat((String) error.payload().args().get(0)).contains("'disclose_me' is 1");
    }

    private Dict joe() {
        return Dict.of(
                Map.of(
                        "publisher",
                        publisher.session(),
                        "publisher_authid",
                        "joe",
                        "publisher_authrole",
                        "staff"));
    }

    private void disclosure(String rule) {
        kit.realms(
                RouterKit.OPEN_REALM.replace(
                        "\"authmethods\"",
                        "\"publisher_disclosure\": \"" + rule + "\", \"authmethods\""));
    }
}
