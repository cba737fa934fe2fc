package io.patchbay.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.patchbay.wamp.WampError;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

@Timeout(60)
class ListenerTest {
    private final EventLoops loops = new EventLoops(Map.of("loops", 2));
    private final Queue<Boolean> accepted = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() {
        loops.close();
    }

    @Test
    void anyFreePortIsToldAndReachable() throws IOException {
        Listener listener = open(0);

        try (Socket client = connect(listener)) {
            assertThat(client.getInputStream().read()).isEqualTo('x');
        }
        assertThat(listener.accepted()).isEqualTo(1);
        listener.close(WampError.NORMAL, Duration.ZERO);
    }

    @Test
    void connectionsOverTheLimitAreToldSoAndThenDropped() throws IOException {
        Listener listener = open(2);
        List<Socket> clients = new ArrayList<>();
        for (int i = 0; i < 2 + 64 + 10; i++) {
            clients.add(connect(listener));
        }
        await().until(() -> listener.accepted() == clients.size());

        assertThat(accepted).filteredOn(tooMany -> !tooMany).hasSize(2);
        assertThat(accepted).filteredOn(tooMany -> tooMany).hasSize(64);
        assertThat(listener.dropped()).isEqualTo(10);
        for (Socket client : clients) {
            client.close();
        }
        await().until(() -> listener.connections() == 0);
        listener.close(WampError.NORMAL, Duration.ZERO);
    }

    @Test
    void stoppedListenersKeepTheirConnectionsAndMayStartAgain() throws IOException {
        Listener listener = open(0);
        try (Socket client = connect(listener)) {
            assertThat(client.getInputStream().read()).isEqualTo('x');
            listener.stopAccepting();

            assertThat(listener.addresses()).isEmpty();
            assertThat(listener.connections()).isEqualTo(1);
            listener.startAccepting();
            try (Socket other = connect(listener)) {
                assertThat(other.getInputStream().read()).isEqualTo('x');
            }
        }
        listener.close(WampError.NORMAL, Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"epoll", "nio"})
    void thePortIsFreeOnceItHasStopped(String transport) throws IOException {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        var ownLoops = new EventLoops(Map.of("native", transport));
        Listener listener = open(ownLoops, 0, port);
        for (int i = 0; i < 500; i++) {
            listener.stopAccepting();

            listener.startAccepting();
        }
        listener.close(WampError.NORMAL, Duration.ZERO);
        ownLoops.close();
    }

    @Test
    void handlersAreAskedToEndAndThoseThatDoNotAreClosed() throws IOException {
        Listener listener = open(0);
        try (Socket willing = connect(listener);
                Socket stubborn = connect(listener)) {
            willing.getInputStream().read();
            stubborn.getInputStream().read();
            willing.getOutputStream().write('w');
            await().until(() -> listener.connections() == 1);

            listener.close(WampError.SYSTEM_SHUTDOWN, Duration.ofMillis(50));

            assertThat(listener.connections()).isZero();
            assertThat(stubborn.getInputStream().read()).isEqualTo(-1);
        }
    }

    private Socket connect(Listener listener) throws IOException {
        var address = (InetSocketAddress) listener.addresses().getFirst();
        return new Socket(address.getAddress(), address.getPort());
    }

    private Listener open(int connectionsMax) {
        return open(loops, connectionsMax, 0);
    }

    private Listener open(EventLoops loops, int connectionsMax, int port) {
        var settings =
                new ListenerSettings(
                        "test",
                        "test.cfg",
                        InetAddress.getLoopbackAddress().getHostAddress(),
                        OptionalInt.of(port),
                        Optional.empty(),
                        Set.of(),
                        128,
                        connectionsMax,
                        Optional.empty());
        return Listener.open(
                loops,
                settings,
                (listener, channel, tooMany) -> {
                    accepted.add(tooMany);
                    channel.pipeline().addLast(new Greeter());
                });
    }

    /** Says x, closes when it reads w, and does not listen to {@link ShutDown}. */
    private static final class Greeter extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext context) {
            context.writeAndFlush(context.alloc().buffer(1).writeByte('x'));
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ReferenceCountUtil.release(message);
            context.close();
        }
    }
}
