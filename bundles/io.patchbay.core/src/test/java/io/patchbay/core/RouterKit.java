package io.patchbay.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.access.Authorizer;
import io.patchbay.api.serializer.Serializer;
import io.patchbay.api.session.Identity;
import io.patchbay.api.session.LocalSession;
import io.patchbay.api.transport.Connection;
import io.patchbay.api.transport.ConnectionInfo;
import io.patchbay.api.transport.Loop;
import io.patchbay.api.transport.Peer;
import io.patchbay.api.transport.RouterDoor;
import io.patchbay.core.local.LocalRealmSessions;
import io.patchbay.core.realm.Realm;
import io.patchbay.core.realm.Realms;
import io.patchbay.core.session.ClientPeer;
import io.patchbay.core.session.Counters;
import io.patchbay.core.session.Doorman;
import io.patchbay.core.session.Limits;
import io.patchbay.core.session.LoopState;
import io.patchbay.core.session.SessionContext;
import io.patchbay.core.session.TimerWheel;
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
import io.patchbay.serializer.json.JsonSerializer;
import io.patchbay.serializer.msgpack.MsgPackSerializer;
import io.patchbay.testkit.InMemoryConnection;
import io.patchbay.testkit.ManualLoop;
import io.patchbay.testkit.MemoryStore;
import io.patchbay.testkit.TestClient;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Uri;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The whole core but its OSGi rim, on loops that the test turns. On closing it checks that nothing
 * is left of the sessions that were there.
 */
public final class RouterKit implements RouterDoor, SessionContext, AutoCloseable {
    public static final String REALM = "realm1";
    public static final Serializer JSON = new JsonSerializer();
    public static final Serializer MSGPACK = new MsgPackSerializer();

    /** Everybody may do everything. */
    public static final String OPEN_REALM =
            """
            [{"uri": "realm1", "authmethods": ["anonymous", "ticket", "broken"],
              "sources": [
                {"usernames": "anonymous", "authmethod": "anonymous", "cidr": "0.0.0.0/0"},
                {"usernames": "all", "authmethod": "ticket", "cidr": "127.0.0.0/8"},
                {"usernames": "all", "authmethod": "broken", "cidr": "127.0.0.0/8"}],
              "grants": [{"roles": ["anonymous", "all"], "uri": "", "match": "prefix",
                "permissions": ["wamp.register", "wamp.unregister", "wamp.call", "wamp.cancel",
                  "wamp.subscribe", "wamp.unsubscribe", "wamp.publish", "wamp.disclose_caller",
                  "wamp.disclose_publisher", "wamp.disclose_session_info"]}]}]
            """;

    private final Realms realms = new Realms();
    private final Doorman doorman = new Doorman(realms, "Patchbay-test");
    private final Counters counters = new Counters();
    private final List<Authorizer> authorizers = new ArrayList<>();
    private final List<ManualLoop> loops;
    private final Map<Loop, LoopState> states = new HashMap<>();
    private final Set<ClientPeer> peers = ConcurrentHashMap.newKeySet();
    private final List<TestClient> clients = new ArrayList<>();
    private final List<LocalSession> locals = new ArrayList<>();
    private final Path file;
    private final Records records;
    private final Directory directory;
    private final RealmWatcher watcher;
    private final LocalRealmSessions localSessions;
    private final AtomicLong nanos = new AtomicLong();
    private final Procedures procedures = new Procedures(Procedures.Bounds.USUAL);
    private Limits limits =
            new Limits(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(2),
                    4 << 20,
                    Duration.ofSeconds(10),
                    100_000,
                    0,
                    0,
                    100_000,
                    100_000,
                    1000,
                    true);
    private boolean draining;

    public RouterKit() {
        this(1);
    }

