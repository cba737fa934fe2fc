package io.patchbay.transport.rawsocket;

import io.patchbay.api.config.InvalidSetting;
import io.patchbay.api.config.Settings;
import io.patchbay.api.health.ReadyCheck;
import io.patchbay.api.metrics.MetricSource;
import io.patchbay.api.transport.RouterDoor;
import io.patchbay.api.transport.Transport;
import io.patchbay.transport.netty.EventLoops;

import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A listener for WAMP over raw sockets; each configuration of the factory PID is another one. */
@Component(
        name = RawSocketTransport.PID,
        configurationPid = RawSocketTransport.PID,
        configurationPolicy = ConfigurationPolicy.OPTIONAL,
        immediate = true,
        service = {Transport.class, MetricSource.class, ReadyCheck.class})
@Designate(ocd = RawSocketTransport.Config.class, factory = true)
public final class RawSocketTransport implements Transport, MetricSource, ReadyCheck {
    static final String PID = "io.patchbay.transport.rawsocket";

    private static final Logger LOG = LoggerFactory.getLogger(RawSocketTransport.class);

    @ObjectClassDefinition(name = "Raw socket listener")
    @interface Config {
        @AttributeDefinition(description = "Address to listen on")
        String host() default "0.0.0.0";

        @AttributeDefinition(description = "TCP port; 0 = any free one, -1 = none")
        int port() default 18082;

        @AttributeDefinition(description = "Unix domain socket to listen on as well; empty = none")
        String unix_path() default "";

        @AttributeDefinition(description = "Who may connect to the Unix domain socket")
        String unix_permissions() default "rw-rw----";

        @AttributeDefinition(description = "Connections that wait to be accepted")
        int backlog() default 1024;

        @AttributeDefinition(description = "Connections open at the same time; 0 = no limit")
        int connections_max() default 100_000;

        @AttributeDefinition(
                description = "Largest message accepted, a power of two from 512 to 16777216")
        int message_limit_bytes() default 16_777_216;

        @AttributeDefinition(description = "What a handshake may take")
        int handshake_timeout_ms() default 5_000;

        @AttributeDefinition(description = "After so long a message that was begun must be whole")
        int frame_timeout_ms() default 60_000;

        @AttributeDefinition(description = "A silent peer is sent a PING after so long; 0 = never")
        int ping_interval_ms() default 0;

        @AttributeDefinition(description = "How long a peer may take to answer a PING")
        int ping_timeout_ms() default 10_000;

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
    private final RouterDoor door;
    private volatile String name = "";
    private volatile @Nullable RawSocketListener listener;
    private volatile String problem = "";

    /**
     * With a configuration that cannot be used nothing is opened until it was changed. No exception
     * is thrown then, for it would be thrown and logged again for everybody who asks for a service.
     */
    @Activate
    public RawSocketTransport(
            @Reference EventLoops loops,
            @Reference RouterDoor door,
            Map<String, Object> properties) {
        this.loops = loops;
        this.door = door;
        modified(properties);
    }

    /** What is wrong is told once; then the former configuration stays in force. */
    @Modified
    synchronized void modified(Map<String, Object> properties) {
        RawSocketListener open = listener;
        // The instance that runs without a configuration becomes that of the first one.
        name = "rawsocket-" + Settings.instance(PID, properties);
        try {
            var next = RawSocketSettings.of(name, Settings.of(PID, Config.class, properties));
            if (open == null) {
                listener = new RawSocketListener(loops, door, next);
            } else {
                open.reconfigure(next);
            }
            problem = "";
        } catch (InvalidSetting e) {
            String former = open == null ? "" : "; the former configuration stays in force";
            LOG.error("{}{}", e.getMessage(), former);
            problem = e.getMessage();
        }
    }

    @Deactivate
    synchronized void deactivate() {
        RawSocketListener open = listener;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<SocketAddress> addresses() {
        RawSocketListener open = listener;
        return open == null ? List.of() : open.addresses();
    }

    @Override
    public void stopAccepting() {
        RawSocketListener open = listener;
        if (open != null) {
            open.stopAccepting();
        }
    }

    @Override
    public void collect(Sink sink) {
        RawSocketListener open = listener;
        if (open != null) {
            open.collect(sink);
        }
    }

    /** A listener that is open is ready, also if what it was changed to cannot be used. */
    @Override
    public Optional<String> waitingFor() {
        return addresses().isEmpty()
                ? Optional.of(name + " to listen" + (problem.isEmpty() ? "" : ": " + problem))
                : Optional.empty();
    }
}
