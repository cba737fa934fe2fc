package io.patchbay.core.meta;

import static io.patchbay.core.meta.Asking.ask;
import static io.patchbay.core.meta.Asking.dict;
import static io.patchbay.core.meta.Asking.refusal;
import static io.patchbay.core.meta.Asking.with;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.auth.AuthOutcome;
import io.patchbay.api.session.Identity;
import io.patchbay.api.session.LocalSession;
import io.patchbay.core.RouterKit;
import io.patchbay.core.ScriptedAuth;
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
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

class SessionMetaTest {
    private final RouterKit kit = new RouterKit(2);
    private final Map<TestClient, Long> ids = new HashMap<>();

    @AfterEach
    void nothingIsLeft() {
        kit.close();
    }

    private TestClient join(String authid, String authrole) {
        return join(0, authid, authrole);
    }

    private TestClient join(int loop, String authid, String authrole) {
        var identity = new Identity(authid, authrole, "anonymous", "test", Dict.EMPTY);
        kit.doorman()
                .add(
                        "anonymous",
                        new ScriptedAuth(
                                () ->
                                        CompletableFuture.completedStage(
                                                new AuthOutcome.Accepted(identity)),
                                signature -> new CompletableFuture<>()));
        TestClient client = kit.connect(loop, RouterKit.MSGPACK);
        ids.put(client, client.join(RouterKit.REALM).session());
        return client;
    }

    private long id(TestClient client) {
        return ids.get(client);
    }

    private static Message.Goodbye goodbye(TestClient client) {
        return client.next(Message.Goodbye.class);
    }

    @Test
    void countTellsHowManySessionsThereAre() {
        TestClient alice = join("alice", "anonymous");
        TestClient bob = join("bob", "anonymous");

        assertThat(ask(alice, "wamp.session.count")).containsExactly(2L);

        bob.disconnect();
        assertThat(ask(alice, "wamp.session.count")).containsExactly(1L);
    }

    @Test
    void countAndListTakeRolesToFilterBy() {
        TestClient alice = join("alice", "anonymous");
        join("bob", "staff");
        join("carol", "guest");

        List<String> roles = List.of("staff", "anonymous");

        assertThat(ask(alice, "wamp.session.count", roles)).containsExactly(2L);
        assertThat(ask(alice, "wamp.session.count", List.of())).containsExactly(0L);
        assertThat(ask(alice, "wamp.session.list", List.of("anonymous")))
                .containsExactly(List.of(id(alice)));
    }

    @Test
    void listGivesTheIdsOfAllSessions() {
        TestClient alice = join("alice", "anonymous");
        TestClient bob = join(1, "bob", "anonymous");

        List<?> list = (List<?>) ask(alice, "wamp.session.list").get(0);

        assertThat(list).hasSize(2).map(Long.class::cast).contains(id(alice), id(bob));
    }

    @Test
    void longListsAreReadPageByPage() {
        TestClient alice = join("alice", "anonymous");
        for (int i = 0; i < 9; i++) {
            join("bob", "anonymous");
        }
        var listed = new ArrayList<Object>();
        List<?> page;

        do {
            Object after = listed.isEmpty() ? 0L : listed.get(listed.size() - 1);
            Payload payload = Payload.of(List.of(), Map.of("limit", 4L, "after", after));
            page = (List<?>) ask(alice, "wamp.session.list", payload).get(0);
            assertThat(page).hasSizeLessThanOrEqualTo(4);
            listed.addAll(page);
        } while (!page.isEmpty());

        assertThat(listed).containsExactlyElementsOf(ids.values().stream().sorted().toList());
    }

    @ParameterizedTest
    @CsvSource({"limit,0", "limit,-1", "after,-1"})
    void pagesThatDoNotExistAreRefused(String keyword, long value) {
        TestClient alice = join("alice", "anonymous");

        Message.Error error = refusal(alice, "wamp.session.list", with(List.of(), keyword, value));

        assertThat(error.error()).isEqualTo(WampError.INVALID_ARGUMENT);
        assertThat(error.payload().args().get(0).toString())
                .startsWith("argument '" + keyword + "' is " + value + ", expected an integer");
    }

    @Test
    void manySessionsAreGoneThroughInTurnsWhileTheCallerIsNotRead() {
        TestClient alice = join("alice", "anonymous");
        for (int i = 0; i < 2_500; i++) {
            kit.local("bob");
        }
        kit.settle();
        alice.call("wamp.session.list");
        kit.loop(0).step();
        assertThat(alice.connection().isReading()).isFalse();
        assertThat(alice.connection().take()).isNull();

        List<?> list = (List<?>) alice.next(Message.Result.class).payload().args().get(0);

        assertThat(list).hasSize(2_501);
        assertThat(alice.connection().isReading()).isTrue();
    }

