package io.patchbay.core.meta;

import static io.patchbay.core.meta.Asking.ask;
import static io.patchbay.core.meta.Asking.dict;
import static io.patchbay.core.meta.Asking.refusal;
import static io.patchbay.core.meta.Asking.with;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.session.Identity;
import io.patchbay.core.RouterKit;
import io.patchbay.testkit.TestClient;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Message;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.WampError;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class SubscriptionMetaTest {
    private static final String TOPIC = "com.example.topic";

    private final RouterKit kit = new RouterKit(2);
    private TestClient alice;
    private long aliceId;

    @BeforeEach
    void aliceJoins() {
        alice = kit.connect();
        aliceId = alice.join(RouterKit.REALM).session();
    }

    @AfterEach
    void nothingIsLeft() {
        kit.close();
    }

    private static long subscribe(TestClient client, String topic, String match) {
        Dict options = Dict.of("match", match);
        client.send(new Message.Subscribe(client.nextRequest(), options, Uri.of(topic)));
        return client.next(Message.Subscribed.class).subscription();
    }

    @Test
    void listGivesAllIdsByPolicy() {
        long exact = alice.subscribe(TOPIC);
        long prefix = subscribe(alice, "com.", "prefix");
        long wildcard = subscribe(alice, "com..topic", "wildcard");

        assertThat(ask(alice, "wamp.subscription.list"))
                .containsExactly(
                        Map.of(
                                "exact", List.of(exact),
                                "prefix", List.of(prefix),
                                "wildcard", List.of(wildcard)));
    }

    @Test
    void longListsAreReadPageByPage() {
        var subscribed = new ArrayList<Long>();
        for (int i = 0; i < 7; i++) {
            subscribed.add(alice.subscribe(TOPIC + i));
        }
        subscribed.sort(null);

        Payload second = Payload.of(List.of(), Map.of("limit", 3L, "after", subscribed.get(2)));
        Payload last = Payload.of(List.of(), Map.of("limit", 3L, "after", subscribed.get(6)));

        assertThat(dict(ask(alice, "wamp.subscription.list", second)))
                .containsEntry("exact", subscribed.subList(3, 6));
        assertThat(dict(ask(alice, "wamp.subscription.list", last)))
                .containsEntry("exact", List.of());
        assertThat(refusal(alice, "wamp.subscription.list", with(List.of(), "limit", "3")).error())
                .isEqualTo(WampError.INVALID_ARGUMENT);
    }

    @Test
    void lookupFindsWhatWasSubscribedUnderThatPolicy() {
        long exact = alice.subscribe(TOPIC);
        long prefix = subscribe(alice, TOPIC, "prefix");

        assertThat(ask(alice, "wamp.subscription.lookup", TOPIC)).containsExactly(exact);
        assertThat(ask(alice, "wamp.subscription.lookup", TOPIC, Map.of("match", "prefix")))
                .containsExactly(prefix);
        assertThat(ask(alice, "wamp.subscription.lookup", TOPIC, Map.of("match", "wildcard")))
                .containsOnlyNulls();
        assertThat(ask(alice, "wamp.subscription.lookup", "com.example.other")).containsOnlyNulls();
    }

    @Test
    void lookupRefusesWhatIsNoUriNoOptionsOrNoPolicy() {
        for (Payload bad :
                List.of(
                        Payload.EMPTY,
                        Payload.of(17L),
                        Payload.of(TOPIC, "exact"),
                        Payload.of(TOPIC, Map.of("match", "regex")),
                        Payload.of(TOPIC, Map.of("match", 1L)))) {
            assertThat(refusal(alice, "wamp.subscription.lookup", bad).error())
                    .isEqualTo(WampError.INVALID_ARGUMENT);
        }
    }

    @Test
    void matchFindsAllThatGetAnEventOfTheTopic() {
        long exact = alice.subscribe(TOPIC);
        long prefix = subscribe(alice, "com.", "prefix");
        long wildcard = subscribe(alice, "com..topic", "wildcard");
        alice.subscribe("com.example.other");

        List<?> found = (List<?>) ask(alice, "wamp.subscription.match", TOPIC).get(0);

        assertThat(found).map(Long.class::cast).containsExactlyInAnyOrder(exact, prefix, wildcard);
        assertThat(ask(alice, "wamp.subscription.match", "org.example")).containsOnlyNulls();
        assertThat(refusal(alice, "wamp.subscription.match", 1L).error())
                .isEqualTo(WampError.INVALID_ARGUMENT);
    }

    @Test
    void getTellsWhatASubscriptionIs() {
        long id = subscribe(alice, "com.", "prefix");

        Map<String, Object> details = dict(ask(alice, "wamp.subscription.get", id));

        assertThat(details)
                .containsOnlyKeys("id", "created", "uri", "match")
                .containsEntry("id", id)
                .containsEntry("uri", "com.")
                .containsEntry("match", "prefix");
        assertThat(Instant.parse(details.get("created").toString()))
                .isBetween(Instant.now().minus(Duration.ofMinutes(10)), Instant.now());
    }

    @ParameterizedTest
    @ValueSource(strings = {"get", "list_subscribers", "count_subscribers"})
    void whatIsNoSubscriptionIsRefused(String procedure) {
        assertThat(refusal(alice, "wamp.subscription." + procedure, 4711L).error())
                .isEqualTo(WampError.NO_SUCH_SUBSCRIPTION);
        assertThat(refusal(alice, "wamp.subscription." + procedure, "4711").error())
                .isEqualTo(WampError.INVALID_ARGUMENT);
        assertThat(refusal(alice, "wamp.subscription." + procedure).error())
                .isEqualTo(WampError.INVALID_ARGUMENT);
    }

    @Test
    void subscribersAreCountedAndListedOnWhateverLoopTheyLive() {
        long id = alice.subscribe(TOPIC);
        var sessions = new ArrayList<Long>();
        for (int i = 0; i < 6; i++) {
            TestClient client = kit.connect(i % 2, RouterKit.MSGPACK);
            sessions.add(client.join(RouterKit.REALM).session());
            client.subscribe(TOPIC);
        }
        sessions.add(aliceId);
        sessions.sort(null);

        assertThat(ask(alice, "wamp.subscription.count_subscribers", id)).containsExactly(7L);
        List<?> all = (List<?>) ask(alice, "wamp.subscription.list_subscribers", id).get(0);
        assertThat(all).map(Long.class::cast).containsExactlyInAnyOrderElementsOf(sessions);
        Map<String, Object> page = Map.of("limit", 2L, "after", sessions.get(1));
        assertThat(ask(alice, "wamp.subscription.list_subscribers", Payload.of(List.of(id), page)))
                .containsExactly(sessions.subList(2, 4));
        assertThat(alice.connection().isReading()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aSubscriberThatUnderstandsItIsToldThatItWasRemoved(int loop) {
        TestClient bob = kit.connect(loop, RouterKit.MSGPACK);
        Map<String, Object> revocable =
                Map.of("subscriber", Map.of("features", Map.of("subscription_revocation", true)));
        long bobId = bob.join(RouterKit.REALM, Dict.of("roles", revocable)).session();
        long id = bob.subscribe(TOPIC);

        Payload payload = with(List.of(id, bobId), "reason", "moved");
        assertThat(ask(alice, "wamp.subscription.remove_subscriber", payload)).isEmpty();

        assertThat(bob.next(Message.Unsubscribed.class))
                .isEqualTo(
                        new Message.Unsubscribed(
                                0, Dict.of(Map.of("subscription", id, "reason", "moved"))));
        alice.publish(TOPIC, "event");
        assertThat(bob.received()).isEmpty();
        assertThat(kit.realm().broker().subscriptionCount()).isZero();
    }

    @Test
    void aSubscriberThatDoesNotUnderstandItIsRemovedSilently() {
        TestClient bob = kit.connect(1, RouterKit.MSGPACK);
        long bobId = bob.join(RouterKit.REALM).session();
        long id = bob.subscribe(TOPIC);

        ask(alice, "wamp.subscription.remove_subscriber", id, bobId);

        alice.publish(TOPIC, "event");
        assertThat(bob.received()).isEmpty();
        bob.send(new Message.Unsubscribe(bob.nextRequest(), id));
        assertThat(bob.next(Message.Error.class).error()).isEqualTo(WampError.NO_SUCH_SUBSCRIPTION);
    }

    @Test
    void removingWhatIsNotThereIsRefused() {
        TestClient bob = kit.connect(1, RouterKit.MSGPACK);
        long bobId = bob.join(RouterKit.REALM).session();
        long id = alice.subscribe(TOPIC);
        String procedure = "wamp.subscription.remove_subscriber";

        assertThat(refusal(alice, procedure, id, bobId).error())
                .isEqualTo(WampError.NO_SUCH_SUBSCRIPTION);
        assertThat(refusal(alice, procedure, 4711L, bobId).error())
                .isEqualTo(WampError.NO_SUCH_SUBSCRIPTION);
        assertThat(refusal(alice, procedure, id, 4711L).error())
                .isEqualTo(WampError.NO_SUCH_SESSION);
        long own = kit.local(Identity.TRUSTED).id();
        assertThat(refusal(alice, procedure, id, own).error()).isEqualTo(WampError.NOT_AUTHORIZED);
        assertThat(refusal(alice, procedure, id).error()).isEqualTo(WampError.INVALID_ARGUMENT);
        assertThat(refusal(alice, procedure, with(List.of(id, bobId), "reason", 1L)).error())
                .isEqualTo(WampError.INVALID_ARGUMENT);
        assertThat(alice.connection().isReading()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void theLifeOfASubscriptionIsAnnounced(int loop) {
        for (String event : List.of("on_create", "on_subscribe", "on_unsubscribe", "on_delete")) {
            alice.subscribe("wamp.subscription." + event);
            alice.received();
        }
        TestClient bob = kit.connect(loop, RouterKit.MSGPACK);
        long bobId = bob.join(RouterKit.REALM).session();
        TestClient carol = kit.connect(1, RouterKit.MSGPACK);
        long carolId = carol.join(RouterKit.REALM).session();

        long id = bob.subscribe(TOPIC);
        List<Message.Event> created = alice.received(Message.Event.class);
        carol.subscribe(TOPIC);
        bob.send(new Message.Unsubscribe(bob.nextRequest(), id));
        kit.settle();
        carol.disconnect();

        assertThat(created).hasSize(2);
        assertThat(created.get(0).payload().args().get(0)).isEqualTo(bobId);
        assertThat((Map<?, ?>) created.get(0).payload().args().get(1))
                .extracting("id", "uri", "match")
                .containsExactly(id, TOPIC, "exact");
        assertThat(created.get(1).payload().args()).containsExactly(bobId, id);
        assertThat(alice.received(Message.Event.class))
                .extracting(event -> event.payload().args())
                .containsExactly(
                        List.of(carolId, id),
                        List.of(bobId, id),
                        List.of(carolId, id),
                        List.of(carolId, id));
    }

    @Test
    void whatIsSubscribedTwiceIsAnnouncedOnce() {
        alice.subscribe("wamp.subscription.on_subscribe");
        alice.received();
        TestClient bob = kit.join();

        bob.subscribe(TOPIC);
        bob.subscribe(TOPIC);

        assertThat(alice.received(Message.Event.class)).hasSize(1);
    }

    @Test
    void patternsHearOfMetaEventsWithTheirTopic() {
        subscribe(alice, "wamp.subscription.", "prefix");
        alice.received();
        TestClient bob = kit.join(1);

        bob.subscribe(TOPIC);

        assertThat(alice.received(Message.Event.class))
                .extracting(event -> event.details().get("topic"))
                .containsExactly("wamp.subscription.on_create", "wamp.subscription.on_subscribe");
    }

    @Test
    void aRealmWithoutThemHasNeitherProceduresNorEvents() {
        kit.realms(
                RouterKit.OPEN_REALM.replace(
                        "\"authmethods\"",
                        "\"features_off\": [\"subscription_meta_api\"], \"authmethods\""));
        subscribe(alice, "wamp.subscription.", "prefix");
        alice.subscribe(TOPIC);

        assertThat(alice.received()).isEmpty();
        assertThat(refusal(alice, "wamp.subscription.list").error())
                .isEqualTo(WampError.NO_SUCH_PROCEDURE);
    }
}
