package io.patchbay.core.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.api.serializer.Serializer;
import io.patchbay.api.session.LocalSession;
import io.patchbay.api.session.LocalSessions;
import io.patchbay.api.session.WampFailure;
import io.patchbay.api.transport.Loop;
import io.patchbay.core.RouterKit;
import io.patchbay.core.session.LoopState;
import io.patchbay.serializer.msgpack.MsgPackSerializer;
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

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

class LocalSessionTest {
    private static final Uri TOPIC = Uri.of("com.example.topic");
    private static final Uri PROCEDURE = Uri.of("com.example.procedure");

    private final RouterKit kit = new RouterKit(2);
    private final LocalSession session = kit.local("joe");
    private final List<Payload> events = new ArrayList<>();

    @AfterEach
    void nothingIsLeft() {
        kit.close();
    }

    @Test
    void thereIsNoSessionWithoutARealm() {
        assertThat(kit.localSessions().open(Uri.of("nowhere"), session.identity())).isEmpty();
    }

    @Test
    void aSessionIsFoundWhileItIsInItsRealm() {
        TestClient client = kit.join(1);
        Uri realm = Uri.of(RouterKit.REALM);
        long id = client.session();

        assertThat(kit.localSessions().find(realm, id).orElseThrow().identity().authrole())
                .isEqualTo("anonymous");
        assertThat(kit.localSessions().find(Uri.of("nowhere"), id)).isEmpty();

        client.disconnect();
        kit.settle();
        assertThat(kit.localSessions().find(realm, id)).isEmpty();
    }

    @Test
    void whoWatchesLearnsWhichRealmsCanBeJoined() {
        var told = new ArrayList<String>();
        try (LocalSessions.Watch watch = kit.localSessions().watch(telling(told))) {
            kit.realms("[{\"uri\": \"realm1\"}, {\"uri\": \"com.second\"}]");
            kit.realms("[{\"uri\": \"realm1\", \"description\": \"other\"}]");
        }
        kit.realms(RouterKit.OPEN_REALM.replace("realm1", "com.third"));

        assertThat(told).containsExactly("opened realm1", "opened com.second", "closed com.second");
    }

