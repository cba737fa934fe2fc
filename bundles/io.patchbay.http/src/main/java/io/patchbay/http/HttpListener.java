package io.patchbay.http;

import io.netty.channel.Channel;
import io.patchbay.api.config.InvalidSetting;
import io.patchbay.api.health.ReadyCheck;
import io.patchbay.api.http.HttpRoute;
import io.patchbay.api.metrics.MetricSource;
import io.patchbay.api.transport.Transport;
import io.patchbay.transport.netty.EventLoops;
import io.patchbay.transport.netty.Listener;
import io.patchbay.transport.netty.ListenerSettings;
import io.patchbay.wamp.WampError;

import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP listener; each configuration of the factory PID is another one, named by its file. Its
 * socket is open while a route or an upgrade is mounted on it. Any thread.
 */
@Component(
        name = HttpListener.PID,
        configurationPid = HttpListener.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true,
        service = {Transport.class, MetricSource.class, ReadyCheck.class})
@Designate(ocd = HttpListener.Config.class, factory = true)
public final class HttpListener implements Transport, MetricSource, ReadyCheck {
    static final String PID = "io.patchbay.http";

    private static final Logger LOG = LoggerFactory.getLogger(HttpListener.class);

    /** How long requests and sessions may take to end when the listener closes. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    @ObjectClassDefinition(name = "HTTP listener")
    @interface Config {
        @AttributeDefinition(description = "Address to listen on")
        String host() default "127.0.0.1";

        @AttributeDefinition(description = "TCP port; 0 = any free one, -1 = none")
        int port() default 18080;

        @AttributeDefinition(description = "Unix domain socket to listen on as well; empty = none")
        String unix_path() default "";

        @AttributeDefinition(description = "Who may connect to the Unix domain socket")
        String unix_permissions() default "rw-rw----";

        @AttributeDefinition(description = "Connections that wait to be accepted")
        int backlog() default 1024;

        @AttributeDefinition(description = "Connections open at the same time; 0 = no limit")
        int connections_max() default 100_000;

        @AttributeDefinition(description = "Longest first line of a request")
        int url_limit_bytes() default 8_192;

        @AttributeDefinition(description = "All headers of a request together")
        int header_limit_bytes() default 16_384;

        @AttributeDefinition(description = "Largest body of a request")
        int body_limit_bytes() default 1_048_576;

        @AttributeDefinition(description = "The bodies of all requests at one time together")
        long bodies_limit_bytes() default 67_108_864;

        @AttributeDefinition(
                description = "What a request may take from its first byte to its last")
        int request_timeout_ms() default 10_000;

        @AttributeDefinition(description = "What a route may take to answer, and a peer to read it")
        int answer_timeout_ms() default 60_000;

        @AttributeDefinition(description = "How long a connection is kept without a request")
        int idle_timeout_ms() default 60_000;

        @AttributeDefinition(description = "PEM file with the certificate chain; empty = no TLS")
        String tls_certificate_file() default "";

        @AttributeDefinition(description = "PEM file with the private key, PKCS#8")
        String tls_key_file() default "";

        @AttributeDefinition(description = "PEM file with the authorities for client certificates")
        String tls_client_ca_file() default "";

        @AttributeDefinition(
                description = "Whether clients show certificates",
                options = {
                    @Option(label = "none", value = "none"),
                    @Option(label = "want", value = "want"),
                    @Option(label = "need", value = "need")
                })
        String tls_client_auth() default "none";

        @AttributeDefinition(description = "Versions of TLS that are spoken")
        String tls_protocols() default "TLSv1.3,TLSv1.2";
    }

    private final EventLoops loops;
    private final String name;
    private final Mounts mounts = new Mounts();
    private final HttpCounters counters = new HttpCounters();
    private final BodyBudget budget = new BodyBudget(0);
    private volatile @Nullable HttpSettings settings;
    private volatile @Nullable Listener listener;
    private volatile @Nullable String problem;
    private volatile boolean stopped;

    @Activate
    public HttpListener(@Reference EventLoops loops, Map<String, Object> properties) {
        this.loops = loops;
        this.name = HttpSettings.name(properties);
        try {
            use(HttpSettings.of(properties));
        } catch (InvalidSetting e) {
            complain(e);
        }
    }

    /** What is wrong is told once; then the former configuration stays in force. */
    @Modified
    public synchronized void modified(Map<String, Object> properties) {
        HttpSettings former = settings;
        try {
            HttpSettings next = HttpSettings.of(properties);
            if (former != null) {
                move(former.listener(), next.listener());
            }
            use(next);
        } catch (InvalidSetting e) {
            LOG.error(
                    "{}{}",
                    e.getMessage(),
                    former == null ? "" : "; the former configuration stays in force");
        }
        openOrClose();
    }

