package io.patchbay.core.meta;

import static io.patchbay.core.meta.Asking.ask;
import static io.patchbay.core.meta.Asking.dict;
import static io.patchbay.core.meta.Asking.refusal;
import static io.patchbay.core.meta.Asking.with;

import static org.assertj.core.api.Assertions.assertThat;

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

class RegistrationMetaTest {
    private static final String PROCEDURE = "com.example.procedure";

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

    private static long register(TestClient client, String procedure, Map<String, Object> options) {
        client.send(
                new Message.Register(client.nextRequest(), Dict.of(options), Uri.of(procedure)));
        return client.next(Message.Registered.class).registration();
    }

    private static long share(TestClient client) {
        return register(client, PROCEDURE, Map.of("invoke", "roundrobin"));
    }

    @Test
    void listGivesAllIdsByPolicy() {
        long exact = alice.register(PROCEDURE);
        long prefix = register(alice, "com.", Map.of("match", "prefix"));
        long wildcard = register(alice, "com..procedure", Map.of("match", "wildcard"));

        assertThat(ask(alice, "wamp.registration.list"))
                .containsExactly(
                        Map.of(
                                "exact", List.of(exact),
                                "prefix", List.of(prefix),
                                "wildcard", List.of(wildcard)));
    }

    @Test
    void longListsAreReadPageByPage() {
        var registered = new ArrayList<Long>();
        for (int i = 0; i < 7; i++) {
            registered.add(alice.register(PROCEDURE + i));
        }
        registered.sort(null);

        Payload second = Payload.of(List.of(), Map.of("limit", 3L, "after", registered.get(2)));

        assertThat(dict(ask(alice, "wamp.registration.list", second)))
                .containsEntry("exact", registered.subList(3, 6));
    }

    @Test
    void lookupFindsWhatWasRegisteredUnderThatPolicy() {
        long exact = alice.register(PROCEDURE);
        long prefix = register(alice, PROCEDURE, Map.of("match", "prefix"));

        assertThat(ask(alice, "wamp.registration.lookup", PROCEDURE)).containsExactly(exact);
        assertThat(ask(alice, "wamp.registration.lookup", PROCEDURE, Map.of("match", "prefix")))
                .containsExactly(prefix);
        assertThat(ask(alice, "wamp.registration.lookup", "com.example.other")).containsOnlyNulls();
        assertThat(
                        refusal(
                                        alice,
                                        "wamp.registration.lookup",
                                        PROCEDURE,
                                        Map.of("match", "regex"))
                                .error())
                .isEqualTo(WampError.INVALID_ARGUMENT);
    }

    @Test
    void matchFindsTheOneThatACallWouldGoTo() {
        long prefix = register(alice, "com.", Map.of("match", "prefix"));
        assertThat(ask(alice, "wamp.registration.match", PROCEDURE)).containsExactly(prefix);

        long exact = alice.register(PROCEDURE);
        assertThat(ask(alice, "wamp.registration.match", PROCEDURE)).containsExactly(exact);
        assertThat(ask(alice, "wamp.registration.match", "org.example")).containsOnlyNulls();
        assertThat(refusal(alice, "wamp.registration.match").error())
                .isEqualTo(WampError.INVALID_ARGUMENT);
    }

    @Test
    void getTellsWhatARegistrationIs() {
        long id = share(alice);

        Map<String, Object> details = dict(ask(alice, "wamp.registration.get", id));

        assertThat(details)
                .containsOnlyKeys("id", "created", "uri", "match", "invoke")
                .containsEntry("id", id)
                .containsEntry("uri", PROCEDURE)
                .containsEntry("match", "exact")
                .containsEntry("invoke", "roundrobin");
        assertThat(Instant.parse(details.get("created").toString()))
                .isBetween(Instant.now().minus(Duration.ofMinutes(10)), Instant.now());
    }

    @ParameterizedTest
    @ValueSource(strings = {"get", "list_callees", "count_callees"})
    void whatIsNoRegistrationIsRefused(String procedure) {
        assertThat(refusal(alice, "wamp.registration." + procedure, 4711L).error())
                .isEqualTo(WampError.NO_SUCH_REGISTRATION);
        assertThat(refusal(alice, "wamp.registration." + procedure, true).error())
                .isEqualTo(WampError.INVALID_ARGUMENT);
    }

