package io.patchbay.core.broker;

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
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

class RetentionTest {
    private static final String TOPIC = "com.example.topic";
    private static final Dict RETAIN = Dict.of("retain", true);
    private static final Dict GET = Dict.of("get_retained", true);
    private static final Dict GET_PREFIX = GET.with("match", "prefix");

    private final RouterKit kit = new RouterKit(2);
    private final TestClient publisher = kit.joinAs(0, "publisher", "staff");
    private final TestClient alice = kit.joinAs(1, "alice", "staff");
    private final TestClient bob = kit.joinAs(0, "bob", "guest");

    @AfterEach
    void nothingIsLeft() {
        kit.close();
    }

    @Test
    void whoSubscribesLaterGetsTheLatestRetainedEventIfItAsks() {
        retain(TOPIC, "first");
        retain(TOPIC, "second");
        publisher.publish(TOPIC, "not retained");

        long subscription = alice.subscribe(TOPIC, GET);

        Message.Event event = alice.next(Message.Event.class);
        assertThat(event.subscription()).isEqualTo(subscription);
        assertThat(event.details()).isEqualTo(Dict.of("retained", true));
        assertThat(event.payload().args()).containsExactly("second");
        assertThat(alice.received()).isEmpty();
        bob.subscribe(TOPIC);
        assertThat(bob.received()).isEmpty();
    }

    @Test
    void aRetainedEventIsNotMarkedWhereItIsNew() {
        alice.subscribe(TOPIC, GET);

        retain(TOPIC, "new");

        assertThat(alice.next(Message.Event.class).details()).isEqualTo(Dict.EMPTY);
    }

    @Test
    void theRetainedEventIsThePublishedOne() {
        publisher.publish(
                TOPIC,
                RETAIN.with("acknowledge", true).with("_custom", 1L).with("_retained_ttl", 60L),
                Payload.of(List.of("a"), Map.of("b", 2L)));
        long publication = publisher.next(Message.Published.class).publication();

        TestClient json = kit.join(1, RouterKit.JSON);
        json.subscribe(TOPIC, GET);

        Message.Event event = json.next(Message.Event.class);
        assertThat(event.publication()).isEqualTo(publication);
        assertThat(event.payload()).isEqualTo(Payload.of(List.of("a"), Map.of("b", 2L)));
        assertThat(event.details()).isEqualTo(Dict.of(Map.of("retained", true, "_custom", 1L)));
    }

    @Test
    void whoAsksAgainGetsItAgain() {
        retain(TOPIC, "kept");

        long subscription = alice.subscribe(TOPIC, GET);
        alice.next(Message.Event.class);

        assertThat(alice.subscribe(TOPIC, GET)).isEqualTo(subscription);
        alice.next(Message.Event.class);
    }

    @Test
    void whoWouldNotHaveGotTheEventDoesNotGetItLater() {
        publisher.publish(
                TOPIC,
                RETAIN.with("eligible_authrole", List.of("staff")),
                Payload.of("staff only"));

        bob.subscribe(TOPIC, GET);
        bob.subscribe("com.", GET_PREFIX);
        publisher.subscribe(TOPIC, GET);
        alice.subscribe(TOPIC, GET);

        assertThat(bob.received()).isEmpty();
        assertThat(publisher.received()).isEmpty();
        assertThat(alice.next(Message.Event.class).payload().args()).containsExactly("staff only");
    }

    @Test
    void eachGetsTheLatestThatItWouldHaveGot() {
        retain(TOPIC, "for all");
        publisher.publish(
                TOPIC, RETAIN.with("eligible_authrole", List.of("staff")), Payload.of("for staff"));
        publisher.publish(
                TOPIC, RETAIN.with("eligible_authid", List.of("nobody")), Payload.of("for none"));

        alice.subscribe(TOPIC, GET);
        bob.subscribe(TOPIC, GET);

        assertThat(alice.next(Message.Event.class).payload().args()).containsExactly("for staff");
        assertThat(bob.next(Message.Event.class).payload().args()).containsExactly("for all");
        assertThat(kit.realm().broker().retainedCount()).isEqualTo(3);
    }

