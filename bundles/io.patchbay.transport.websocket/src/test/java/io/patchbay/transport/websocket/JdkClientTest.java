package io.patchbay.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.transport.CloseReason;
import io.patchbay.testkit.RecordingPeer;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What a client that we did not write makes of it. */
class JdkClientTest extends WsTest {
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void textAndItsPartsPassBothWays() throws Exception {
        router.echo();
        var ears = new Ears();
        WebSocket socket = connect("json", ears);

        assertThat(socket.getSubprotocol()).isEqualTo("wamp.2.json");
        socket.sendText("[1,", false).get();
        socket.sendText("\"grün\"]", true).get();
        assertThat(ears.next()).isEqualTo("[1,\"grün\"]");
        socket.sendText("x".repeat(200_000), true).get();
        assertThat(ears.next()).hasSize(200_000);

        socket.sendClose(WebSocket.NORMAL_CLOSURE, "bye").get();
        assertThat(ears.closed.get(10, TimeUnit.SECONDS)).isEqualTo(1000);
        router.nextPeer().awaitClosed();
    }

    @Test
    void binaryPassesBothWays() throws Exception {
        router.echo();
        var ears = new Ears();
        WebSocket socket = connect("cbor", ears);

        socket.sendBinary(ByteBuffer.wrap(new byte[] {1, 2, 3}), true).get();
        socket.sendPing(ByteBuffer.wrap(new byte[] {4})).get();

        assertThat(ears.next()).isEqualTo("\1\2\3");
        assertThat(ears.next()).isEqualTo("pong\4");
        socket.abort();
    }

    @Test
    void theRouterCloses() throws Exception {
        var ears = new Ears();
        connect("json", ears);
        RecordingPeer peer = router.nextPeer();

        peer.connection().loop().execute(() -> peer.connection().close(CloseReason.GOING_AWAY));

        assertThat(ears.closed.get(10, TimeUnit.SECONDS)).isEqualTo(1001);
        peer.awaitClosed();
    }

    private WebSocket connect(String serializer, WebSocket.Listener listener) throws Exception {
        int port = ((InetSocketAddress) started().address()).getPort();
        return http.newWebSocketBuilder()
                .subprotocols("wamp.2." + serializer)
                .buildAsync(URI.create("ws://127.0.0.1:" + port + "/ws"), listener)
                .get(10, TimeUnit.SECONDS);
    }

    /** Puts together what it hears; bytes are told as the characters of that number. */
    private static final class Ears implements WebSocket.Listener {
        final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        private final StringBuilder text = new StringBuilder();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        String next() throws InterruptedException {
            String next = heard.poll(10, TimeUnit.SECONDS);
            assertThat(next).isNotNull();
            return next;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                heard.add(text.toString());
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer part, boolean last) {
            while (part.hasRemaining()) {
                bytes.write(part.get());
            }
            if (last) {
                heard.add(bytes.toString(java.nio.charset.StandardCharsets.ISO_8859_1));
                bytes.reset();
            }
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
            heard.add("pong" + (char) message.get());
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(code);
            return null;
        }
    }
}