    @Test
    void calleesAreCountedAndListed() {
        long id = share(alice);
        TestClient bob = kit.connect(1, RouterKit.MSGPACK);
        long bobId = bob.join(RouterKit.REALM).session();
        share(bob);
        long least = Math.min(aliceId, bobId);

        assertThat(ask(alice, "wamp.registration.count_callees", id)).containsExactly(2L);
        List<?> all = (List<?>) ask(alice, "wamp.registration.list_callees", id).get(0);
        assertThat(all).map(Long.class::cast).containsExactlyInAnyOrder(aliceId, bobId);
        assertThat(ask(alice, "wamp.registration.list_callees", with(List.of(id), "limit", 1L)))
                .containsExactly(List.of(least));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aCalleeThatUnderstandsItIsToldThatItWasRemoved(int loop) {
        TestClient bob = kit.connect(loop, RouterKit.MSGPACK);
        Map<String, Object> revocable =
                Map.of("callee", Map.of("features", Map.of("registration_revocation", true)));
        long bobId = bob.join(RouterKit.REALM, Dict.of("roles", revocable)).session();
        long id = bob.register(PROCEDURE);

        Payload payload = with(List.of(id, bobId), "reason", "moved");
        assertThat(ask(alice, "wamp.registration.remove_callee", payload)).isEmpty();

        assertThat(bob.next(Message.Unregistered.class))
                .isEqualTo(
                        new Message.Unregistered(
                                0, Dict.of(Map.of("registration", id, "reason", "moved"))));
        assertThat(refusal(alice, PROCEDURE).error()).isEqualTo(WampError.NO_SUCH_PROCEDURE);
    }

    @Test
    void aCalleeThatDoesNotUnderstandItIsRemovedSilently() {
        TestClient bob = kit.connect(1, RouterKit.MSGPACK);
        long bobId = bob.join(RouterKit.REALM).session();
        long id = bob.register(PROCEDURE);

        ask(alice, "wamp.registration.remove_callee", id, bobId);

        assertThat(bob.received()).isEmpty();
        bob.send(new Message.Unregister(bob.nextRequest(), id));
        assertThat(bob.next(Message.Error.class).error()).isEqualTo(WampError.NO_SUCH_REGISTRATION);
    }

    @Test
    void aCalleeThatIsRemovedStillAnswersWhatItWasAskedBefore() {
        TestClient bob = kit.connect(1, RouterKit.MSGPACK);
        long bobId = bob.join(RouterKit.REALM).session();
        long id = bob.register(PROCEDURE);
        TestClient caller = kit.join();
        caller.call(PROCEDURE);
        Message.Invocation invocation = bob.next(Message.Invocation.class);

        ask(alice, "wamp.registration.remove_callee", id, bobId);
        bob.yield(invocation.request(), "answer");

        assertThat(caller.next(Message.Result.class).payload().args()).containsExactly("answer");
    }

    @Test
    void removingWhatIsNotThereIsRefused() {
        TestClient bob = kit.connect(1, RouterKit.MSGPACK);
        long bobId = bob.join(RouterKit.REALM).session();
        long id = alice.register(PROCEDURE);
        String procedure = "wamp.registration.remove_callee";

        assertThat(refusal(alice, procedure, id, bobId).error())
                .isEqualTo(WampError.NO_SUCH_REGISTRATION);
        assertThat(refusal(alice, procedure, id, 4711L).error())
                .isEqualTo(WampError.NO_SUCH_SESSION);
        assertThat(refusal(alice, procedure, id).error()).isEqualTo(WampError.INVALID_ARGUMENT);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void theLifeOfARegistrationIsAnnounced(int loop) {
        for (String event : List.of("on_create", "on_register", "on_unregister", "on_delete")) {
            alice.subscribe("wamp.registration." + event);
        }
        TestClient bob = kit.connect(loop, RouterKit.MSGPACK);
        long bobId = bob.join(RouterKit.REALM).session();
        TestClient carol = kit.connect(1, RouterKit.MSGPACK);
        long carolId = carol.join(RouterKit.REALM).session();

        long id = share(bob);
        List<Message.Event> created = alice.received(Message.Event.class);
        share(carol);
        bob.send(new Message.Unregister(bob.nextRequest(), id));
        kit.settle();
        carol.disconnect();

        assertThat(created).hasSize(2);
        assertThat(created.get(0).payload().args().get(0)).isEqualTo(bobId);
        assertThat((Map<?, ?>) created.get(0).payload().args().get(1))
                .extracting("id", "uri", "match", "invoke")
                .containsExactly(id, PROCEDURE, "exact", "roundrobin");
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
    void aRegistrationThatIsRefusedIsNotAnnounced() {
        alice.register(PROCEDURE);
        alice.subscribe("wamp.registration.on_register");
        TestClient bob = kit.join();

        bob.send(new Message.Register(bob.nextRequest(), Dict.EMPTY, Uri.of(PROCEDURE)));
        bob.next(Message.Error.class);

        assertThat(alice.received()).isEmpty();
    }

    @Test
    void aRealmWithoutThemHasNeitherProceduresNorEvents() {
        kit.realms(
                RouterKit.OPEN_REALM.replace(
                        "\"authmethods\"",
                        "\"features_off\": [\"registration_meta_api\"], \"authmethods\""));
        alice.subscribe("wamp.registration.on_create");
        alice.register(PROCEDURE);

        assertThat(alice.received()).isEmpty();
        assertThat(refusal(alice, "wamp.registration.list").error())
                .isEqualTo(WampError.NO_SUCH_PROCEDURE);
    }
}
