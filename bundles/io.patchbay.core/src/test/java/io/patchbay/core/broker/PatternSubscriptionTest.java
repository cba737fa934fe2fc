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
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

class PatternSubscriptionTest {
    private static final Dict PREFIX = Dict.of("match", "prefix");
    private static final Dict WILDCARD = Dict.of("match", "wildcard");

    private final RouterKit kit = new RouterKit(3);
    private final TestClient alice = kit.join(1);
    private final TestClient bob = kit.join();

    @AfterEach
    void nothingIsLeft() {
        kit.close();
    }

    @ParameterizedTest(name = "{0} {1} gets {2}: {3}")
    @CsvSource({
        "prefix,com.myapp.topic.emergency,com.myapp.topic.emergency.11,true",
        "prefix,com.myapp.topic.emergency,com.myapp.topic.emergency-low,true",
        "prefix,com.myapp.topic.emergency,com.myapp.topic.emergency.category.severe,true",
        "prefix,com.myapp.topic.emergency,com.myapp.topic.emergency,true",
        "prefix,com.myapp.topic.emergency,com.myapp.topic.emerge,false",
        "prefix,com.myapp.,com.myapp.topic,true",
        "prefix,'',com,true",
        "wildcard,com.myapp..userevent,com.myapp.foo.userevent,true",
        "wildcard,com.myapp..userevent,com.myapp.a12.userevent,true",
        "wildcard,com.myapp..userevent,com.myapp.foo.userevent.bar,false",
        "wildcard,com.myapp..userevent,com.myapp.foo.user,false",
        "wildcard,com.myapp..userevent,com.myapp2.foo.userevent,false",
        "wildcard,.,com.myapp,true",
        "exact,com.myapp,com.myapp,true"
    })
    void anEventGoesToWhatItMatches(String match, String pattern, String topic, boolean matches) {
        alice.subscribe(pattern, Dict.of("match", match));

        bob.publish(topic, "hello");

        assertThat(alice.received(Message.Event.class)).hasSize(matches ? 1 : 0);
    }

    @Test
    void whoSubscribedToAPatternIsToldTheTopic() {
        alice.subscribe("com.example", PREFIX);

        bob.publish("com.example.topic", "hello");

        Message.Event event = alice.next(Message.Event.class);
        assertThat(event.details()).isEqualTo(Dict.of("topic", "com.example.topic"));
        assertThat(event.payload().args()).containsExactly("hello");
    }

    @Test
    void aSubscriberGetsTheEventOnceForEachOfItsSubscriptionsThatMatch() {
        List<Long> subscriptions =
                List.of(
                        alice.subscribe("com.example.topic"),
                        alice.subscribe("com.example", PREFIX),
                        alice.subscribe("com.", PREFIX),
                        alice.subscribe("com..topic", WILDCARD),
                        alice.subscribe("..", WILDCARD));
        alice.subscribe("com.other", PREFIX);
        alice.received(); // what the router says of these subscriptions

        bob.publish("com.example.topic", "hello");

        List<Message.Event> events = alice.received(Message.Event.class);
        assertThat(events)
                .extracting(Message.Event::subscription)
                .containsExactlyInAnyOrderElementsOf(subscriptions);
        assertThat(events)
                .extracting(Message.Event::publication)
                .containsOnly(events.get(0).publication());
        assertThat(events).extracting(Message.Event::payload).containsOnly(Payload.of("hello"));
    }

    @Test
    void theSameTextIsAnotherSubscriptionUnderAnotherPolicy() {
        long exact = alice.subscribe("com.example.topic");
        long prefix = alice.subscribe("com.example.topic", PREFIX);

        assertThat(prefix).isNotEqualTo(exact);
        assertThat(bob.subscribe("com.example.topic", PREFIX)).isEqualTo(prefix);
        assertThat(alice.subscribe("com.example.topic", Dict.of("match", "exact")))
                .isEqualTo(exact);
        assertThat(kit.realm().broker().subscriptionCount()).isEqualTo(2);
    }

    @Test
    void whoHasUnsubscribedFromAPatternGetsNoMoreEvents() {
        long wildcard = alice.subscribe("com..topic", WILDCARD);
        long prefix = alice.subscribe("com.", PREFIX);

        alice.send(new Message.Unsubscribe(alice.nextRequest(), wildcard));
        alice.next(Message.Unsubscribed.class);
        bob.publish("com.example.topic");

        assertThat(alice.next(Message.Event.class).subscription()).isEqualTo(prefix);
        assertThat(alice.received()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"prefix,has space", "wildcard,com..sharp#", "prefix,com.\u00a0"})
    void whatCannotMatchAnythingIsRefused(String match, String pattern) {
        alice.send(new Message.Subscribe(1, Dict.of("match", match), Uri.of(pattern)));

        assertThat(alice.next(Message.Error.class).error()).isEqualTo(WampError.INVALID_URI);
    }

