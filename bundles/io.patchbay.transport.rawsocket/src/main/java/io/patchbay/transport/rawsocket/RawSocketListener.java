package io.patchbay.transport.rawsocket;

import io.netty.channel.Channel;
import io.patchbay.api.config.InvalidSetting;
import io.patchbay.api.metrics.MetricSource.Sink;
import io.patchbay.api.serializer.Serializer;
import io.patchbay.api.transport.RouterDoor;
import io.patchbay.transport.netty.EventLoops;
import io.patchbay.transport.netty.Listener;
import io.patchbay.transport.netty.ListenerSettings;
import io.patchbay.transport.netty.NettyLoop;
import io.patchbay.wamp.WampError;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Listens for raw socket connections, as its settings say. Any thread unless said otherwise. */
final class RawSocketListener {
    private static final Logger LOG = LoggerFactory.getLogger(RawSocketListener.class);

    /** How long sessions may take to end when the listener closes. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final EventLoops loops;
    private final RouterDoor door;
    private final Counters counters;
    private long droppedBefore;
    private volatile RawSocketSettings settings;
    private volatile Listener listener;

    /**
     * Listens when this returns.
     *
     * @throws InvalidSetting naming the key that cannot be used, say a port that is taken
     */
    RawSocketListener(EventLoops loops, RouterDoor door, RawSocketSettings settings) {
        this.loops = loops;
        this.door = door;
        this.counters = new Counters(loops);
        this.settings = settings;
        this.listener = Listener.open(loops, settings.listener(), this::accept);
    }

    /**
     * Applies new settings. Limits and times count for connections that come; if the address or
     * what belongs to it changes, the listener moves and its sessions end.
     *
     * @throws InvalidSetting if they cannot be used; then all is as before
     */
    synchronized void reconfigure(RawSocketSettings next) {
        RawSocketSettings former = settings;
        settings = next;
        if (!next.listener().equals(former.listener())) {
            try {
                move(next.listener());
            } catch (InvalidSetting e) {
                settings = former;
                throw e;
            }
        } else if (!next.equals(former)) {
            LOG.info("{}: new limits and times count for connections that come", name());
        }
    }

    synchronized void close() {
        listener.close(WampError.SYSTEM_SHUTDOWN, GRACE);
    }

    String name() {
        return settings.listener().name();
    }

    List<SocketAddress> addresses() {
        return listener.addresses();
    }

    void stopAccepting() {
        listener.stopAccepting();
    }

    synchronized void collect(Sink sink) {
        long dropped = droppedBefore + listener.dropped();
        counters.collect(sink, name(), listener.connections(), dropped);
    }

    Counters counters() {
        return counters;
    }

    RouterDoor door() {
        return door;
    }

    NettyLoop loop(Channel channel) {
        return loops.loop(channel.eventLoop());
    }

    /** The serializer of that number, if it is there now. */
    Optional<Serializer> serializer(int rawSocketId) {
        for (Serializer serializer : door.serializers()) {
            if (serializer.rawSocketId() == rawSocketId) {
                return Optional.of(serializer);
            }
        }
        return Optional.empty();
    }

    private void move(ListenerSettings next) {
        Listener old = listener;
        listener = next.collidesWith(old.settings()) ? replace(old, next) : open(next);
        droppedBefore += old.dropped();
        old.close(WampError.SYSTEM_SHUTDOWN, GRACE);
    }

    private Listener replace(Listener old, ListenerSettings next) {
        old.stopAccepting();
        try {
            return open(next);
        } catch (InvalidSetting e) {
            old.startAccepting();
            throw e;
        }
    }

    private Listener open(ListenerSettings next) {
        return Listener.open(loops, next, this::accept);
    }

    private void accept(Listener by, Channel channel, boolean tooMany) {
        counters.accepted();
        if (by.settings().tls().isEmpty()) {
            channel.config().setRecvByteBufAllocator(loop(channel).readBuffers());
        }
        channel.pipeline().addLast(new Handshake(this, by, settings, tooMany));
    }
}