    private LocalSessions.RealmListener telling(List<String> told) {
        return new LocalSessions.RealmListener() {
            @Override
            public void opened(Uri realm) {
                assertThat(kit.realms().find(realm)).isPresent();
                told.add("opened " + realm);
            }

            @Override
            public void closed(Uri realm) {
                told.add("closed " + realm);
            }
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void callsARemoteCallee(int loop) {
        TestClient callee = kit.join(loop);
        callee.register(PROCEDURE.toString());

        var result = future(session.call(PROCEDURE, Dict.EMPTY, Payload.of("question")));
        Message.Invocation invocation = callee.next(Message.Invocation.class);
        callee.yield(invocation.request(), "answer");
        kit.settle();

        assertThat(invocation.payload().args()).containsExactly("question");
        assertThat(result.join().args()).containsExactly("answer");
    }

    @Test
    void getsNoResultInParts() {
        TestClient callee = kit.join(1);
        callee.register(PROCEDURE.toString());

        CompletableFuture<Payload> result =
                session.call(PROCEDURE, Dict.of("receive_progress", true), Payload.EMPTY)
                        .toCompletableFuture();
        Message.Invocation invocation = callee.next(Message.Invocation.class);
        assertThat(invocation.details()).isEqualTo(Dict.EMPTY);
        callee.yieldPart(invocation.request(), "part");
        callee.yield(invocation.request(), "all");
        kit.settle();

        assertThat(result.join().args()).containsExactly("all");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void answersARemoteCaller(int loop) {
        settled(
                session.register(
                        PROCEDURE,
                        Dict.EMPTY,
                        (details, payload) -> CompletableFuture.completedStage(payload)));
        TestClient caller = kit.join(loop);

        caller.call(PROCEDURE.toString(), "echo");

        assertThat(caller.next(Message.Result.class).payload().args()).containsExactly("echo");
    }

    @Test
    void failuresOfAHandlerAreErrorsToTheCaller() {
        var failure = new WampFailure(Uri.of("com.example.full"), Payload.of("no room"));
        settled(
                session.register(
                        Uri.of("com.example.fails"),
                        Dict.EMPTY,
                        (details, payload) -> CompletableFuture.failedStage(failure)));
        settled(
                session.register(
                        Uri.of("com.example.throws"),
                        Dict.EMPTY,
                        (details, payload) -> {
                            throw new IllegalStateException("secret");
                        }));
        TestClient caller = kit.join();

        caller.call("com.example.fails");
        Message.Error told = caller.next(Message.Error.class);
        assertThat(told.error()).isEqualTo(failure.error());
        assertThat(told.payload().args()).containsExactly("no room");

        caller.call("com.example.throws");
        Message.Error untold = caller.next(Message.Error.class);
        assertThat(untold.error()).isEqualTo(Uri.of("wamp.error.runtime_error"));
        assertThat(untold.payload().args()).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void hearsRemoteEventsUntilItUnsubscribes(int loop) {
        LocalSession.Handle handle = settled(subscribe());
        TestClient publisher = kit.join(loop);

        publisher.publish(TOPIC.toString(), "one");
        kit.settle();
        settled(handle.release());
        publisher.publish(TOPIC.toString(), "two");
        kit.settle();

        assertThat(events).extracting(Payload::args).containsExactly(List.of("one"));
        assertThat(handle.id()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void eachOfTwoHandlersOfATopicHearsItUntilItIsReleased(int loop) {
        LocalSession.Handle first = settled(subscribe());
        LocalSession.Handle second = settled(subscribe());
        TestClient publisher = kit.join(loop);

        publisher.publish(TOPIC.toString(), "both");
        kit.settle();
        settled(first.release());
        settled(first.release());
        publisher.publish(TOPIC.toString(), "second");
        kit.settle();
        settled(second.release());
        publisher.publish(TOPIC.toString(), "none");
        kit.settle();

        assertThat(events)
                .extracting(Payload::args)
                .containsExactly(List.of("both"), List.of("both"), List.of("second"));
        assertThat(kit.realm().broker().subscriptionCount()).isZero();
    }

    @Test
    void aPayloadIsSentOnAfterItsSerializerHasGoneAndThatIsNotRemembered() {
        var remembered = new WeakReference<>(sendOnAfterItsSerializerHasGone());

        await().until(
                        () -> {
                            System.gc();
                            return remembered.get() == null;
                        });
    }

    private Serializer sendOnAfterItsSerializerHasGone() {
        settled(subscribe());
        TestClient subscriber = kit.join(0, RouterKit.JSON);
        subscriber.subscribe("com.example.other");
        Serializer leaving = new MsgPackSerializer();
        TestClient publisher = kit.join(0, leaving);
        publisher.publish(TOPIC.toString(), "text");
        publisher.disconnect();
        kit.state(0).codecs().forget(leaving);

        session.publish(Uri.of("com.example.other"), Dict.EMPTY, events.remove(0));

        Message.Event event = subscriber.next(Message.Event.class);
        assertThat(event.payload().args()).containsExactly("text");
        kit.forget(publisher);
        return leaving;
    }

    @Test
    void aHandlerThatFailsDoesNotDisturbOthers() {
        settled(
                session.subscribe(
                        TOPIC,
                        Dict.EMPTY,
                        (publication, details, payload) -> {
                            throw new IllegalStateException("out of order");
                        }));
        TestClient other = kit.join();
        other.subscribe(TOPIC.toString());

        kit.join().publish(TOPIC.toString());

        assertThat(other.received(Message.Event.class)).hasSize(1);
    }

    @Test
    void publishesToRemoteSubscribers() {
        TestClient subscriber = kit.join(1, RouterKit.JSON);
        subscriber.subscribe(TOPIC.toString());

        settled(session.publish(TOPIC, Dict.EMPTY, Payload.of("hello")));

        assertThat(subscriber.next(Message.Event.class).payload().args()).containsExactly("hello");
    }

    @Test
    void whatTheRouterRefusesFailsTheStage() {
        assertFails(
                session.call(PROCEDURE, Dict.EMPTY, Payload.EMPTY), WampError.NO_SUCH_PROCEDURE);
        assertFails(
                session.publish(Uri.of("a..b"), Dict.EMPTY, Payload.EMPTY), WampError.INVALID_URI);
        assertFails(
                session.publish(TOPIC, Dict.of("exclude_me", 1L), Payload.EMPTY),
                WampError.INVALID_ARGUMENT);
        assertFails(
                session.subscribe(TOPIC, Dict.of("match", 1L), (id, details, payload) -> {}),
                WampError.INVALID_ARGUMENT);
    }

    @Test
    void whatFailsInsideTheRouterFailsTheStageToo() {
        kit.authorizer(
                (session, action, uri, match) -> {
                    throw new IllegalStateException("out of order");
                });

        assertThat(future(session.publish(TOPIC, Dict.EMPTY, Payload.EMPTY)))
                .isCompletedExceptionally();
        kit.settle();
    }

    @Test
    void aHandlerIsInPlaceBeforeTheFirstEventComes() {
        var loop = new EagerLoop();
        var sessions =
                new LocalRealmSessions(kit.realms(), kit.doorman(), kit, new LoopState(loop));
        Uri realm = Uri.of(RouterKit.REALM);
        LocalSession subscriber = sessions.open(realm, session.identity()).orElseThrow();
        LocalSession publisher = sessions.open(realm, session.identity()).orElseThrow();

        loop.afterNextTask = () -> publisher.publish(TOPIC, Dict.EMPTY, Payload.of("early"));
        subscriber.subscribe(TOPIC, Dict.EMPTY, (id, details, payload) -> events.add(payload));

        assertThat(events).hasSize(1);
        subscriber.close();
        publisher.close();
    }

    /** As if the loop had done its part before who gave it a task goes on. */
    private static final class EagerLoop implements Loop {
        Runnable afterNextTask = () -> {};

        @Override
        public void execute(Runnable task) {
            task.run();
            Runnable after = afterNextTask;
            afterNextTask = () -> {};
            after.run();
        }

        @Override
        public boolean inLoop() {
            return true;
        }

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public Timer schedule(Runnable task, Duration delay) {
            return () -> {};
        }
    }

    @Test
    void closingEndsAllThatTheSessionHas() {
        settled(subscribe());
        TestClient callee = kit.join();
        callee.register(PROCEDURE.toString());
        var pending = future(session.call(PROCEDURE, Dict.EMPTY, Payload.EMPTY));
        callee.next(Message.Invocation.class);

        session.close();
        kit.settle();

        assertThat(pending).isCompletedExceptionally();
        assertThat(callee.next(Message.Interrupt.class).request()).isOne();
        assertThat(kit.realm().broker().subscriptionCount()).isZero();
        assertFails(session.call(PROCEDURE, Dict.EMPTY, Payload.EMPTY), WampError.CANCELED);
    }

    @Test
    void theEndOfItsRealmIsItsEnd() {
        var pending = future(session.call(PROCEDURE, Dict.EMPTY, Payload.EMPTY));
        kit.settle();
        assertThat(pending).isCompletedExceptionally();

        kit.realms("[]");

        assertFails(session.call(PROCEDURE, Dict.EMPTY, Payload.EMPTY), WampError.CANCELED);
    }

    private CompletionStage<LocalSession.Handle> subscribe() {
        return session.subscribe(
                TOPIC, Dict.EMPTY, (publication, details, payload) -> events.add(payload));
    }

    private <T> CompletableFuture<T> future(CompletionStage<T> stage) {
        kit.settle();
        return stage.toCompletableFuture();
    }

    private <T> T settled(CompletionStage<T> stage) {
        return future(stage).getNow(null);
    }

    private void assertFails(CompletionStage<?> stage, Uri error) {
        assertThat(future(stage))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingRootCause()
                .isInstanceOfSatisfying(
                        WampFailure.class, failure -> assertThat(failure.error()).isEqualTo(error));
    }
}