    @Test
    void anEventForAllSupersedesEveryOtherOfItsTopicAndOneForSomeThoseForTheSame() {
        retain(TOPIC, "for all");
        for (int i = 0; i < 5; i++) {
            publisher.publish(
                    TOPIC,
                    RETAIN.with("exclude_authid", List.of("bob")),
                    Payload.of("not for bob"));
        }
        kit.settle();
        assertThat(kit.realm().broker().retainedCount()).isEqualTo(2);

        retain(TOPIC, "for all again");

        kit.settle();
        assertThat(kit.realm().broker().retainedCount()).isOne();
        alice.subscribe(TOPIC, GET);
        assertThat(alice.next(Message.Event.class).payload().args())
                .containsExactly("for all again");
    }

    @Test
    void eventsForSomeDoNotPileUp() {
        retain(TOPIC, "for all");
        for (long i = 1; i <= 100; i++) {
            publisher.publish(TOPIC, RETAIN.with("eligible", List.of(i)), Payload.of(i));
        }
        kit.settle();

        assertThat(kit.realm().broker().retainedCount()).isEqualTo(17);
        alice.subscribe(TOPIC, GET);
        assertThat(alice.next(Message.Event.class).payload().args()).containsExactly("for all");
    }

    @Test
    void anEventGoesWhenItsTimeIsUp() {
        publisher.publish(TOPIC, RETAIN.with("_retained_ttl", 2L), Payload.of("short-lived"));
        publisher.publish(
                "com.example.other", RETAIN.with("_retained_ttl", 0L), Payload.of("lasting"));
        kit.advance(Duration.ofMillis(1999));
        alice.subscribe(TOPIC, GET);
        assertThat(alice.received(Message.Event.class)).hasSize(1);

        kit.advance(Duration.ofMillis(1));

        bob.subscribe("com.", GET_PREFIX);
        assertThat(bob.next(Message.Event.class).payload().args()).containsExactly("lasting");
        assertThat(bob.received()).isEmpty();
        retain("com.example.third", "more");
        kit.settle();
        assertThat(kit.realm().broker().retainedCount()).isEqualTo(2);
    }

    @Test
    void aPatternGetsWhatIsRetainedOfAllTopicsThatItMatches() {
        for (String topic : List.of("com.a.x", "com.a.y", "com.b.x", "org.a.x")) {
            retain(topic, topic);
        }

        alice.subscribe("com.", GET_PREFIX);
        bob.subscribe(".a.x", GET.with("match", "wildcard"));

        assertThat(alice.received(Message.Event.class))
                .allMatch(event -> event.details().bool("retained", false))
                .extracting(event -> event.details().get("topic"))
                .containsExactlyInAnyOrder("com.a.x", "com.a.y", "com.b.x");
        assertThat(bob.received(Message.Event.class))
                .extracting(event -> event.details().get("topic"))
                .containsExactlyInAnyOrder("com.a.x", "org.a.x");
    }

    @Test
    void manyRetainedEventsComeInPartsBetweenWhichOthersAreServed() {
        for (int i = 0; i < 5000; i++) {
            retain("com.example.n" + i, i);
        }
        kit.settle();

        bob.send(new Message.Subscribe(bob.nextRequest(), GET_PREFIX, Uri.of("com.example.")));
        kit.loop(0).step();
        kit.loop(0).step();
        publisher.publish("com.example.n1", Dict.of("acknowledge", true), Payload.EMPTY);
        for (int i = 0; i < 3; i++) {
            kit.loop(0).step();
        }

        byte[] answer = publisher.connection().take();
        assertThat(publisher.decode(answer)).isInstanceOf(Message.Published.class);
        bob.next(Message.Subscribed.class);
        assertThat(bob.received(Message.Event.class)).hasSize(5001);
    }

    @Test
    void whoDoesNotReadGetsTheRestWhenItDoes() {
        for (int i = 0; i < 300; i++) {
            retain("com.example.n" + i, "x".repeat(30_000));
        }
        kit.settle();
        bob.connection().stall();

        bob.subscribe("com.example.", GET_PREFIX);
        int first = bob.received(Message.Event.class).size();
        assertThat(first).isBetween(1, 100);

        int all = first;
        for (int i = 0; i < 20; i++) {
            bob.connection().drain();
            kit.settle();
            all += bob.received(Message.Event.class).size();
            bob.connection().stall();
        }
        assertThat(all).isEqualTo(300);
        assertThat(kit.counters().eventsDropped.sum()).isZero();
        bob.connection().drain();
    }

