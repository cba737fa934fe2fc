package io.patchbay.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.api.auth.AuthMethod;
import io.patchbay.api.metrics.MetricSource;
import io.patchbay.api.serializer.Serializer;
import io.patchbay.api.session.Identity;
import io.patchbay.api.session.LocalSession;
import io.patchbay.core.session.Limits;
import io.patchbay.security.dynamic.Arbiter;
import io.patchbay.security.dynamic.Authenticator;
import io.patchbay.security.dynamic.Procedures;
import io.patchbay.security.file.RealmWatcher;
import io.patchbay.security.login.Gate;
import io.patchbay.security.login.KeptPasswords;
import io.patchbay.security.password.Decoys;
import io.patchbay.security.password.Passwords;
import io.patchbay.security.realm.Directory;
import io.patchbay.security.record.Records;
import io.patchbay.serializer.msgpack.MsgPackSerializer;
import io.patchbay.testkit.InMemoryConnection;
import io.patchbay.testkit.ManualLoop;
import io.patchbay.testkit.MemoryStore;
import io.patchbay.testkit.TestClient;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Message;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.WampError;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;

import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

class RouterTest {
    @TempDir Path folder;

    private final ManualLoop loop = ManualLoop.group(1).get(0);
    private Directory directory;
    private Router router;

    /** Does not know the realms yet. */
    private Router early;

    @BeforeEach
    void start() throws Exception {
        Path file = Files.writeString(folder.resolve("realms.json"), RouterKit.OPEN_REALM);
        var passwords = new Passwords(new Passwords.Bounds(1, 64));
        var gate =
                new Gate(
                        passwords,
                        new Authenticator(new Procedures(Procedures.Bounds.USUAL)),
                        (realm, kind, token) -> Optional.empty(),
                        new Decoys(new byte[] {1}),
                        Gate.Failures.USUAL,
                        System::nanoTime);
        var records = new Records(new MemoryStore());
        new RealmWatcher(file, records, new KeptPasswords(passwords)).check();
        directory =
                new Directory(
                        records,
                        gate,
                        new Arbiter(
                                new Procedures(Procedures.Bounds.USUAL),
                                Arbiter.Memory.USUAL,
                                System::nanoTime));
        router = router();
        router.addDirectory(directory);
        early = router();
    }

    private Router router() {
        var made = new Router(context(), Map.of());
        made.addSerializer(RouterKit.JSON);
        made.addAuthMethod(
                ScriptedAuth.accepting("anonymous"), Map.of(AuthMethod.NAME, "anonymous"));
        return made;
    }

    @AfterEach
    void stop() {
        whileLoopTurns(router::deactivate);
        whileLoopTurns(early::deactivate);
    }

    @Test
    void whoComesBeforeTheRealmsAreKnownIsLetInOnceTheyAre() {
        TestClient client = hello(early, loop, RouterKit.REALM);
        assertThat(client.received()).isEmpty();
        assertThat(early.waitingFor()).contains("the realms are not known yet");

        early.addDirectory(directory);
        loop.settle();

        client.next(Message.Welcome.class);
        assertThat(client.subscribe("com.example.topic")).isPositive();
    }

    @Test
    void thatARealmIsNotThereIsToldOnceTheRealmsAreKnown() {
        TestClient client = hello(early, loop, "com.example.unheard-of");
        assertThat(client.received()).isEmpty();

        early.addDirectory(directory);
        loop.settle();

        assertThat(client.next(Message.Abort.class).reason()).isEqualTo(WampError.NO_SUCH_REALM);
        assertThat(client.connection().isGone()).isTrue();
    }

    @Test
    void nobodyWaitsLongerForTheRealmsThanForAnythingElse() {
        TestClient client = hello(early, loop, RouterKit.REALM);

        loop.advance(early.limits().hello().plusMillis(1));

        assertThat(client.next(Message.Abort.class).reason())
                .isEqualTo(WampError.PROTOCOL_VIOLATION);
        early.addDirectory(directory);
        loop.settle();
        assertThat(client.received()).isEmpty();
    }

    @Test
    void nothingRemembersWhoWentBeforeTheRealmsWereKnown() {
        var remembered = new WeakReference<>(comeEarlyAndLeave());

        await().until(
                        () -> {
                            System.gc();
                            return remembered.get() == null;
                        });
    }

