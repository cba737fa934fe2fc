package io.patchbay.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.patchbay.api.http.HttpRequest;
import io.patchbay.api.http.HttpResponse;
import io.patchbay.api.http.HttpRoute;
import io.patchbay.transport.netty.ShutDown;
import io.patchbay.wamp.WampError;

import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

@Timeout(60)
class HttpListenerTest {
    private static final String GET = "GET /echo HTTP/1.1\r\nhost: x\r\n\r\n";

    private ListenerKit kit = new ListenerKit();

    @AfterEach
    void close() {
        kit.close();
    }

    @Test
    void isOpenWhileARouteIsMounted() throws IOException {
        assertThat(kit.listener().addresses()).isEmpty();
        assertThat(kit.listener().waitingFor()).isEmpty();

        HttpRoute first = kit.mountEcho("/first");
        HttpRoute second = kit.mountEcho("/second");
        int port = kit.port();
        kit.listener().unbindRoute(first);
        assertThat(kit.exchange("GET /first HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 404 ");
        kit.listener().unbindRoute(second);

        assertThat(kit.listener().addresses()).isEmpty();
        assertRefused(port);
    }

    @Test
    void takesOnlyRoutesThatAskForIt() {
        HttpRoute route = kit.mountEcho("/mine");
        kit.listener().unbindRoute(route);

        kit.listener().bindRoute(route, Map.of(HttpRoute.LISTENER, "admin"));
        kit.listener().bindRoute(route, Map.of());
        assertThat(kit.listener().addresses()).isEmpty();

        kit.listener().bindRoute(route, Map.of(HttpRoute.LISTENER, new String[] {"a", "public"}));
        assertThat(kit.listener().addresses()).hasSize(1);
        kit.listener().unbindRoute(route);
        kit.listener().bindRoute(route, Map.of(HttpRoute.LISTENER, List.of("public")));
        assertThat(kit.listener().addresses()).hasSize(1);
    }

    @Test
    void ofTwoRoutesWithOnePathTheSecondTakesOver() throws IOException {
        HttpRoute first =
                kit.mount("/x", r -> CompletableFuture.completedStage(HttpResponse.of(201)));
        kit.mount("/x", r -> CompletableFuture.completedStage(HttpResponse.of(202)));

        assertThat(kit.exchange("GET /x HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 201 ");
        kit.listener().unbindRoute(first);

        assertThat(kit.exchange("GET /x HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 202 ");
    }

    @Test
    void theLongestMountWins() throws IOException {
        kit.mount("/*", r -> CompletableFuture.completedStage(HttpResponse.of(201)));
        kit.mount("/a/*", r -> CompletableFuture.completedStage(HttpResponse.of(202)));
        kit.mount("/a/b", r -> CompletableFuture.completedStage(HttpResponse.of(203)));

        assertThat(kit.exchange("GET /ab HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 201 ");
        assertThat(kit.exchange("GET /a/c HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 202 ");
        assertThat(kit.exchange("GET /a/b HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 203 ");
    }

    @Test
    void movesWhenItsConfigurationSaysSo() throws IOException {
        kit.mountEcho("/echo");
        int before = kit.port();

        try (RawHttp client = kit.connect()) {
            client.send(GET).readResponse();
            kit.listener().modified(ListenerKit.properties("port", freePort()));

            assertThat(kit.port()).isNotEqualTo(before);
            assertThat(client.readToEnd()).isEmpty();
        }
        assertRefused(before);
        assertThat(kit.exchange("GET /echo HTTP/1.0\r\n\r\n")).contains("200 OK");
    }

    @Test
    void limitsChangeWithoutAMove() throws IOException {
        kit.mountEcho("/echo");
        int before = kit.port();

        try (RawHttp client = kit.connect()) {
            client.send(GET).readResponse();
            kit.listener().modified(ListenerKit.properties("url.limit.bytes", "128"));

            assertThat(kit.port()).isEqualTo(before);
            assertThat(client.send(GET).readResponse()).startsWith("HTTP/1.1 200 ");
        }
        assertThat(kit.exchange("GET /" + "a".repeat(200) + " HTTP/1.0\r\n\r\n"))
                .startsWith("HTTP/1.1 414 ");
    }

    @Test
    void aBadChangeChangesNothing() throws IOException {
        kit.mountEcho("/echo");
        int before = kit.port();

        try (RawHttp client = kit.connect();
                ServerSocket taken = new ServerSocket(0)) {
            client.send(GET).readResponse();
            kit.listener().modified(ListenerKit.properties("port", "eighty"));
            kit.listener().modified(ListenerKit.properties("idle.timeout.ms", "0"));
            kit.listener().modified(ListenerKit.properties("host", "no.such.host.invalid"));
            kit.listener().modified(ListenerKit.properties("port", taken.getLocalPort()));

            assertThat(kit.port()).isEqualTo(before);
            assertThat(client.send(GET).readResponse()).startsWith("HTTP/1.1 200 ");
        }
        assertThat(kit.listener().waitingFor()).isEmpty();
    }

    @Test
    void samePortWithOtherSettingsIsTakenOver() throws IOException {
        kit.mountEcho("/echo");
        int free = freePort();
        kit.listener().modified(ListenerKit.properties("port", free));

        kit.listener().modified(ListenerKit.properties("port", free, "backlog", 7));

        assertThat(kit.port()).isEqualTo(free);
        assertThat(kit.exchange("GET /echo HTTP/1.0\r\n\r\n")).contains("200 OK");
        kit.listener()
                .modified(
                        ListenerKit.properties(
                                "port",
                                free,
                                "tls.certificate.file",
                                "/none",
                                "tls.key.file",
                                "/n"));
        assertThat(kit.port()).isEqualTo(free);
        assertThat(kit.exchange("GET /echo HTTP/1.0\r\n\r\n")).contains("200 OK");
    }

    @Test
    void aBadFirstConfigurationIsToldAndCanBeMended() {
        kit.close();
        kit = new ListenerKit("port", "99999");
        kit.mountEcho("/echo");

        assertThat(kit.listener().addresses()).isEmpty();
        assertThat(kit.listener().waitingFor())
                .hasValueSatisfying(
                        text ->
                                assertThat(text)
                                        .contains("io.patchbay.http-public.cfg: port = 99999")
                                        .contains("from -1 to 65535"));
        kit.listener().modified(ListenerKit.properties());

        assertThat(kit.listener().addresses()).hasSize(1);
        assertThat(kit.listener().waitingFor()).isEmpty();
    }

    @Test
    void stoppedItAnswersThoseWhoAreThere() throws IOException {
        HttpRoute route = kit.mountEcho("/echo");
        int port = kit.port();

        try (RawHttp client = kit.connect()) {
            client.send(GET).readResponse();
            kit.listener().stopAccepting();

            assertRefused(port);
            assertThat(kit.listener().addresses()).isEmpty();
            assertThat(client.send(GET).readResponse()).startsWith("HTTP/1.1 200 ");
            kit.listener().unbindRoute(route);
            assertThat(client.readToEnd()).isEmpty();
        }
    }

    @Test
    void closingLetsARequestFinish() throws Exception {
        var promise = new CompletableFuture<HttpResponse>();
        var asked = new CompletableFuture<Void>();
        kit.mount(
                "/slow",
                request -> {
                    asked.complete(null);
                    return promise;
                });

        try (RawHttp client = kit.connect()) {
            client.send("GET /slow HTTP/1.1\r\nhost: x\r\n\r\n");
            asked.get(10, TimeUnit.SECONDS);
            var closing = CompletableFuture.runAsync(kit.listener()::deactivate);
            await().until(() -> kit.listener().addresses().isEmpty());
            promise.complete(HttpResponse.of(200, "text/plain", "done"));

            assertThat(client.readToEnd()).contains("connection: close").endsWith("done");
            closing.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void connectionsCanBeTakenOver() throws Exception {
        var upgrade = new Shout();
        kit.listener().bindUpgrade(upgrade, ListenerKit.PUBLIC);

        try (RawHttp client = kit.connect()) {
            client.send(
                    "GET /shout HTTP/1.1\r\nhost: x\r\nupgrade: shout\r\n"
                            + "connection: keep-alive, Upgrade\r\n\r\nearly");

            assertThat(client.readHead())
                    .startsWith("HTTP/1.1 101 Switching Protocols\r\n")
                    .contains("connection: upgrade\r\n", "upgrade: shout\r\n");
            assertThat(client.read(5)).asString().isEqualTo("EARLY");
            client.send("late");
            assertThat(client.read(4)).asString().isEqualTo("LATE");
            assertThat(upgrade.pipelines.poll(10, TimeUnit.SECONDS)).hasSize(2);

            kit.listener().unbindUpgrade(upgrade);
            assertThat(client.readToEnd()).isEqualTo("BYE");
        }
        assertThat(kit.listener().addresses()).isEmpty();
    }

    @Test
    void anUpgradeMayRefuse() throws IOException {
        kit.listener().bindUpgrade(new Shout(), ListenerKit.PUBLIC);

        String answer = kit.exchange("GET /shout HTTP/1.0\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 426 ");
    }

    @Test
    void countsWhatItDoes() throws IOException {
        kit.mountEcho("/echo");

        kit.exchange("GET /echo HTTP/1.0\r\n\r\n");
        kit.exchange("GET /none HTTP/1.0\r\n\r\n");

        var figures = new Figures(kit.listener());
        assertThat(figures.get("patchbay_http_responses_total")).isEqualTo(2);
        assertThat(figures.get("patchbay_http_connections")).isNotNaN();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** For a moment another process may have the port. */
    private static void assertRefused(int port) {
        await().untilAsserted(
                        () ->
                                Assertions.assertThatThrownBy(
                                                () -> new Socket("127.0.0.1", port).close())
                                        .isInstanceOf(ConnectException.class));
    }

    /** A protocol that says in capitals what it hears. */
    private static final class Shout implements HttpUpgrade {
        private final BlockingQueue<List<String>> pipelines = new LinkedBlockingQueue<>();

        @Override
        public String path() {
            return "/shout";
        }

        @Override
        public Answer answer(HttpRequest request) {
            return request.headers().containsKey("upgrade")
                    ? new Accepted(Map.of("upgrade", "shout"), new Voice(pipelines))
                    : new Refused(HttpResponse.of(426));
        }
    }

    private static final class Voice extends ChannelInboundHandlerAdapter {
        private final BlockingQueue<List<String>> pipelines;

        Voice(BlockingQueue<List<String>> pipelines) {
            this.pipelines = pipelines;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object msg) {
            var in = (ByteBuf) msg;
            ByteBuf out = ctx.alloc().buffer();
            while (in.isReadable()) {
                out.writeByte(Character.toUpperCase(in.readByte()));
            }
            in.release();
            ctx.writeAndFlush(out);
            if (out.writerIndex() == 4) {
                pipelines.add(ctx.pipeline().names());
            }
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof ShutDown shutDown) {
                assertThat(shutDown.reason()).isEqualTo(WampError.SYSTEM_SHUTDOWN);
                ctx.writeAndFlush(
                        ctx.alloc()
                                .buffer()
                                .writeBytes(
                                        "BYE".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
                ctx.close();
            }
        }
    }
}
