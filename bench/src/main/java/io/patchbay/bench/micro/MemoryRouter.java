package io.patchbay.bench.micro;

import io.patchbay.api.access.Authorizer;
import io.patchbay.api.auth.AuthMethod;
import io.patchbay.api.auth.AuthOutcome;
import io.patchbay.api.serializer.Serializer;
import io.patchbay.api.session.Identity;
import io.patchbay.core.realm.Realms;
import io.patchbay.core.session.ClientPeer;
import io.patchbay.core.session.Counters;
import io.patchbay.core.session.Doorman;
import io.patchbay.core.session.Limits;
import io.patchbay.core.session.LoopState;
import io.patchbay.core.session.SessionContext;
import io.patchbay.security.dynamic.Arbiter;
import io.patchbay.security.dynamic.Authenticator;
import io.patchbay.security.dynamic.Procedures;
import io.patchbay.security.file.RealmWatcher;
import io.patchbay.security.login.Gate;
import io.patchbay.security.login.Holders;
import io.patchbay.security.login.KeptPasswords;
import io.patchbay.security.password.Decoys;
import io.patchbay.security.password.Passwords;
import io.patchbay.security.realm.Directory;
import io.patchbay.security.record.Records;
import io.patchbay.testkit.MemoryStore;
import io.patchbay.wamp.Dict;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The router's core without transports: one realm, and every session on the calling thread. */
final class MemoryRouter implements SessionContext {
    static final String REALM = "realm1";

    /** Nobody asks what anybody may do. */
    static final String OPEN =
            """
            [{"uri": "realm1", "authmethods": ["anonymous"], "security_enabled": false,
              "sources": [
                {"usernames": "anonymous", "authmethod": "anonymous", "cidr": "127.0.0.0/8"}]}]
            """;

    private final Limits limits =
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
                    100_000,
                    true);
    private final Identity identity;
    private final Directory directory;
    private final Counters counters = new Counters();
    private final Realms realms = new Realms();
    private final Doorman doorman = new Doorman(realms, "bench");
    private final InlineLoop loop = new InlineLoop();
    private final LoopState state = new LoopState(loop);
    private final Map<Wire, Serializer> serializers = new EnumMap<>(Wire.class);

    /** A router whose realm is open to all. */
    MemoryRouter() throws IOException {
        this(OPEN, new Identity("anybody", "anonymous", "anonymous", "static", Dict.EMPTY));
    }

    /**
     * A router.
     *
     * @param realms as in a realm file
     * @param identity of all who join
     */
    MemoryRouter(String realms, Identity identity) throws IOException {
        this(
                realms,
                identity,
                (realm, kind, token) -> Optional.empty(),
                new Records(new MemoryStore()));
        doorman.add(identity.authmethod(), anybody());
    }

    /**
     * A router that has no methods yet.
     *
     * @param realms as in a realm file
     * @param identity of all who join
     * @param holders of tokens
     * @param records where the realms are kept
     */
    MemoryRouter(String realms, Identity identity, Holders holders, Records records)
            throws IOException {
        this.identity = identity;
        var procedures = new Procedures(Procedures.Bounds.USUAL);
        Path file = Files.createTempFile("realms", ".json");
        try {
            Files.writeString(file, realms);
            var passwords = new Passwords(new Passwords.Bounds(1, 64));
            var gate =
                    new Gate(
                            passwords,
                            new Authenticator(procedures),
                            holders,
                            new Decoys(new byte[] {1}),
                            Gate.Failures.USUAL,
                            System::nanoTime);
            new RealmWatcher(file, records, new KeptPasswords(passwords)).check();
            directory =
                    new Directory(
                            records,
                            gate,
                            new Arbiter(procedures, Arbiter.Memory.USUAL, System::nanoTime));
            directory.watch(this.realms.followingDirectory());
        } finally {
            Files.delete(file);
        }
    }

    Directory directory() {
        return directory;
    }

    void add(String name, AuthMethod method) {
        doorman.add(name, method);
    }

    /** A client that has not joined. */
    MemoryClient connect(Wire wire) {
        MemoryClient client = new MemoryClient(loop, wire.format());
        Serializer serializer = serializers.computeIfAbsent(wire, Wire::serializer);
        client.attach(new ClientPeer(client, serializer, state, this, doorman, peer -> {}));
        return client;
    }

    private AuthMethod anybody() {
        return request ->
                () -> CompletableFuture.completedStage(new AuthOutcome.Accepted(identity));
    }

    /** A client that has joined. */
    MemoryClient join(Wire wire) {
        MemoryClient client = connect(wire);
        client.join(identity);
        return client;
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
        return List.of();
    }

    @Override
    public boolean isDraining() {
        return false;
    }
}
