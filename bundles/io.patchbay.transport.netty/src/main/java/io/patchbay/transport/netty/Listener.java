package io.patchbay.transport.netty;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.ServerChannel;
import io.netty.util.concurrent.Promise;
import io.patchbay.api.config.InvalidSetting;
import io.patchbay.api.transport.ConnectionInfo;
import io.patchbay.wamp.Uri;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Server sockets and the connections that came in by them. Any thread, but methods that wait must
 * not be called on a loop.
 */
public final class Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

    /** Connections over the limit that are kept until they were told so; more are just closed. */
    private static final int REFUSALS_AT_ONCE = 64;

    private static final int CLOSE_TIMEOUT_S = 5;

    private final EventLoops loops;
    private final ListenerSettings settings;
    private final Acceptor acceptor;
    private final @Nullable Tls tls;
    private final Channels connections = new Channels();
    private final List<Channel> servers = new CopyOnWriteArrayList<>();
    private @Nullable UnixSocketFile unixFile;
    private final LongAdder accepted = new LongAdder();
    private final LongAdder dropped = new LongAdder();

    private Listener(EventLoops loops, ListenerSettings settings, Acceptor acceptor) {
        this.loops = loops;
        this.settings = settings;
        this.acceptor = acceptor;
        this.tls = settings.tls().map(keys -> Tls.of(settings.source(), keys)).orElse(null);
    }

    /**
     * Opens the server sockets; they listen when this returns.
     *
     * @throws InvalidSetting naming the key that cannot be used, say a port that is taken
     */
    public static Listener open(EventLoops loops, ListenerSettings settings, Acceptor acceptor) {
        var listener = new Listener(loops, settings, acceptor);
        listener.startAccepting();
        return listener;
    }

    /**
     * Opens the server sockets again after {@link #stopAccepting}.
     *
     * @throws InvalidSetting naming the key that cannot be used
     */
    public synchronized void startAccepting() {
        try {
            settings.port().ifPresent(this::openTcp);
            settings.unixPath().ifPresent(this::openUnix);
        } catch (InvalidSetting e) {
            stopAccepting();
            throw e;
        }
    }

    public ListenerSettings settings() {
        return settings;
    }

    /** The addresses bound; empty once it has stopped accepting. */
    public List<SocketAddress> addresses() {
        var addresses = new ArrayList<SocketAddress>();
        for (Channel server : servers) {
            addresses.add(loops.plain(server.localAddress()));
        }
        return List.copyOf(addresses);
    }

    /** The number of open connections. */
    public int connections() {
        return connections.size();
    }

    /** How many connections were accepted, those over the limit included. */
    public long accepted() {
        return accepted.sum();
    }

    /** How many connections over the limit were closed without an answer. */
    public long dropped() {
        return dropped.sum();
    }

    /** What is known about a connection; to be asked when its TLS handshake is done. */
    public ConnectionInfo describe(Channel channel, String transport) {
        SocketAddress remote = channel.remoteAddress();
        return new ConnectionInfo(
                transport,
                settings.name(),
                remote == null ? new InetSocketAddress(0) : loops.plain(remote),
                tls != null,
                Tls.peerCertificates(channel),
                ChannelBindings.of(channel));
    }

    /** Closes the server sockets and waits until their ports are free; connections live on. */
    public synchronized void stopAccepting() {
        List<Channel> closing = List.copyOf(servers);
        servers.clear();
        for (Channel server : closing) {
            server.close().awaitUninterruptibly(CLOSE_TIMEOUT_S, TimeUnit.SECONDS);
            awaitTurn(server.eventLoop());
        }
        if (unixFile != null) {
            unixFile.remove();
            unixFile = null;
        }
    }

    /**
     * A selector lets go of a closed socket, and so of its port, the next time that it selects.
     * What a loop schedules itself runs after that.
     */
    private static void awaitTurn(EventLoop loop) {
        if (!loop.isShuttingDown()) {
            Promise<Void> turned = loop.newPromise();
            loop.execute(() -> loop.schedule(() -> turned.setSuccess(null), 0, TimeUnit.SECONDS));
            turned.awaitUninterruptibly(CLOSE_TIMEOUT_S, TimeUnit.SECONDS);
        }
    }

    /**
     * Stops accepting, asks all connections by {@link ShutDown} to end, and closes those that have
     * not ended in time.
     */
    public void close(Uri reason, Duration grace) {
        stopAccepting();
        connections.shutDown(reason, grace);
        LOG.info("{} is closed", settings.name());
    }

    private void openTcp(int port) {
        var address = new InetSocketAddress(settings.host(), port);
        if (address.isUnresolved()) {
            throw invalid("host", settings.host(), "an address of this machine");
        }
        ServerBootstrap bootstrap =
                bootstrap(loops.serverChannel())
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childOption(ChannelOption.SO_KEEPALIVE, true);
        ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw cannotBind(bound.cause(), port);
        }
        opened(bound.channel(), tls == null ? "tcp" : "tls");
    }

    private void openUnix(Path path) {
        Class<? extends ServerChannel> type =
                loops.unixServerChannel()
                        .orElseThrow(() -> invalid("unix.path", path, "none on this system"));
        var file = new UnixSocketFile(path);
        try {
            file.removeStale();
        } catch (IOException e) {
            throw invalid("unix.path", path, "a free path (" + e.getMessage() + ")");
        }
        ChannelFuture bound = bootstrap(type).bind(loops.unixAddress(path)).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw invalid("unix.path", path, "a path to bind (" + why(bound.cause()) + ")");
        }
        unixFile = file;
        opened(bound.channel(), "unix");
        try {
            file.restrict(settings.unixPermissions());
        } catch (IOException e) {
            throw invalid("unix.permissions", settings.unixPermissions(), e.toString());
        }
    }

    private void opened(Channel server, String kind) {
        servers.add(server);
        LOG.info("{} listens on {} ({})", settings.name(), readable(server), kind);
    }

    private String readable(Channel server) {
        SocketAddress address = loops.plain(server.localAddress());
        return address instanceof InetSocketAddress inet
                ? settings.host() + ":" + inet.getPort()
                : address.toString();
    }

    private ServerBootstrap bootstrap(Class<? extends ServerChannel> type) {
        return new ServerBootstrap()
                .group(loops.acceptors(), loops.workers())
                .channel(type)
                .option(ChannelOption.SO_BACKLOG, settings.backlog())
                .childHandler(new Children());
    }

    private InvalidSetting cannotBind(Throwable cause, int port) {
        String why = why(cause);
        return why.contains("in use") || why.contains("ermission")
                ? invalid("port", port, "a free port that may be bound (" + why + ")")
                : invalid("host", settings.host(), "an address of this machine (" + why + ")");
    }

    private static String why(Throwable cause) {
        String message = Optional.ofNullable(cause.getMessage()).orElse(cause.toString());
        int system = message.lastIndexOf("): ");
        return (system < 0 ? message : message.substring(system + 3)).toLowerCase(Locale.ROOT);
    }

    private InvalidSetting invalid(String key, Object value, String expectation) {
        return new InvalidSetting(settings.source(), key, value, expectation);
    }

    private void accept(Channel channel) {
        accepted.increment();
        connections.add(channel);
        int max = settings.connectionsMax() == 0 ? Integer.MAX_VALUE : settings.connectionsMax();
        int excess = connections.size() - max;
        if (excess > REFUSALS_AT_ONCE) {
            dropped.increment();
            Channels.closeNow(channel);
            return;
        }
        if (tls != null) {
            tls.install(channel);
        }
        acceptor.accept(this, channel, excess > 0);
    }

    private final class Children extends ChannelInitializer<Channel> {
        @Override
        protected void initChannel(Channel channel) {
            accept(channel);
        }
    }
}