    @Test
    void whoLeavesMeanwhileGetsNothingMore() {
        for (int i = 0; i < 3000; i++) {
            retain("com.example.n" + i, i);
        }
        kit.settle();
        long subscription = bob.subscribe("com.none.", GET_PREFIX);

        bob.send(new Message.Subscribe(bob.nextRequest(), GET_PREFIX, Uri.of("com.example.")));
        bob.send(new Message.Unsubscribe(bob.nextRequest(), subscription));
        bob.connection().disconnect();
        kit.settle();
    }

    @Test
    void aRealmRetainsNoMoreThanItsBounds() {
        bounds("\"events_max\": 2, \"bytes_max\": 3000, \"event_bytes_max\": 2000");

        retain("com.large", "x".repeat(2000));
        retain("com.one", "x".repeat(1000));
        retain("com.two", "x".repeat(1000));
        retain("com.three", "short");
        kit.settle();
        assertThat(kit.realm().broker().retainedCount()).isEqualTo(2);
        assertThat(kit.realm().broker().retainedBytes()).isBetween(2000L, 3000L);
        assertThat(kit.counters().retentionsRefused.sum()).isEqualTo(2);

        retain("com.one", "x".repeat(1500));
        alice.subscribe("com.", GET_PREFIX);
        assertThat(alice.next(Message.Event.class).details().get("topic")).isEqualTo("com.two");
        assertThat(alice.received()).isEmpty();
        assertThat(kit.realm().broker().retainedBytes()).isLessThan(1500);
    }

    @Test
    void bytesAreCountedForWhatIsPublishedInsideTheRouterAsWell() {
        bounds("\"event_bytes_max\": 2000");
        var local = kit.local("patchbay.trusted");

        local.publish(Uri.of(TOPIC), RETAIN, Payload.of("x".repeat(2000)));
        kit.settle();
        assertThat(kit.realm().broker().retainedCount()).isZero();

        local.publish(Uri.of(TOPIC), RETAIN, Payload.of(Map.of("deep", List.of(new byte[1000]))));
        kit.settle();
        assertThat(kit.realm().broker().retainedBytes()).isBetween(1256L, 1500L);
    }

    @Test
    void aRealmWithoutRetentionIgnoresTheOptions() {
        kit.realms(
                RouterKit.OPEN_REALM.replace(
                        "\"authmethods\"",
                        "\"features_off\": [\"event_retention\"], \"authmethods\""));

        publisher.publish(TOPIC, RETAIN.with("acknowledge", true), Payload.EMPTY);
        publisher.next(Message.Published.class);
        alice.subscribe(TOPIC, GET);

        assertThat(alice.received()).isEmpty();
        assertThat(kit.realm().broker().retainedCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"com..example", "has space", "wamp.topic"})
    void whatMayNotBePublishedIsNotRetained(String topic) {
        publisher.publish(topic, RETAIN, Payload.EMPTY);
        kit.settle();

        assertThat(kit.realm().broker().retainedCount()).isZero();
    }

    static Stream<Map<String, Object>> badOptions() {
        return Stream.of(
                Map.of("retain", 1L),
                Map.of("retain", "true"),
                Map.of("_retained_ttl", "1s"),
                Map.of("_retained_ttl", -1L),
                Map.of("_retained_ttl", 1L << 40));
    }

    @ParameterizedTest
    @MethodSource("badOptions")
    void anOptionOfTheWrongKindIsRefusedByName(Map<String, Object> options) {
        publisher.publish(TOPIC, Dict.of(options).with("acknowledge", true), Payload.EMPTY);

        Message.Error error = publisher.next(Message.Error.class);
        assertThat(error.error()).isEqualTo(WampError.INVALID_ARGUMENT);
        assertThat((String) error.payload().args().get(0))
                .contains("'" + options.keySet().iterator().next() + "'");
    }

    @Test
    void askingInTheWrongWayIsRefusedByName() {
        alice.send(new Message.Subscribe(1, Dict.of("get_retained", 1L), Uri.of(TOPIC)));

        Message.Error error = alice.next(Message.Error.class);
        assertThat(error.error()).isEqualTo(WampError.INVALID_ARGUMENT);
        assertThat((String) error.payload().args().get(0)).contains("'get_retained' is 1");
    }

    private void retain(String topic, Object... args) {
        publisher.publish(topic, RETAIN, Payload.of(args));
    }

    private void bounds(String json) {
        kit.realms(
                RouterKit.OPEN_REALM.replace(
                        "\"authmethods\"", "\"retention\": {" + json + "}, \"authmethods\""));
    }
}