    @Test
    void aCallerThatLeavesEndsWhatItBegan() {
        TestClient alice = join("alice", "anonymous");
        for (int i = 0; i < 2_500; i++) {
            kit.local("bob");
        }
        kit.settle();
        alice.call("wamp.session.list");
        kit.loop(0).step();

        alice.disconnect();

        assertThat(alice.connection().take()).isNull();
    }

    @Test
    void getTellsWhoASessionIsAndHowItCame() {
        TestClient alice = join("alice", "anonymous");
        TestClient bob = kit.connect(1, RouterKit.JSON);
        Dict details = TestClient.ALL_ROLES.with("agent", "wampy.js v7");
        long bobId = bob.join(RouterKit.REALM, details).session();

        Map<String, Object> told = dict(ask(alice, "wamp.session.get", bobId));

        assertThat(told)
                .isEqualTo(
                        Map.of(
                                "session", bobId,
                                "authid", "alice",
                                "authrole", "anonymous",
                                "authmethod", "anonymous",
                                "authprovider", "test",
                                "agent", "wampy.js v7",
                                "transport",
                                        Map.of(
                                                "type", "memory",
                                                "listener", "test",
                                                "peername", "127.0.0.1:4711",
                                                "secure", false)));
    }

    @Test
    void getTellsALongAgentInShort() {
        TestClient alice = join("alice", "anonymous");
        TestClient bob = kit.connect();
        Dict details = TestClient.ALL_ROLES.with("agent", "x".repeat(10_000));
        long bobId = bob.join(RouterKit.REALM, details).session();

        assertThat(dict(ask(alice, "wamp.session.get", bobId)))
                .containsEntry("agent", "x".repeat(100) + "…");
    }

