package io.patchbay.core.broker;

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
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

class BrokerTest {
    private static final String TOPIC = "com.example.topic";

    private final RouterKit kit = new RouterKit(3);

    @AfterEach
    void nothingIsLeft() {
        kit.close();
    }

    @Test
    void whoSubscribesTwiceHoldsOneSubscription() {
        TestClient alice = kit.join();

        assertThat(alice.subscribe(TOPIC)).isEqualTo(alice.subscribe(TOPIC));

        kit.join().publish(TOPIC, "once");
        assertThat(alice.received(Message.Event.class)).hasSize(1);
    }

    @Test
    void allSubscribersOfATopicHaveTheSameId() {
        long first = kit.join(0).subscribe(TOPIC);

        assertThat(kit.join(0).subscribe(TOPIC)).isEqualTo(first);
        assertThat(kit.join(1, RouterKit.JSON).subscribe(TOPIC)).isEqualTo(first);
        assertThat(kit.join(2).subscribe("com.example.other")).isNotEqualTo(first);
    }

    @Test
    void theIdIsTheSameAgainAfterAllHaveLeft() {
        TestClient alice = kit.join();
        long first = alice.subscribe(TOPIC);
        alice.disconnect();
        assertThat(kit.realm().broker().subscriptionCount()).isZero();

        assertThat(kit.join().subscribe(TOPIC)).isEqualTo(first);
    }

    @Test
    void whoHasUnsubscribedGetsNoMoreEvents() {
        TestClient alice = kit.join();
        TestClient bob = kit.join();
        long subscription = alice.subscribe(TOPIC);
        bob.subscribe(TOPIC);

        alice.send(new Message.Unsubscribe(alice.nextRequest(), subscription));
        Message.Unsubscribed answer = alice.next(Message.Unsubscribed.class);
        kit.join().publish(TOPIC);

        assertThat(answer).isEqualTo(new Message.Unsubscribed(2, Dict.EMPTY));
        assertThat(alice.received()).isEmpty();
        assertThat(bob.received(Message.Event.class)).hasSize(1);
    }

    @Test
    void onlyWhoHoldsASubscriptionMayEndIt() {
        TestClient alice = kit.join();
        long subscription = alice.subscribe(TOPIC);
        TestClient bob = kit.join();

        for (long id : new long[] {subscription, 4711}) {
            bob.send(new Message.Unsubscribe(bob.nextRequest(), id));
            assertThat(bob.next(Message.Error.class).error())
                    .isEqualTo(WampError.NO_SUCH_SUBSCRIPTION);
        }
    }

    @Test
    void thePublisherIsExcludedUnlessItAsksNotToBe() {
        TestClient alice = kit.join();
        alice.subscribe(TOPIC);

        alice.publish(TOPIC);
        alice.publish(TOPIC, Dict.of("exclude_me", true), Payload.EMPTY);
        assertThat(alice.received()).isEmpty();

        alice.publish(TOPIC, Dict.of("exclude_me", false), Payload.of("me too"));
        assertThat(alice.next(Message.Event.class).payload().args()).containsExactly("me too");
    }

    @Test
    void aPublicationIsAcknowledgedOnRequestWithTheIdOfItsEvents() {
        TestClient alice = kit.join(1);
        long subscription = alice.subscribe(TOPIC);
        TestClient bob = kit.join();

        long request = bob.publish(TOPIC, Dict.of("acknowledge", true), Payload.EMPTY);

        Message.Published published = bob.next(Message.Published.class);
        assertThat(published.request()).isEqualTo(request);
        assertThat(published.publication()).isBetween(1L, 1L << 53);
        assertThat(alice.next(Message.Event.class))
                .isEqualTo(
                        new Message.Event(
                                subscription, published.publication(), Dict.EMPTY, Payload.EMPTY));
    }