    @Deactivate
    public synchronized void deactivate() {
        stopped = true;
        close();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void bindRoute(HttpRoute route, Map<String, Object> properties) {
        if (isMine(properties)) {
            mounts.add(route);
            openOrClose();
        }
    }

    public void unbindRoute(HttpRoute route) {
        mounts.remove(route);
        openOrClose();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void bindUpgrade(HttpUpgrade upgrade, Map<String, Object> properties) {
        if (isMine(properties)) {
            mounts.add(upgrade);
            openOrClose();
        }
    }

    public void unbindUpgrade(HttpUpgrade upgrade) {
        mounts.remove(upgrade);
        openOrClose();
    }

    @Override
    public String name() {
        return "http-" + name;
    }

    @Override
    public List<SocketAddress> addresses() {
        Listener open = listener;
        return open == null ? List.of() : open.addresses();
    }

    @Override
    public void stopAccepting() {
        stopped = true;
        Listener open = listener;
        if (open != null) {
            open.stopAccepting();
        }
    }

    @Override
    public Optional<String> waitingFor() {
        String trouble = problem;
        if (trouble != null) {
            return Optional.of(trouble);
        }
        return mounts.isEmpty() || !addresses().isEmpty()
                ? Optional.empty()
                : Optional.of(name() + " to listen");
    }

    @Override
    public void collect(Sink sink) {
        counters.collect(sink, name());
        Listener open = listener;
        sink.gauge(
                "patchbay_http_connections",
                "Open connections, those that another protocol took over included",
                open == null ? 0 : open.connections(),
                "listener",
                name());
        sink.gauge(
                "patchbay_http_bodies_bytes",
                "Memory that request bodies take",
                (double) budget.used(),
                "listener",
                name());
    }

    private boolean isMine(Map<String, Object> properties) {
        Object wanted = properties.get(HttpRoute.LISTENER);
        return switch (wanted) {
            case null -> false;
            case Object[] names -> Arrays.asList(names).contains(name);
            case Collection<?> names -> names.contains(name);
            default -> wanted.equals(name);
        };
    }

    private void use(HttpSettings valid) {
        settings = valid;
        problem = null;
        budget.limit(valid.bodiesBytes());
    }

    private synchronized void openOrClose() {
        HttpSettings valid = settings;
        if (mounts.isEmpty()) {
            close();
        } else if (listener == null && valid != null && !stopped) {
            open(valid);
        }
    }

    private void close() {
        Listener open = listener;
        listener = null;
        if (open != null) {
            open.close(WampError.SYSTEM_SHUTDOWN, GRACE);
        }
    }

    private void open(HttpSettings valid) {
        try {
            listener = Listener.open(loops, valid.listener(), this::accept);
            problem = null;
        } catch (InvalidSetting e) {
            complain(e);
        }
    }

    private void complain(InvalidSetting e) {
        problem = name() + ": " + e.getMessage();
        LOG.error("{}", e.getMessage());
    }

    /**
     * @throws InvalidSetting if it cannot listen as the next settings say; then all is as before
     */
    private void move(ListenerSettings former, ListenerSettings next) {
        Listener old = listener;
        if (old == null || stopped || next.equals(former)) {
            return;
        }
        if (!next.collidesWith(former)) {
            listener = Listener.open(loops, next, this::accept);
        } else {
            old.stopAccepting();
            try {
                listener = Listener.open(loops, next, this::accept);
            } catch (InvalidSetting e) {
                old.startAccepting();
                throw e;
            }
        }
        old.close(WampError.SYSTEM_SHUTDOWN, GRACE);
    }

    /** Limits that were changed count for connections that come. */
    private void accept(Listener by, Channel channel, boolean tooMany) {
        HttpSettings valid = settings;
        if (valid == null) {
            channel.close();
            return;
        }
        if (by.settings().tls().isEmpty()) {
            channel.config().setRecvByteBufAllocator(loops.loop(channel.eventLoop()).readBuffers());
        }
        var service =
                new HttpService(
                        mounts, counters, budget, valid.limits(), of -> by.describe(of, "http"));
        HttpConnection.install(channel.pipeline(), service, tooMany);
    }
}