    @Test
    void getOfASessionThatIsNotThereIsRefused() {
        TestClient alice = join("alice", "anonymous");

        Message.Error error = refusal(alice, "wamp.session.get", 4711L);

        assertThat(error.error()).isEqualTo(Uri.of("wamp.error.no_such_session"));
        assertThat(error.payload().args()).containsExactly("there is no session 4711");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wamp.session.get", "wamp.session.kill", "wamp.session.modify_details"})
    void whatIsNoIdIsRefused(String procedure) {
        TestClient alice = join("alice", "anonymous");

        for (Object bad : List.of("17", 0L, -1L, 1.5, true, List.of())) {
            Message.Error error = refusal(alice, procedure, bad, Map.of());

            assertThat(error.error()).isEqualTo(WampError.INVALID_ARGUMENT);
            assertThat(error.payload().args().get(0).toString())
                    .startsWith("argument 'session' is ")
                    .endsWith(", expected an id");
        }
        assertThat(refusal(alice, procedure.replace("modify_details", "get")).error())
                .isEqualTo(WampError.INVALID_ARGUMENT);
    }

    @Test
    void anIdMayComeAsAFloatingPointNumber() {
        TestClient alice = join("alice", "anonymous");

        assertThat(ask(alice, "wamp.session.get", (double) id(alice))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "wamp.session.count,filter_authroles,a list of strings",
        "wamp.session.list,filter_authroles,a list of strings",
        "wamp.session.kill_by_authid,authid,a string",
        "wamp.session.kill_by_authrole,authrole,a string"
    })
    void anArgumentOfTheWrongTypeIsRefused(String procedure, String argument, String expected) {
        TestClient alice = join("alice", "anonymous");

        Message.Error error = refusal(alice, procedure, 17L);

        assertThat(error.error()).isEqualTo(WampError.INVALID_ARGUMENT);
        assertThat(error.payload().args())
                .containsExactly("argument '" + argument + "' is 17, expected " + expected);
    }

    @Test
    void argumentsThatAreTooLargeAreRefused() {
        TestClient alice = join("alice", "anonymous");
        List<String> roles = Collections.nCopies(20_000, "role");

        assertThat(refusal(alice, "wamp.session.list", roles).error())
                .isEqualTo(WampError.PAYLOAD_SIZE_EXCEEDED);
    }

    @Test
    void aResultThatIsTooLargeForTheCallerIsRefused() {
        TestClient alice = kit.joinTaking(1024);
        for (int i = 0; i < 200; i++) {
            kit.local("bob");
        }
        kit.settle();

        assertThat(refusal(alice, "wamp.session.list").error())
                .isEqualTo(WampError.PAYLOAD_SIZE_EXCEEDED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void killEndsASessionWithGoodbye(int loop) {
        TestClient alice = join("alice", "anonymous");
        TestClient bob = join(loop, "bob", "anonymous");

        assertThat(ask(alice, "wamp.session.kill", id(bob))).isEmpty();

        assertThat(goodbye(bob)).isEqualTo(new Message.Goodbye(Dict.EMPTY, WampError.KILLED));
        assertThat(ask(alice, "wamp.session.count")).containsExactly(1L);
    }

    @Test
    void killTellsReasonAndMessage() {
        TestClient alice = join("alice", "anonymous");
        TestClient bob = join("bob", "anonymous");
        Map<String, Object> kwargs = Map.of("reason", "com.example.late", "message", "Go to bed.");

        ask(alice, "wamp.session.kill", Payload.of(List.of(id(bob)), kwargs));

        assertThat(goodbye(bob))
                .isEqualTo(
                        new Message.Goodbye(
                                Dict.of("message", "Go to bed."), Uri.of("com.example.late")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wamp.session.kill",
                "wamp.session.kill_by_authid",
                "wamp.session.kill_by_authrole",
                "wamp.session.kill_all"
            })
    void aReasonThatIsNoUriIsRefusedAndNobodyIsKilled(String procedure) {
        TestClient alice = join("alice", "anonymous");
        TestClient bob = join("bob", "anonymous");
        Object whom = procedure.endsWith("kill") ? (Object) id(bob) : "bob";

        for (Object bad : List.of("", "not a uri", "a..b", "a#b", 17L)) {
            Message.Error error = refusal(alice, procedure, with(List.of(whom), "reason", bad));

            assertThat(error.error()).isEqualTo(WampError.INVALID_URI);
        }
        for (Object bad : List.of(17L, "x".repeat(1001))) {
            Message.Error error = refusal(alice, procedure, with(List.of(whom), "message", bad));

            assertThat(error.error()).isEqualTo(WampError.INVALID_ARGUMENT);
        }
        assertThat(ask(alice, "wamp.session.count")).containsExactly(2L);
    }

    @Test
    void killOfTheCallersOwnSessionIsRefused() {
        TestClient alice = join("alice", "anonymous");

        assertThat(refusal(alice, "wamp.session.kill", id(alice)).error())
                .isEqualTo(WampError.NO_SUCH_SESSION);
        assertThat(refusal(alice, "wamp.session.kill", 4711L).error())
                .isEqualTo(WampError.NO_SUCH_SESSION);
    }

    @Test
    void theRoutersOwnSessionsCannotBeKilled() {
        TestClient alice = join("alice", "anonymous");
        LocalSession own = kit.local(Identity.TRUSTED);

        assertThat(refusal(alice, "wamp.session.kill", own.id()).error())
                .isEqualTo(WampError.NOT_AUTHORIZED);
        assertThat(ask(alice, "wamp.session.kill_all")).containsExactly(0L);
        assertThat(ask(alice, "wamp.session.kill_by_authrole", Identity.TRUSTED))
                .containsExactly(0L);
    }

    @Test
    void theRoutersOwnSessionsAreNotTold() {
        TestClient alice = join("alice", "anonymous");
        alice.subscribe("wamp.session.on_join");

        kit.local(Identity.TRUSTED);

        assertThat(alice.received(Message.Event.class)).isEmpty();
        assertThat(ask(alice, "wamp.session.count")).containsExactly(1L);
        assertThat(ask(alice, "wamp.session.list")).containsExactly(List.of(id(alice)));
    }

    @Test
    void killByAuthidEndsAllOthersOfThatPrincipalAndNamesThem() {
        TestClient alice = join("alice", "anonymous");
        TestClient other = join(1, "alice", "staff");
        TestClient bob = join("bob", "anonymous");

        assertThat(ask(alice, "wamp.session.kill_by_authid", "alice"))
                .containsExactly(List.of(id(other)));

        assertThat(goodbye(other).reason()).isEqualTo(WampError.KILLED);
        assertThat(bob.received()).isEmpty();
    }

    @Test
    void killByAuthroleEndsAllOthersInThatRoleAndCountsThem() {
        TestClient alice = join("alice", "anonymous");
        TestClient bob = join(1, "bob", "anonymous");
        TestClient carol = join("carol", "staff");

        assertThat(ask(alice, "wamp.session.kill_by_authrole", "anonymous")).containsExactly(1L);

        assertThat(goodbye(bob).reason()).isEqualTo(WampError.KILLED);
        assertThat(carol.received()).isEmpty();
    }

    @Test
    void killAllEndsAllOthersCountsThemAndIsNotAnnounced() {
        TestClient alice = join("alice", "anonymous");
        alice.subscribe("wamp.session.on_leave");
        TestClient bob = join(1, "bob", "anonymous");
        TestClient carol = join("carol", "staff");

        assertThat(ask(alice, "wamp.session.kill_all")).containsExactly(2L);

        assertThat(goodbye(bob).reason()).isEqualTo(WampError.KILLED);
        assertThat(goodbye(carol).reason()).isEqualTo(WampError.KILLED);
        assertThat(alice.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void joiningAndLeavingAreAnnounced(int loop) {
        TestClient alice = join("alice", "anonymous");
        long joins = alice.subscribe("wamp.session.on_join");
        long leaves = alice.subscribe("wamp.session.on_leave");

        TestClient bob = join(loop, "bob", "staff");
        Message.Event joined = alice.next(Message.Event.class);
        bob.send(new Message.Goodbye(Dict.EMPTY, WampError.NORMAL));
        Message.Event left = alice.next(Message.Event.class);

        assertThat(joined.subscription()).isEqualTo(joins);
        assertThat(joined.payload().args()).hasSize(1);
        assertThat(dict(joined.payload().args()))
                .containsOnlyKeys(
                        "session", "authid", "authrole", "authmethod", "authprovider", "transport")
                .extracting("session", "authid", "authrole")
                .containsExactly(id(bob), "bob", "staff");
        assertThat(left.subscription()).isEqualTo(leaves);
        assertThat(left.payload().args()).containsExactly(id(bob), "bob", "staff");
    }

    @Test
    void leavingIsAnnouncedHoweverASessionEnds() {
        TestClient alice = join("alice", "anonymous");
        alice.subscribe("wamp.session.on_leave");
        TestClient lost = join("lost", "anonymous");
        TestClient wrong = join(1, "wrong", "anonymous");
        TestClient killed = join("killed", "anonymous");

        lost.disconnect();
        wrong.send(new Message.Hello(Uri.of(RouterKit.REALM), TestClient.ALL_ROLES));
        assertThat(alice.received(Message.Event.class))
                .extracting(event -> event.payload().args().get(1))
                .containsExactly("lost", "wrong");
        alice.call("wamp.session.kill", id(killed));

        List<Message> received = alice.received();
        assertThat(received).hasSize(2).hasAtLeastOneElementOfType(Message.Event.class);
    }

    @Test
    void metaTopicsAreTheRoutersAlone() {
        TestClient alice = join("alice", "anonymous");

        alice.publish("wamp.session.on_join", Dict.of("acknowledge", true), Payload.EMPTY);
        assertThat(alice.next(Message.Error.class).error()).isEqualTo(WampError.INVALID_URI);
        Uri procedure = Uri.of("wamp.session.count");
        alice.send(new Message.Register(alice.nextRequest(), Dict.EMPTY, procedure));
        assertThat(alice.next(Message.Error.class).error()).isEqualTo(WampError.INVALID_URI);
    }

    @Test
    void detailsAreAddedChangedAndRemoved() {
        TestClient alice = join("alice", "anonymous");
        TestClient bob = join(1, "bob", "anonymous");
        ask(alice, "wamp.session.modify_details", id(bob), Map.of("floor", 2L, "x_desk", "a"));

        var changes = new HashMap<String, Object>();
        changes.put("floor", 3L);
        changes.put("x_desk", null);
        assertThat(ask(alice, "wamp.session.modify_details", id(bob), changes)).isEmpty();

        assertThat(dict(ask(alice, "wamp.session.get", id(bob))))
                .containsEntry("floor", 3L)
                .doesNotContainKey("x_desk")
                .containsEntry("authid", "bob");
    }

    @Test
    void detailsThatIdentifyASessionOrAreTooManyAreRefused() {
        TestClient alice = join("alice", "anonymous");

        for (Object bad :
                List.of(
                        Map.of("authrole", "admin"),
                        Map.of("session", 1L),
                        Map.of("text", "x".repeat(20_000)),
                        Map.of("list", List.of(new byte[10_000], "x".repeat(7_000))),
                        "floor")) {
            Message.Error error = refusal(alice, "wamp.session.modify_details", id(alice), bad);

            assertThat(error.error()).isEqualTo(WampError.INVALID_ARGUMENT);
        }
        assertThat(dict(ask(alice, "wamp.session.get", id(alice))))
                .containsEntry("authrole", "anonymous")
                .doesNotContainKey("text");
    }

    @Test
    void callsAreAuthorizedLikeOthers() {
        kit.realms(RouterKit.OPEN_REALM.replace("\"wamp.call\", ", ""));
        TestClient alice = join("alice", "anonymous");

        assertThat(refusal(alice, "wamp.session.kill_all").error())
                .isEqualTo(WampError.NOT_AUTHORIZED);
    }

    @Test
    void aRealmWithoutThemHasNeitherProceduresNorEvents() {
        kit.realms(
                RouterKit.OPEN_REALM.replace(
                        "\"authmethods\"",
                        "\"features_off\": [\"session_meta_api\"], \"authmethods\""));
        TestClient alice = join("alice", "anonymous");
        alice.subscribe("wamp.session.on_join");

        join("bob", "anonymous");

        assertThat(refusal(alice, "wamp.session.count").error())
                .isEqualTo(WampError.NO_SUCH_PROCEDURE);
    }
}
