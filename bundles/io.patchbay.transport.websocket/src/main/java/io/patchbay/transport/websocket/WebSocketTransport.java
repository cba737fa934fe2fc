package io.patchbay.transport.websocket;

import io.patchbay.api.config.InvalidSetting;
import io.patchbay.api.health.ReadyCheck;
import io.patchbay.api.http.HttpRoute;
import io.patchbay.api.metrics.MetricSource;
import io.patchbay.api.transport.RouterDoor;
import io.patchbay.http.HttpUpgrade;
import io.patchbay.transport.netty.EventLoops;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Map;
import java.util.Optional;

/**
 * Mounts the WebSocket endpoint on an HTTP listener. The mount is registered by hand, as the
 * listener's name is a setting that must be valid before it counts. Any thread.
 */
@Component(
        name = WebSocketTransport.PID,
        configurationPid = WebSocketTransport.PID,
        immediate = true,
        service = {MetricSource.class, ReadyCheck.class})
@Designate(ocd = WebSocketTransport.Config.class)
public final class WebSocketTransport implements MetricSource, ReadyCheck {
    static final String PID = "io.patchbay.transport.websocket";

    private static final Logger LOG = LoggerFactory.getLogger(WebSocketTransport.class);

    @ObjectClassDefinition(name = "WebSocket endpoint")
    @interface Config {
        @AttributeDefinition(description = "The HTTP listener that serves it")
        String listener() default "public";

        @AttributeDefinition(description = "Path of the endpoint")
        String path() default "/ws";

        @AttributeDefinition(
                description =
                        "Web pages that may connect: *, loopback, null or origins with asterisks")
        String origins() default "loopback";

        @AttributeDefinition(description = "Largest message accepted, inflated")
        int message_limit_bytes() default 16_777_216;

        @AttributeDefinition(description = "Largest frame accepted")
        int frame_limit_bytes() default 16_777_216;

        @AttributeDefinition(description = "After so long a message that was begun must be whole")
        int frame_timeout_ms() default 60_000;

        @AttributeDefinition(description = "A silent peer is sent a ping after so long; 0 = never")
        int ping_interval_ms() default 30_000;

        @AttributeDefinition(description = "How long a peer may take to answer a ping")
        int ping_timeout_ms() default 10_000;

        @AttributeDefinition(description = "Whether permessage-deflate is accepted when offered")
        boolean compression() default true;

        @AttributeDefinition(description = "The smallest message that is compressed")
        int compression_threshold_bytes() default 1_024;

        @AttributeDefinition(
                description = "Whether messages may refer to those before; 300 KiB a connection")
        boolean compression_context_takeover() default false;
    }

    private final BundleContext bundle;
    private final EventLoops loops;
    private final RouterDoor door;
    private @Nullable WebSocketSettings settings;
    private @Nullable WebSocketEndpoint endpoint;
    private @Nullable ServiceRegistration<HttpUpgrade> mount;
    private volatile @Nullable String problem;

    @Activate
    public WebSocketTransport(
            BundleContext bundle,
            @Reference EventLoops loops,
            @Reference RouterDoor door,
            Map<String, Object> properties) {
        this.bundle = bundle;
        this.loops = loops;
        this.door = door;
        configure(properties);
    }

    /** What is wrong is told once; then the former configuration stays in force. */
    @Modified
    void modified(Map<String, Object> properties) {
        configure(properties);
    }

    @Deactivate
    synchronized void deactivate() {
        unmount();
    }

    @Override
    public synchronized void collect(Sink sink) {
        if (endpoint != null) {
            endpoint.collect(sink);
        }
    }

    @Override
    public Optional<String> waitingFor() {
        return Optional.ofNullable(problem);
    }

    private synchronized void configure(Map<String, Object> properties) {
        WebSocketSettings former = settings;
        try {
            apply(former, WebSocketSettings.of(properties));
        } catch (InvalidSetting e) {
            if (former == null) {
                problem = "websocket: " + e.getMessage();
                LOG.error("{}", e.getMessage());
            } else {
                LOG.error("{}; the former configuration stays in force", e.getMessage());
            }
        }
    }

    private void apply(@Nullable WebSocketSettings former, WebSocketSettings next) {
        settings = next;
        problem = null;
        boolean sameMount =
                former != null
                        && former.path().equals(next.path())
                        && former.listener().equals(next.listener());
        if (sameMount && endpoint != null) {
            endpoint.configure(next);
        } else {
            unmount();
            mount(next);
        }
    }

    private void mount(WebSocketSettings next) {
        var fresh = new WebSocketEndpoint(loops, door, next);
        endpoint = fresh;
        mount =
                bundle.registerService(
                        HttpUpgrade.class,
                        fresh,
                        FrameworkUtil.asDictionary(Map.of(HttpRoute.LISTENER, next.listener())));
    }

    private void unmount() {
        if (mount != null) {
            mount.unregister();
            mount = null;
        }
        if (endpoint != null) {
            endpoint.close();
            endpoint = null;
        }
    }
}