    /**
     * @param loops how many loops clients may live on
     */
    public RouterKit(int loops) {
        this.loops = ManualLoop.group(loops);
        this.loops.forEach(loop -> states.put(loop, new LoopState(loop)));
        this.localSessions = new LocalRealmSessions(realms, doorman, this, states.get(loop(0)));
        try {
            file = Files.createTempDirectory("patchbay").resolve("realms.json");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        procedures.connect(localSessions);
        var passwords = new Passwords(new Passwords.Bounds(1, 64));
        var gate =
                new Gate(
                        passwords,
                        new Authenticator(procedures),
                        (realm, kind, token) -> Optional.empty(),
                        new Decoys(new byte[] {1}),
                        Gate.Failures.USUAL,
                        System::nanoTime);
        records = new Records(new MemoryStore());
        directory =
                new Directory(
                        records, gate, new Arbiter(procedures, Arbiter.Memory.USUAL, nanos::get));
        directory.watch(realms.followingDirectory());
        watcher = new RealmWatcher(file, records, new KeptPasswords(passwords));
        doorman.add("anonymous", ScriptedAuth.accepting("anonymous"));
        realms(OPEN_REALM);
    }

    /** One more loop, with a thread of its own. Before any client is there. */
    public void add(Loop loop) {
        states.put(loop, new LoopState(loop));
    }

    /** Writes another realm file and has it read. */
    public void realms(String json) {
        try {
            Path written = file.resolveSibling("realms.json.new");
            Files.writeString(written, json);
            Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        watcher.check();
        settle();
    }

    /** Reads the realm file. */
    public RealmWatcher watcher() {
        return watcher;
    }

    public Path realmFile() {
        return file;
    }

    /** What is kept of the realms. */
    public Records records() {
        return records;
    }

    public Directory directory() {
        return directory;
    }

    public Realm realm() {
        return realms.find(Uri.of(REALM)).orElseThrow();
    }

    public Realms realms() {
        return realms;
    }

    public Doorman doorman() {
        return doorman;
    }

    public ManualLoop loop(int index) {
        return loops.get(index);
    }

    public LoopState state(int index) {
        return states.get(loop(index));
    }

    public void settle() {
        loop(0).settle();
    }

    public void advance(Duration time) {
        loop(0).advance(time);
    }

    /** A client that has not said HELLO. */
    public TestClient connect() {
        return connect(0, MSGPACK);
    }

    public TestClient connect(int loop, Serializer serializer) {
        return added(TestClient.connect(this, loop(loop), serializer));
    }

    public TestClient connect(
            int loop, Serializer serializer, int maxMessageBytes, ConnectionInfo info) {
        return added(TestClient.connect(this, loop(loop), serializer, maxMessageBytes, info));
    }

    private TestClient added(TestClient client) {
        clients.add(client);
        return client;
    }

    /** A client that has joined the realm. */
    public TestClient join() {
        return join(0);
    }

    public TestClient join(int loop) {
        return join(loop, MSGPACK);
    }

    public TestClient join(int loop, Serializer serializer) {
        TestClient client = connect(loop, serializer);
        client.join(REALM);
        return client;
    }

    /** A client of that identity. */
    public TestClient joinAs(int loop, String authid, String authrole) {
        doorman.add("ticket", ScriptedAuth.accepting(authid, authrole));
        TestClient client = connect(loop, MSGPACK);
        client.join(REALM, TestClient.ALL_ROLES.with("authmethods", List.of("ticket")));
        return client;
    }

    /** A client that cannot be interrupted. */
    public TestClient joinUninterruptible(int loop) {
        TestClient client = connect(loop, MSGPACK);
        client.join(REALM, TestClient.roles(false));
        return client;
    }

    /** A client that takes no message of more than so many bytes. */
    public TestClient joinTaking(int maxMessageBytes) {
        TestClient client = connect(0, MSGPACK, maxMessageBytes, TestClient.local());
        client.join(REALM);
        return client;
    }

    /** Lets go of a client that has gone. */
    public void forget(TestClient client) {
        clients.remove(client);
    }

    /** A session inside the router. */
    public LocalSession local(String role) {
        LocalSession session =
                localSessions
                        .open(Uri.of(REALM), new Identity(role, role, "local", "test", Dict.EMPTY))
                        .orElseThrow();
        locals.add(session);
        return session;
    }

    /** Lets time pass for answers that are remembered. */
    public void age(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    public Procedures procedures() {
        return procedures;
    }

    public LocalRealmSessions localSessions() {
        return localSessions;
    }

    public void limits(Limits changed) {
        limits = changed;
    }

    public void authorizer(Authorizer authorizer) {
        authorizers.add(authorizer);
    }

    public void drain() {
        draining = true;
    }

    @Override
    public Collection<Serializer> serializers() {
        return List.of(JSON, MSGPACK);
    }

    @Override
    public Optional<Peer> open(Connection connection, Serializer serializer) {
        LoopState state = states.get(connection.loop());
        var peer = new ClientPeer(connection, serializer, state, this, doorman, peers::remove);
        peers.add(peer);
        return Optional.of(peer);
    }

    @Override
    public Limits limits() {
        return limits;
    }

    @Override
    public Counters counters() {
        return counters;
    }

    @Override
    public List<Authorizer> authorizers() {
        return authorizers;
    }

    @Override
    public boolean isDraining() {
        return draining;
    }

    private void checkTimers(ManualLoop loop) {
        TimerWheel deadlines = states.get(loop).deadlines();
        assertThat(deadlines.size()).as("deadlines").isZero();
        assertThat(loop.timers()).as("timers").isEqualTo(deadlines.isAwake() ? 1 : 0);
    }

    @Override
    public void close() {
        settle();
        for (TestClient client : clients) {
            InMemoryConnection connection = client.connection();
            connection.disconnect();
        }
        locals.forEach(LocalSession::close);
        procedures.disconnect();
        settle();
        assertThat(counters.bugs.sum()).as("faults of the router").isZero();
        assertThat(counters.openSessions()).as("open sessions").isZero();
        assertThat(counters.openCalls()).as("open calls").isZero();
        assertThat(peers).as("peers").isEmpty();
        for (Realm realm : realms.all()) {
            assertThat(realm.sessionCount()).as("sessions of the realm").isZero();
            assertThat(realm.broker().subscriptionCount()).as("subscriptions").isZero();
            assertThat(realm.dealer().registrationCount()).as("registrations").isZero();
        }
        assertThat(counters.timeoutsPending.sum()).as("call timeouts").isZero();
        loops.forEach(this::checkTimers);
        try {
            Files.delete(file);
            Files.delete(file.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
