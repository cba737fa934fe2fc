package io.patchbay.transport.netty;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.patchbay.api.config.InvalidSetting;
import io.patchbay.api.config.Settings;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.SocketAddress;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The event loops on which all connections live: as many threads as configured, each with its own
 * share of the connections. They accept connections as well, so one loop is one thread. Any thread.
 */
@Component(
        name = EventLoops.PID,
        configurationPid = EventLoops.PID,
        immediate = true,
        service = EventLoops.class)
@Designate(ocd = EventLoops.Config.class)
public final class EventLoops {
    public static final String PID = "io.patchbay.transport.netty";

    private static final Logger LOG = LoggerFactory.getLogger(EventLoops.class);
    private static final String LOOPS = "loops";
    private static final String NATIVE = "native";
    private static final int LOOPS_MAX = 1024;
    private static final int STOP_TIMEOUT_S = 5;

    /** Both keys take effect when the router is started. */
    @ObjectClassDefinition(name = "Event loops")
    public @interface Config {
        @AttributeDefinition(description = "Number of event loops; 0 = one per processor")
        int loops() default 0;

        @AttributeDefinition(
                description = "How sockets are reached; auto = epoll where it works, else nio",
                options = {
                    @Option(label = "auto", value = "auto"),
                    @Option(label = "epoll", value = "epoll"),
                    @Option(label = "nio", value = "nio")
                })
        String native$() default "auto";
    }

    private final NativeTransport transport;
    private final MultiThreadIoEventLoopGroup group;
    private final IdentityHashMap<EventExecutor, NettyLoop> loops = new IdentityHashMap<>();
    private final Map<String, Object> settings;

    @Activate
    public EventLoops(Map<String, Object> properties) {
        Settings read = usable(properties);
        int count = read.integer(LOOPS, 0, LOOPS_MAX);
        transport = transport(read);
        group = group(count == 0 ? Runtime.getRuntime().availableProcessors() : count, transport);
        group.forEach(
                executor -> loops.put(executor, new NettyLoop((EventLoop) executor, loops.size())));
        settings = values(read);
        LOG.info("{} event loops on {}", loops.size(), transport.name());
    }

    @Modified
    void modified(Map<String, Object> properties) {
        Settings read = Settings.of(PID, Config.class, properties);
        try {
            if (!settings.equals(values(read))) {
                LOG.warn("{}: a change takes effect at the next start", read.source());
            }
        } catch (InvalidSetting e) {
            LOG.error("{}; the former configuration stays in force", e.getMessage());
        }
    }

    /** Stops the threads. Every channel must be closed by then. */
    @Deactivate
    public synchronized void close() {
        Future<?> stopped = group.shutdownGracefully(0, STOP_TIMEOUT_S, TimeUnit.SECONDS);
        if (stopped.awaitUninterruptibly(STOP_TIMEOUT_S, TimeUnit.SECONDS)) {
            loops.values().forEach(NettyLoop::release);
        }
    }

    /** What connections are registered with. */
    public EventLoopGroup workers() {
        return group;
    }

    /** What server sockets are registered with. */
    public EventLoopGroup acceptors() {
        return group;
    }

    /** The number of loops. */
    public int count() {
        return loops.size();
    }

    public Class<? extends ServerChannel> serverChannel() {
        return transport.serverChannel();
    }

    /** Empty where there are no Unix domain sockets. */
    public Optional<Class<? extends ServerChannel>> unixServerChannel() {
        return Optional.of(transport.unixServerChannel());
    }

    /** The address of a Unix domain socket, of the type that {@link #unixServerChannel} binds. */
    public SocketAddress unixAddress(Path path) {
        return transport.unixAddress(path);
    }

    /** An address of a channel as a type of the JDK. */
    public SocketAddress plain(SocketAddress address) {
        return transport.plain(address);
    }

    /** The loop of a channel's event loop: always the same for the same. */
    public NettyLoop loop(EventLoop eventLoop) {
        NettyLoop loop = loops.get(eventLoop);
        if (loop == null) {
            throw new IllegalArgumentException("not one of these loops: " + eventLoop);
        }
        return loop;
    }

    /** The settings, or the default ones: without loops there is no router at all. */
    private static Settings usable(Map<String, Object> properties) {
        Settings read = Settings.of(PID, Config.class, properties);
        try {
            values(read);
            transport(read);
            return read;
        } catch (InvalidSetting e) {
            LOG.error("{}; the defaults are used", e.getMessage());
            return Settings.of(PID, Config.class, Map.of());
        }
    }

    private static Map<String, Object> values(Settings read) {
        return Map.of(
                LOOPS, read.integer(LOOPS, 0, LOOPS_MAX),
                NATIVE, read.choice(NATIVE, "auto", "epoll", "nio"));
    }

    private static MultiThreadIoEventLoopGroup group(int count, NativeTransport transport) {
        var threads = new DefaultThreadFactory("patchbay-loop", true);
        return new MultiThreadIoEventLoopGroup(count, threads, transport.ioHandlers());
    }

    private static NativeTransport transport(Settings settings) {
        return switch (settings.choice(NATIVE, "auto", "epoll", "nio")) {
            case "nio" -> new NioTransport();
            case "epoll" -> epoll(settings);
            default -> epollWorks() ? new EpollTransport() : new NioTransport();
        };
    }

    private static NativeTransport epoll(Settings settings) {
        if (!epollWorks()) {
            throw settings.invalid(NATIVE, "one that works here: auto or nio");
        }
        return new EpollTransport();
    }

    private static boolean epollWorks() {
        try {
            if (EpollTransport.works()) {
                return true;
            }
            LOG.info("epoll does not work here: {}", EpollTransport.obstacle().toString());
        } catch (LinkageError missing) {
            LOG.info("epoll is not installed: {}", missing.toString());
        }
        return false;
    }
}