    /** On a loop of its own. */
    private ManualLoop comeEarlyAndLeave() {
        ManualLoop own = ManualLoop.group(1).get(0);
        hello(early, own, RouterKit.REALM).disconnect();
        return own;
    }

    private static TestClient hello(Router router, ManualLoop loop, String realm) {
        TestClient client = TestClient.connect(router, loop, RouterKit.JSON);
        client.send(new Message.Hello(Uri.of(realm), TestClient.ALL_ROLES));
        return client;
    }

    @Test
    void badValuesLeaveThePreviousLimitsInForce() {
        Limits before = router.limits();

        for (Map<String, Object> bad :
                List.<Map<String, Object>>of(
                        Map.of("hello.timeout.ms", 0),
                        Map.of("goodbye.timeout.ms", -1),
                        Map.of("shutdown.grace.ms", -1, "hello.timeout.ms", 77),
                        Map.of("outbound.limit.bytes", 4095),
                        Map.of("slow.limit.ms", 0),
                        Map.of("calls.pending.max", 0),
                        Map.of("connections.max", 0),
                        Map.of("request.ids", "lax"))) {
            router.modified(bad);

            assertThat(router.limits()).isSameAs(before);
        }
    }

    @Test
    void goodValuesTakeEffectAtOnce() {
        router.modified(Map.of("hello.timeout.ms", "77", "request.ids", "loose"));

        assertThat(router.limits().hello()).isEqualTo(Duration.ofMillis(77));
        assertThat(router.limits().sequentialIds()).isFalse();
    }

    @Test
    void aSerializerThatGoesEndsItsSessionsAndNoOther() {
        Serializer leaving = new MsgPackSerializer();
        router.addSerializer(leaving);
        TestClient msgPack = TestClient.connect(router, loop, leaving);
        TestClient json = TestClient.connect(router, loop, RouterKit.JSON);
        msgPack.join(RouterKit.REALM);
        json.join(RouterKit.REALM);

        CompletableFuture<Void> removal =
                CompletableFuture.runAsync(() -> router.removeSerializer(leaving));
        await().until(
                        () -> {
                            loop.settle();
                            return msgPack.received().stream()
                                    .anyMatch(Message.Goodbye.class::isInstance);
                        });
        msgPack.send(new Message.Goodbye(Dict.EMPTY, WampError.GOODBYE_AND_OUT));
        await().until(
                        () -> {
                            loop.settle();
                            return removal.isDone();
                        });

        assertThat(msgPack.connection().isGone()).isTrue();
        assertThat(json.subscribe("com.example.topic")).isPositive();
        assertThat(router.serializers()).containsExactly(RouterKit.JSON);
    }

    @Test
    void nothingRemembersASerializerThatHasGone() {
        var remembered = new WeakReference<>(useAndRemoveSerializer());

        await().until(
                        () -> {
                            System.gc();
                            return remembered.get() == null;
                        });
    }

    /** Both ways: as the format of a session, and as that of a payload for another session. */
    private Serializer useAndRemoveSerializer() {
        Serializer leaving = new MsgPackSerializer();
        router.addSerializer(leaving);
        TestClient json = TestClient.connect(router, loop, RouterKit.JSON);
        json.join(RouterKit.REALM);
        json.subscribe("com.example.topic");
        TestClient msgPack = TestClient.connect(router, loop, leaving);
        msgPack.join(RouterKit.REALM);
        msgPack.publish("com.example.topic", "hello");
        json.next(Message.Event.class);
        msgPack.disconnect();
        whileLoopTurns(() -> router.removeSerializer(leaving));
        return leaving;
    }

    @Test
    void nothingRemembersALoopThatNobodyLivesOn() {
        var remembered = new WeakReference<>(joinAndLeave());

        await().until(
                        () -> {
                            System.gc();
                            return remembered.get() == null;
                        });
    }

    @Test
    void whatWasCountedOnALoopOutlivesIt() {
        joinAndLeave();
        joinAndLeave();

        assertThat(collected("patchbay_messages_received_total", "HELLO")).isEqualTo(2);
        assertThat(collected("patchbay_messages_sent_total", "WELCOME")).isEqualTo(2);
    }

