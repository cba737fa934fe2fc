package io.patchbay.core;

import io.patchbay.api.access.Authorizer;
import io.patchbay.api.auth.AuthMethod;
import io.patchbay.api.config.InvalidSetting;
import io.patchbay.api.health.ReadyCheck;
import io.patchbay.api.management.ManagementProcedure;
import io.patchbay.api.management.ManagementProcedures;
import io.patchbay.api.metrics.MetricSource;
import io.patchbay.api.realm.RealmDirectory;
import io.patchbay.api.serializer.Serializer;
import io.patchbay.api.session.Identity;
import io.patchbay.api.session.LocalSession;
import io.patchbay.api.session.LocalSessions;
import io.patchbay.api.session.Session;
import io.patchbay.api.session.Sessions;
import io.patchbay.api.transport.Connection;
import io.patchbay.api.transport.ConnectionInfo;
import io.patchbay.api.transport.Peer;
import io.patchbay.api.transport.RouterDoor;
import io.patchbay.api.transport.Transport;
import io.patchbay.core.local.LocalRealmSessions;
import io.patchbay.core.local.SerialLoop;
import io.patchbay.core.meta.ManagedRealms;
import io.patchbay.core.realm.Realm;
import io.patchbay.core.realm.Realms;
import io.patchbay.core.session.ClientPeer;
import io.patchbay.core.session.Counters;
import io.patchbay.core.session.Doorman;
import io.patchbay.core.session.Limits;
import io.patchbay.core.session.LoopState;
import io.patchbay.core.session.Loops;
import io.patchbay.core.session.SessionContext;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.WampError;

import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * The router as OSGi sees it: takes connections from transports, and serializers, authentication
 * methods and authorizers as they come and go.
 */
@Component(
        name = Router.PID,
        immediate = true,
        service = {
            RouterDoor.class,
            LocalSessions.class,
            ManagementProcedures.class,
            Sessions.class,
            MetricSource.class,
            ReadyCheck.class,
            Runnable.class
        },
        property = "patchbay.shutdown=drain")