    @Test
    void aPublicationThatNobodyHearsIsAcknowledgedAllTheSame() {
        TestClient bob = kit.join();

        bob.publish(TOPIC, Dict.of("acknowledge", true), Payload.EMPTY);

        bob.next(Message.Published.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "com..example", "has space", "sharp#", "wamp.topic", "wamp"})
    void aTopicThatMayNotBePublishedToIsRefusedIfAnAnswerIsWanted(String topic) {
        TestClient bob = kit.join();

        bob.publish(topic, Dict.EMPTY, Payload.EMPTY);
        assertThat(bob.received()).isEmpty();

        bob.publish(topic, Dict.of("acknowledge", true), Payload.EMPTY);
        assertThat(bob.next(Message.Error.class).error()).isEqualTo(WampError.INVALID_URI);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "com..example", "has space", "sharp#"})
    void aTopicThatIsNoUriCannotBeSubscribedTo(String topic) {
        TestClient alice = kit.join();

        alice.send(new Message.Subscribe(1, Dict.EMPTY, Uri.of(topic)));

        Message.Error error = alice.next(Message.Error.class);
        assertThat(error.error()).isEqualTo(WampError.INVALID_URI);
        assertThat(error.requestType()).isEqualTo(Message.SUBSCRIBE);
    }

    @Test
    void whatTheProtocolPublishesItselfMayBeSubscribedTo() {
        assertThat(kit.join().subscribe("wamp.session.on_join")).isPositive();
    }

    @Test
    void argumentsAndKeywordArgumentsArrive() {
        TestClient alice = kit.join(1, RouterKit.JSON);
        alice.subscribe(TOPIC);
        var payload =
                Payload.of(
                        List.of("ä", 1L << 53, -1L, 1.5, true, List.of(1L), BigInteger.TWO.pow(63)),
                        Map.of("key", Map.of("deep", List.of())));

        kit.join().publish(TOPIC, Dict.EMPTY, payload);

        assertThat(alice.next(Message.Event.class).payload()).isEqualTo(payload);
    }

    @Test
    void bytesOfAPayloadPassUnchangedInTheSameFormat() {
        TestClient alice = kit.join(0);
        TestClient carol = kit.join(1);
        alice.subscribe(TOPIC);
        carol.subscribe(TOPIC);
        TestClient bob = kit.join(0);
        // ["a", 1], each in a longer form than it needs, and {"b": nil}
        byte[] tail = {
            (byte) 0xdc,
            0,
            2,
            (byte) 0xd9,
            1,
            'a',
            (byte) 0xce,
            0,
            0,
            0,
            1,
            (byte) 0xde,
            0,
            1,
            (byte) 0xda,
            0,
            1,
            'b',
            (byte) 0xc0
        };
        byte[] head = {(byte) 0x96, 16, 1, (byte) 0x80, (byte) 0xa1, 't'};
        alice.subscribe("t");
        carol.subscribe("t");

        byte[] publish = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, publish, head.length, tail.length);
        bob.sendBytes(publish);

        for (byte[] event : List.of(alice.nextBytes(), carol.nextBytes())) {
            assertThat(event).endsWith(tail);
        }
    }

    @Test
    void binaryTravelsThroughJsonAndBack() {
        TestClient json = kit.join(0, RouterKit.JSON);
        TestClient msgPack = kit.join(1);
        json.subscribe(TOPIC);
        msgPack.subscribe("com.example.back");
        kit.join().publish(TOPIC, new byte[] {0, 1, (byte) 0xff});

        Payload seen = json.next(Message.Event.class).payload();
        json.publish("com.example.back", Dict.EMPTY, seen);

        assertThat((byte[]) msgPack.next(Message.Event.class).payload().args().get(0))
                .containsExactly(0, 1, 0xff);
    }

    @Test
    void anEventIsEncodedOncePerFormatHoweverManyGetIt() {
        var json = new CountingSerializer(RouterKit.JSON);
        var msgPack = new CountingSerializer(RouterKit.MSGPACK);
        List<TestClient> subscribers =
                IntStream.range(0, 12)
                        .mapToObj(i -> kit.join(i % 3, i % 2 == 0 ? json : msgPack))
                        .toList();
        subscribers.forEach(subscriber -> subscriber.subscribe(TOPIC));
        TestClient bob = kit.join(0);
        json.documents().set(0);
        msgPack.documents().set(0);

        bob.publish(TOPIC, "to all");

        assertThat(subscribers)
                .allMatch(
                        subscriber ->
                                subscriber
                                        .next(Message.Event.class)
                                        .payload()
                                        .args()
                                        .equals(List.of("to all")));
        assertThat(json.documents()).hasValue(1);
        assertThat(msgPack.documents()).hasValue(1);
    }

    @Test
    void eventsOfAPublisherKeepTheirOrderOnEveryLoop() {
        List<TestClient> subscribers =
                IntStream.range(0, 6).mapToObj(i -> kit.join(i % 3)).toList();
        subscribers.forEach(subscriber -> subscriber.subscribe(TOPIC));
        TestClient alice = kit.join(0);
        TestClient bob = kit.join(1);
        var random = new Random(1);

        for (long i = 0; i < 200; i++) {
            alice.publish(TOPIC, "alice", i);
            bob.publish(TOPIC, "bob", i);
            kit.loop(random.nextInt(3)).step();
        }

        List<Long> inOrder = LongStream.range(0, 200).boxed().toList();
        for (TestClient subscriber : subscribers) {
            List<Message.Event> events = subscriber.received(Message.Event.class);
            for (String publisher : List.of("alice", "bob")) {
                assertThat(events)
                        .filteredOn(event -> event.payload().args().get(0).equals(publisher))
                        .extracting(event -> event.payload().args().get(1))
                        .isEqualTo(inOrder);
            }
        }
    }

    @Test
    void anEventLargerThanASubscriberTakesIsDroppedAndCounted() {
        TestClient small = kit.joinTaking(1024);
        TestClient large = kit.join(1);
        small.subscribe(TOPIC);
        large.subscribe(TOPIC);

        TestClient bob = kit.join();
        bob.publish(TOPIC, "x".repeat(2000));
        bob.publish(TOPIC, "short");

        assertThat(small.next(Message.Event.class).payload().args()).containsExactly("short");
        assertThat(large.received(Message.Event.class)).hasSize(2);
        assertThat(kit.counters().eventsDropped.sum()).isOne();
    }

    @Test
    void aSessionHoldsNoMoreSubscriptionsThanItMay() {
        kit.limits(limits(2));
        TestClient alice = kit.join();
        alice.subscribe("com.example.one");
        alice.subscribe(TOPIC);

        alice.send(new Message.Subscribe(alice.nextRequest(), Dict.EMPTY, Uri.of("com.three")));
        assertThat(alice.next(Message.Error.class).error()).isEqualTo(WampError.UNAVAILABLE);

        long held = alice.subscribe(TOPIC);
        alice.send(new Message.Unsubscribe(alice.nextRequest(), held));
        alice.next(Message.Unsubscribed.class);
        assertThat(alice.subscribe("com.three")).isPositive();
    }

    @Test
    void aRealmMayDemandStrictUris() {
        kit.realms(
                RouterKit.OPEN_REALM.replace(
                        "\"uri\": \"realm1\",", "\"uri\": \"realm1\", \"uri_rule\": \"strict\","));
        TestClient alice = kit.join();

        alice.send(new Message.Subscribe(1, Dict.EMPTY, Uri.of("com.Example")));
        assertThat(alice.next(Message.Error.class).error()).isEqualTo(WampError.INVALID_URI);
    }

    private Limits limits(int subscriptions) {
        Limits usual = kit.limits();
        return new Limits(
                usual.hello(),
                usual.goodbye(),
                usual.outboundBytes(),
                usual.slow(),
                usual.pendingCalls(),
                usual.callTimeoutMillis(),
                usual.longestCallMillis(),
                subscriptions,
                usual.registrations(),
                usual.sessions(),
                true);
    }
}