    /** On a loop of its own. */
    private ManualLoop joinAndLeave() {
        ManualLoop own = ManualLoop.group(1).get(0);
        TestClient client = TestClient.connect(router, own, RouterKit.JSON);
        client.join(RouterKit.REALM);
        client.disconnect();
        return own;
    }

    private double collected(String metric, String label) {
        var values = new ArrayList<Double>();
        router.collect(
                new MetricSource.Sink() {
                    @Override
                    public void counter(String name, String help, double value, String... labels) {
                        if (name.equals(metric) && List.of(labels).contains(label)) {
                            values.add(value);
                        }
                    }

                    @Override
                    public void gauge(String name, String help, double value, String... labels) {}
                });
        return values.stream().mapToDouble(Double::doubleValue).sum();
    }

    @Test
    void aSerializerThatIsNotThereOpensNoSession() {
        assertThat(router.open(connectionOf(RouterKit.JSON), new MsgPackSerializer())).isEmpty();
    }

    @Test
    void aRouterThatStopsSaysGoodbyeAndTakesNobody() {
        TestClient client = TestClient.connect(router, loop, RouterKit.JSON);
        client.join(RouterKit.REALM);

        CompletableFuture<Void> stopping = CompletableFuture.runAsync(router);
        await().until(
                        () -> {
                            loop.settle();
                            return client.received().stream()
                                    .anyMatch(Message.Goodbye.class::isInstance);
                        });
        client.send(new Message.Goodbye(Dict.EMPTY, WampError.GOODBYE_AND_OUT));
        await().until(
                        () -> {
                            loop.settle();
                            return stopping.isDone();
                        });

        assertThat(router.open(connectionOf(RouterKit.JSON), RouterKit.JSON)).isEmpty();
        assertThat(router.waitingFor()).contains("the router is shutting down");
    }

    @Test
    void whoeverIsMeantIsSentAway() {
        TestClient client = TestClient.connect(router, loop, RouterKit.JSON);
        client.join(RouterKit.REALM);
        TestClient other = TestClient.connect(router, loop, RouterKit.JSON);
        long id = other.join(RouterKit.REALM).session();
        Uri realm = Uri.of(RouterKit.REALM);

        assertThat(router.end(realm, session -> session.id() != id, WampError.KILLED, "go"))
                .isOne();
        loop.settle();

        Message.Goodbye goodbye = client.next(Message.Goodbye.class);
        assertThat(goodbye.reason()).isEqualTo(WampError.KILLED);
        assertThat(goodbye.details().string("message")).isEqualTo("go");
        assertThat(other.received()).isEmpty();
        assertThat(router.end(Uri.of("com.none"), session -> true, WampError.KILLED, "go"))
                .isZero();
    }

    @Test
    void localSessionsEndWithTheRouter() {
        LocalSession local =
                router.open(
                                Uri.of(RouterKit.REALM),
                                new Identity("joe", "anonymous", "local", "test", Dict.EMPTY))
                        .orElseThrow();
        TestClient callee = TestClient.connect(router, loop, RouterKit.JSON);
        callee.join(RouterKit.REALM);
        callee.register("com.example.procedure");
        var pending =
                local.call(Uri.of("com.example.procedure"), Dict.EMPTY, Payload.EMPTY)
                        .toCompletableFuture();
        await().until(() -> !callee.received().isEmpty());

        whileLoopTurns(router::deactivate);

        await().until(pending::isCompletedExceptionally);
    }

    private static InMemoryConnection connectionOf(Serializer serializer) {
        try (var kit = new RouterKit()) {
            return kit.connect(0, serializer).connection();
        }
    }

    /** Runs what waits for sessions while their loop turns and their time passes. */
    private void whileLoopTurns(Runnable task) {
        CompletableFuture<Void> done = CompletableFuture.runAsync(task);
        await().until(
                        () -> {
                            loop.advance(Duration.ofSeconds(1));
                            return done.isDone();
                        });
        loop.settle();
    }

    private BundleContext context() {
        Bundle bundle = stub(Bundle.class, Map.of("getVersion", new Version(1, 2, 3)));
        return stub(BundleContext.class, Map.of("getBundle", bundle));
    }

    private static <T> T stub(Class<T> type, Map<String, Object> answers) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> answers.get(method.getName())));
    }
}