@Designate(ocd = Router.Config.class)
public final class Router
        implements RouterDoor,
                LocalSessions,
                ManagementProcedures,
                Sessions,
                MetricSource,
                ReadyCheck,
                Runnable,
                SessionContext {

    static final String PID = "io.patchbay.core";

    /** {@code etc/io.patchbay.core.cfg}. */
    @ObjectClassDefinition(name = "Patchbay core")
    @interface Config {
        @AttributeDefinition(description = "From the first byte to WELCOME, in milliseconds")
        int hello_timeout_ms() default 10_000;

        @AttributeDefinition(description = "From the router's GOODBYE to the client's")
        int goodbye_timeout_ms() default 2_000;

        @AttributeDefinition(description = "For calls in flight when the router stops")
        int shutdown_grace_ms() default 5_000;

        @AttributeDefinition(description = "What may wait for one client before it is dropped")
        int outbound_limit_bytes() default 4 << 20;

        @AttributeDefinition(description = "How long a client may stay over that limit")
        int slow_limit_ms() default 10_000;

        @AttributeDefinition(description = "Calls that one session may have open, on either side")
        int calls_pending_max() default 100_000;

        @AttributeDefinition(description = "For calls that say nothing about it; 0 = no timeout")
        int call_timeout_ms() default 0;

        @AttributeDefinition(description = "The longest that any call may take; 0 = no limit")
        int call_timeout_max_ms() default 0;

        @AttributeDefinition(description = "Subscriptions that one session may hold")
        int subscriptions_max() default 200_000;

        @AttributeDefinition(description = "Registrations that one session may hold")
        int registrations_max() default 200_000;

        @AttributeDefinition(description = "Connections that the router takes")
        int connections_max() default 1_000_000;

        @AttributeDefinition(description = "Whether request ids must be sequential: strict, loose")
        String request_ids() default "strict";
    }

    private static final Logger LOG = LoggerFactory.getLogger(Router.class);

    private final Map<String, Serializer> serializers = new ConcurrentHashMap<>();
    private final List<Authorizer> authorizers = new CopyOnWriteArrayList<>();
    private final List<Transport> transports = new CopyOnWriteArrayList<>();
    private final Set<ClientPeer> peers = ConcurrentHashMap.newKeySet();
    private final Loops loops = new Loops();
    private final Counters counters = new Counters();
    private final Realms realms = new Realms();
    private final ManagedRealms managed = new ManagedRealms(realms);
    private final Doorman doorman;
    private final SerialLoop localLoop = new SerialLoop("patchbay-local");
    private final LocalSessions localSessions;
    private volatile CoreSettings settings = CoreSettings.USUAL;
    private final Map<RealmDirectory, RealmDirectory.Watch> watches = new ConcurrentHashMap<>();
    private volatile boolean draining;

    /**
     * Starts with the defaults if the configuration is not in order: nobody is served by an
     * exception, which would be thrown and logged again for everybody who asks for a service.
     */
    @Activate
    public Router(BundleContext bundle, Map<String, Object> properties) {
        this.doorman = new Doorman(realms, "Patchbay-" + bundle.getBundle().getVersion());
        this.localSessions = new LocalRealmSessions(realms, doorman, this, loops.enter(localLoop));
        configure(properties, "the default configuration is in force");
    }

    /** Takes over what has changed; sessions live on. What is not in order changes nothing. */
    @Modified
    void modified(Map<String, Object> properties) {
        if (configure(properties, "the previous configuration stays in force")) {
            LOG.info("Configuration changed");
        }
    }

    private boolean configure(Map<String, Object> properties, String otherwise) {
        try {
            settings = CoreSettings.of(properties);
            return true;
        } catch (InvalidSetting e) {
            LOG.error("{}; {}", e.getMessage(), otherwise);
            return false;
        }
    }

    @Deactivate
    void deactivate() {
        endSessions(List.copyOf(peers), WampError.SYSTEM_SHUTDOWN);
        realms.close();
        localLoop.stop();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addSerializer(Serializer serializer) {
        serializers.put(serializer.name(), serializer);
    }

    /** Sessions that speak the format end; nobody else notices. */
    void removeSerializer(Serializer serializer) {
        synchronized (peers) {
            serializers.remove(serializer.name(), serializer);
        }
        endSessions(
                peers.stream().filter(peer -> peer.format() == serializer).toList(),
                WampError.SYSTEM_SHUTDOWN);
        for (LoopState state : loops.all()) {
            state.loop().execute(() -> state.codecs().forget(serializer));
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addAuthMethod(AuthMethod method, Map<String, Object> properties) {
        doorman.add(String.valueOf(properties.get(AuthMethod.NAME)), method);
    }

    void removeAuthMethod(AuthMethod method) {
        doorman.remove(method);
    }

    /** The realms live on while there is no directory: the next one tells which of them stay. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addDirectory(RealmDirectory directory) {
        watches.put(directory, directory.watch(realms.followingDirectory()));
        doorman.requestRealmsBy(directory::request);
    }

    void removeDirectory(RealmDirectory directory) {
        RealmDirectory.Watch watch = watches.remove(directory);
        if (watch != null) {
            watch.close();
        }
        if (watches.isEmpty()) {
            doorman.requestRealmsBy(null);
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addAuthorizer(Authorizer authorizer) {
        authorizers.add(authorizer);
    }

    void removeAuthorizer(Authorizer authorizer) {
        authorizers.remove(authorizer);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addTransport(Transport transport) {
        transports.add(transport);
    }

    void removeTransport(Transport transport) {
        transports.remove(transport);
    }

    @Override
    public Collection<Serializer> serializers() {
        return List.copyOf(serializers.values());
    }

    @Override
    public Optional<Peer> open(Connection connection, Serializer serializer) {
        // Whoever ends all peers of a kind must find those as well that are coming in.
        synchronized (peers) {
            if (draining
                    || peers.size() >= settings.limits().sessions()
                    || serializers.get(serializer.name()) != serializer) {
                return Optional.empty();
            }
            LoopState state = loops.enter(connection.loop());
            var peer = new ClientPeer(connection, serializer, state, this, doorman, this::gone);
            peers.add(peer);
            return Optional.of(peer);
        }
    }

    private void gone(ClientPeer peer) {
        peers.remove(peer);
        loops.leave(peer.loop());
    }

    @Override
    public Optional<LocalSession> open(Uri realm, Identity identity) {
        return localSessions.open(realm, identity);
    }

    @Override
    public CompletionStage<LocalSession> join(
            Uri realm, Dict hello, String answer, ConnectionInfo connection) {
        return localSessions.join(realm, hello, answer, connection);
    }

    @Override
    public Optional<Session> find(Uri realm, long id) {
        return localSessions.find(realm, id);
    }

    @Override
    public LocalSessions.Watch watch(RealmListener listener) {
        return localSessions.watch(listener);
    }

    @Override
    public Collection<ManagementProcedure> procedures() {
        return managed.procedures();
    }

    @Override
    public int end(Uri realm, Predicate<Session> which, Uri reason, String message) {
        return realms.find(realm)
                .map(found -> found.end(which, reason, Dict.of("message", message)))
                .orElse(0);
    }

    /** Stops taking connections and calls, lets calls in flight end, and says GOODBYE to all. */
    @Override
    public void run() {
        synchronized (peers) {
            draining = true;
        }
        transports.forEach(Transport::stopAccepting);
        LOG.info(
                "Stopping: {} sessions, {} calls in flight",
                counters.openSessions(),
                counters.openCalls());
        await(() -> counters.openCalls() == 0, settings.shutdownGrace());
        endSessions(List.copyOf(peers), WampError.SYSTEM_SHUTDOWN);
    }

    /** Says GOODBYE and waits until they are gone, at most a little longer than they may take. */
    private void endSessions(Collection<ClientPeer> leaving, Uri reason) {
        leaving.forEach(peer -> peer.loop().execute(() -> peer.shutDown(reason)));
        await(
                () -> leaving.stream().noneMatch(peers::contains),
                settings.limits().goodbye().plusSeconds(1));
    }

    private static void await(BooleanSupplier condition, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(2_000_000);
        }
    }

    @Override
    public void collect(Sink sink) {
        counters.collect(sink);
        loops.collect(sink);
        sink.gauge("patchbay_connections_served", "Connections that have a peer", peers.size());
        for (Realm realm : realms.all()) {
            String name = realm.uri().toString();
            sink.gauge(
                    "patchbay_realm_sessions",
                    "Sessions of a realm",
                    realm.sessionCount(),
                    "realm",
                    name);
            sink.gauge(
                    "patchbay_realm_subscriptions",
                    "Topics subscribed to in a realm",
                    realm.broker().subscriptionCount(),
                    "realm",
                    name);
            sink.gauge(
                    "patchbay_realm_retained_events",
                    "Events that a realm retains",
                    realm.broker().retainedCount(),
                    "realm",
                    name);
            sink.gauge(
                    "patchbay_realm_retained_bytes",
                    "What the retained events of a realm take",
                    realm.broker().retainedBytes(),
                    "realm",
                    name);
            sink.gauge(
                    "patchbay_realm_registrations",
                    "Procedures registered in a realm",
                    realm.dealer().registrationCount(),
                    "realm",
                    name);
        }
    }

    @Override
    public Optional<String> waitingFor() {
        if (draining) {
            return Optional.of("the router is shutting down");
        }
        if (!realms.areKnown()) {
            return Optional.of("the realms are not known yet");
        }
        if (serializers.isEmpty()) {
            return Optional.of("no serializer is deployed");
        }
        return transports.stream().allMatch(transport -> transport.addresses().isEmpty())
                ? Optional.of("no transport listens")
                : Optional.empty();
    }

    @Override
    public Limits limits() {
        return settings.limits();
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
}