    @Test
    void strictRealmsTakeStrictPatterns() {
        kit.realms(
                RouterKit.OPEN_REALM.replace(
                        "\"uri\": \"realm1\",", "\"uri\": \"realm1\", \"uri_rule\": \"strict\","));

        alice.send(new Message.Subscribe(1, WILDCARD, Uri.of("com..Example")));
        assertThat(alice.next(Message.Error.class).error()).isEqualTo(WampError.INVALID_URI);
        alice.send(new Message.Subscribe(2, WILDCARD, Uri.of("com..example")));
        alice.next(Message.Subscribed.class);
    }

    @Test
    void anUnknownPolicyIsRefusedByNameAndValue() {
        alice.send(new Message.Subscribe(1, Dict.of("match", "regex"), Uri.of("com.example")));

        Message.Error error = alice.next(Message.Error.class);
        assertThat(error.error()).isEqualTo(WampError.INVALID_ARGUMENT);
        assertThat(error.payload().args().get(0))
                .isEqualTo(
                        "option 'match' is \"regex\", expected \"exact\", \"prefix\" or"
                                + " \"wildcard\"");
    }

    @Test
    void aWildcardPatternOfTooManyComponentsIsRefused() {
        alice.send(new Message.Subscribe(1, WILDCARD, Uri.of(".".repeat(100))));

        assertThat(alice.next(Message.Error.class).error()).isEqualTo(WampError.UNAVAILABLE);
    }

    @Test
    void aPatternIsAllowedIfAllIsThatItMatches() {
        kit.realms(
                RouterKit.OPEN_REALM.replace(
                        "\"uri\": \"\", \"match\": \"prefix\"",
                        "\"uri\": \"com.open\", \"match\": \"exact\""));

        alice.send(new Message.Subscribe(1, PREFIX, Uri.of("com.open")));
        assertThat(alice.next(Message.Error.class).error()).isEqualTo(WampError.NOT_AUTHORIZED);
        alice.send(new Message.Subscribe(2, Dict.EMPTY, Uri.of("com.open")));
        alice.next(Message.Subscribed.class);
    }

    @Test
    void anEventIsEncodedOncePerSubscriptionAndFormat() {
        var msgPack = new CountingSerializer(RouterKit.MSGPACK);
        List<TestClient> subscribers =
                IntStream.range(0, 9).mapToObj(i -> kit.join(i % 3, msgPack)).toList();
        subscribers.forEach(subscriber -> subscriber.subscribe("com.", PREFIX));
        subscribers.forEach(subscriber -> subscriber.subscribe("com.", WILDCARD));
        msgPack.documents().set(0);

        bob.publish("com.example", "to all");

        assertThat(subscribers)
                .allMatch(subscriber -> subscriber.received(Message.Event.class).size() == 2);
        assertThat(msgPack.documents()).hasValue(2);
    }

    @Test
    void eventsKeepTheirOrderThroughPatterns() {
        alice.subscribe("com.example.", PREFIX);
        alice.subscribe("com..a", WILDCARD);
        var random = new Random(3);

        for (long i = 0; i < 200; i++) {
            bob.publish("com.example." + (random.nextBoolean() ? "a" : "b"), i);
            kit.loop(random.nextInt(2)).step();
        }

        List<Object> numbers =
                alice.received(Message.Event.class).stream()
                        .map(event -> event.payload().args().get(0))
                        .toList();
        assertThat(numbers.stream().distinct())
                .containsExactlyElementsOf(LongStream.range(0, 200).boxed().toList());
        assertThat(numbers).isSorted();
    }

    @Test
    void anEventOfTheRouterItselfGoesToAllThatMatch() {
        alice.subscribe("wamp.example.event");
        bob.subscribe("wamp.example.", PREFIX);
        var router = kit.local("patchbay.trusted");
        router.publish(Uri.of("wamp.example.event"), Dict.EMPTY, Payload.of(4711L));
        kit.settle();

        assertThat(alice.next(Message.Event.class).payload().args()).containsExactly(4711L);
        assertThat(bob.next(Message.Event.class).details().get("topic"))
                .isEqualTo("wamp.example.event");
    }
}
