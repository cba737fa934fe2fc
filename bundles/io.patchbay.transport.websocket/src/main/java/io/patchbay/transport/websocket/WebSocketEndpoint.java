package io.patchbay.transport.websocket;

import io.netty.channel.Channel;
import io.patchbay.api.http.HttpRequest;
import io.patchbay.api.metrics.MetricSource.Sink;
import io.patchbay.api.serializer.Serializer;
import io.patchbay.api.transport.ConnectionInfo;
import io.patchbay.api.transport.Peer;
import io.patchbay.api.transport.RouterDoor;
import io.patchbay.http.HttpUpgrade;
import io.patchbay.transport.netty.Channels;
import io.patchbay.transport.netty.EventLoops;
import io.patchbay.transport.netty.NettyLoop;
import io.patchbay.wamp.WampError;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Makes WebSockets of HTTP connections and leads them to the router. Any thread. */
final class WebSocketEndpoint implements HttpUpgrade, AutoCloseable {
    /** How long sessions may take to end when the endpoint closes. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final EventLoops loops;
    private final RouterDoor door;
    private final Counters counters;
    private final Compressions compressions;
    private final Channels channels = new Channels();
    private final String path;
    private volatile WebSocketSettings settings;

    WebSocketEndpoint(EventLoops loops, RouterDoor door, WebSocketSettings settings) {
        this.loops = loops;
        this.door = door;
        this.counters = new Counters("http-" + settings.listener(), loops);
        this.compressions = new Compressions(loops.count());
        this.path = settings.path();
        this.settings = settings;
    }

    @Override
    public String path() {
        return path;
    }

    /** New limits and times count for connections that come. */
    void configure(WebSocketSettings next) {
        settings = next;
    }

    @Override
    public Answer answer(HttpRequest request) {
        WebSocketSettings valid = settings;
        var handshake = new OpeningHandshake(request, valid, door.serializers());
        return switch (handshake.decide()) {
            case OpeningHandshake.Refused refused -> {
                counters.refused(refused.reason());
                yield new Refused(refused.response());
            }
            case OpeningHandshake.Agreed agreed -> {
                ConnectionInfo info = describe(request.connection(), Cookies.of(request));
                yield new Accepted(
                        agreed.headers(),
                        new Opening(channel -> open(channel, info, agreed, valid)));
            }
        };
    }

    /** Ends all sessions and waits for that. Not to be called on a loop. */
    @Override
    public void close() {
        channels.shutDown(WampError.SYSTEM_SHUTDOWN, GRACE);
        compressions.close();
    }

    void collect(Sink sink) {
        counters.collect(sink, channels.size());
    }

    private FrameReader open(
            Channel channel,
            ConnectionInfo info,
            OpeningHandshake.Agreed agreed,
            WebSocketSettings valid) {
        counters.accepted();
        NettyLoop loop = loops.loop(channel.eventLoop());
        Serializer serializer = agreed.serializer();
        var connection =
                new WebSocketConnection(
                        channel,
                        loop,
                        info,
                        serializer.isText() ? FrameHeader.TEXT : FrameHeader.BINARY,
                        agreed.compression().map(by -> compressions.of(loop, by)).orElse(null),
                        valid,
                        counters);
        channels.add(channel);
        Optional<Peer> peer = door.open(connection, serializer);
        if (peer.isPresent()) {
            connection.attach(peer.get());
        } else {
            counters.refused(Refusal.ROUTER_FULL);
            connection.refuse();
        }
        return connection.reader();
    }

    private static ConnectionInfo describe(ConnectionInfo http, Map<String, String> cookies) {
        return new ConnectionInfo(
                "websocket",
                http.listener(),
                http.remote(),
                http.secure(),
                http.peerCertificates(),
                http.channels(),
                cookies);
    }
}
