package io.patchbay.transport.websocket;

import static io.patchbay.transport.websocket.WsClient.BINARY;
import static io.patchbay.transport.websocket.WsClient.CONTINUATION;
import static io.patchbay.transport.websocket.WsClient.FIN;
import static io.patchbay.transport.websocket.WsClient.PING;
import static io.patchbay.transport.websocket.WsClient.PONG;
import static io.patchbay.transport.websocket.WsClient.TEXT;
import static io.patchbay.transport.websocket.WsClient.concat;
import static io.patchbay.transport.websocket.WsClient.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.testkit.RecordingPeer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;

class FramingTest extends WsTest {
    private static final String TEXT_OF_MANY_KINDS = "grün κόσμε € 𝄞 \uFFFF ok";

    @ParameterizedTest
    @ValueSource(
            ints = {0, 1, 7, 8, 9, 15, 16, 125, 126, 127, 128, 65_535, 65_536, 65_537, 1_000_000})
    void messagesOfEveryLengthPassBothWays(int length) throws IOException {
        router.echo();
        byte[] message = noise(length);
        try (WsClient client = connect("msgpack")) {
            client.send(message);

            assertThat(client.receive()).isEqualTo(message);
            assertThat(router.nextPeer().nextMessage()).isEqualTo(message);
        }
    }

    @Test
    void textPassesBothWays() throws IOException {
        router.echo();
        try (WsClient client = connect("json")) {
            client.write(frame(FIN | TEXT, TEXT_OF_MANY_KINDS));

            var answer = client.readFrame();
            assertThat(answer.bits()).isEqualTo(FIN | TEXT);
            assertThat(answer.text()).isEqualTo(TEXT_OF_MANY_KINDS);
        }
    }

    @Test
    void messagesMayBeFragmentedAnywhere() throws IOException {
        byte[] message = TEXT_OF_MANY_KINDS.getBytes(StandardCharsets.UTF_8);
        try (WsClient client = connect("json")) {
            RecordingPeer peer = router.nextPeer();
            for (int i = 0; i <= message.length; i++) {
                client.write(
                        concat(
                                frame(TEXT, Arrays.copyOf(message, i)),
                                frame(FIN | PING, "still here"),
                                frame(CONTINUATION, new byte[0]),
                                frame(
                                        FIN | CONTINUATION,
                                        Arrays.copyOfRange(message, i, message.length))));

                assertThat(peer.nextMessage()).isEqualTo(message);
                var pong = client.readFrame();
                assertThat(pong.bits()).isEqualTo(FIN | PONG);
                assertThat(pong.text()).isEqualTo("still here");
            }
        }
    }

    @Test
    void aFrameOfEachByteIsAMessageToo() throws IOException {
        byte[] message = noise(3_000);
        try (WsClient client = connect("cbor")) {
            for (int i = 0; i < message.length; i++) {
                int bits = (i == 0 ? BINARY : 0) | (i == message.length - 1 ? FIN : 0);
                client.write(frame(bits, new byte[] {message[i]}));
            }

            assertThat(router.nextPeer().nextMessage()).isEqualTo(message);
        }
    }

    @Test
    void bytesMayComeOneByOne() throws IOException {
        byte[] script =
                concat(
                        frame(FIN | BINARY, noise(5)),
                        frame(FIN | PING, "p"),
                        frame(BINARY, noise(130)),
                        frame(FIN | CONTINUATION, noise(1)),
                        frame(FIN | BINARY, new byte[0]),
                        frame(FIN | BINARY, noise(70_000)));
        try (WsClient client = connect("msgpack")) {
            client.trickle(Arrays.copyOf(script, 400));
            client.write(Arrays.copyOfRange(script, 400, script.length));

            RecordingPeer peer = router.nextPeer();
            assertThat(peer.nextMessage()).isEqualTo(noise(5));
            assertThat(peer.nextMessage()).isEqualTo(concat(noise(130), noise(1)));
            assertThat(peer.nextMessage()).isEmpty();
            assertThat(peer.nextMessage()).isEqualTo(noise(70_000));
        }
    }

    @Test
    void readsMayEndAnywhere() throws IOException {
        byte[] script =
                concat(
                        frame(FIN | BINARY, noise(126)),
                        frame(BINARY, noise(3)),
                        frame(FIN | PONG, "unasked"),
                        frame(FIN | CONTINUATION, noise(200)),
                        frame(FIN | BINARY, noise(9)));
        try (WsClient client = connect("msgpack")) {
            RecordingPeer peer = router.nextPeer();
            for (int i = 1; i < script.length; i++) {
                client.write(Arrays.copyOf(script, i));
                client.write(Arrays.copyOfRange(script, i, script.length));

                assertThat(peer.nextMessage()).isEqualTo(noise(126));
                assertThat(peer.nextMessage()).isEqualTo(concat(noise(3), noise(200)));
                assertThat(peer.nextMessage()).isEqualTo(noise(9));
            }
        }
    }

    @Test
    void pingsAreAnsweredWithTheirPayload() throws IOException {
        try (WsClient client = connect("msgpack")) {
            client.write(frame(FIN | PING, noise(125)));
            client.write(frame(FIN | PING, new byte[0]));

            assertThat(client.readFrame().payload()).isEqualTo(noise(125));
            assertThat(client.readFrame().payload()).isEmpty();
        }
    }

    @Test
    void whoDoesNotReadPongsIsNotReadFrom() throws Exception {
        byte[] pings = concat(frame(FIN | PING, noise(125)), frame(FIN | PING, noise(125)));
        try (WsClient client = connect("msgpack")) {
            var writer = Thread.ofVirtual().start(() -> writeManyTimes(client, pings, 200_000));
            RecordingPeer peer = router.nextPeer();

            await().during(Duration.ofMillis(300))
                    .until(() -> peer.onLoop(c -> c.pendingBytes()) < 1 << 20);
            client.disconnect();
            writer.join();
        }
    }

    @ParameterizedTest
    @CsvSource({
        // reserved bits
        "c1 80 00000000, 1002",
        "a1 80 00000000, 1002",
        "91 80 00000000, 1002",
        "c9 80 00000000, 1002",
        "c8 80 00000000, 1002",
        // reserved types
        "83 80 00000000, 1002",
        "84 80 00000000, 1002",
        "87 80 00000000, 1002",
        "8b 80 00000000, 1002",
        "8f 80 00000000, 1002",
        // not masked
        "81 01 61, 1002",
        "89 00, 1002",
        // control frames that are fragmented or too long
        "09 80 00000000, 1002",
        "08 80 00000000, 1002",
        "89 fe 007e 00000000, 1002",
        "88 fe 007e 00000000, 1002",
        // lengths that are not the shortest, or negative
        "81 fe 0005 00000000, 1002",
        "81 ff 000000000000ffff 00000000, 1002",
        "81 ff 8000000000000000 00000000, 1002",
        // continuation of nothing, and a message in a message
        "80 80 00000000, 1002",
        "00 80 00000000, 1002",
        "01 80 00000000 81 80 00000000, 1002",
        "01 80 00000000 c0 80 00000000, 1002",
        // wrong type
        "82 80 00000000, 1003",
        "02 80 00000000, 1003",
        // too big
        "81 ff 0000000100000000 00000000, 1009",
        "81 ff 7fffffffffffffff 00000000, 1009",
        "81 ff 0000000001000001 00000000, 1009",
        // not UTF-8
        "81 81 00000000 ff, 1007",
        "81 82 00000000 c080, 1007",
        "81 83 00000000 eda080, 1007",
        "81 84 00000000 f4908080, 1007",
        "81 82 00000000 e282, 1007",
        "01 82 00000000 e282 80 81 00000000 41, 1007",
        "81 89 00000000 4141414141414141ff, 1007",
        // close frames
        "88 81 00000000 03, 1002",
        "88 82 00000000 03e7, 1002",
        "88 82 00000000 03ec, 1002",
        "88 82 00000000 03ed, 1002",
        "88 82 00000000 03ee, 1002",
        "88 82 00000000 03f7, 1002",
        "88 82 00000000 0000, 1002",
        "88 82 00000000 0bb7, 1002",
        "88 82 00000000 1388, 1002",
        "88 82 00000000 ffff, 1002",
        "88 83 00000000 03e8ff, 1007",
    })
    void whatBreaksTheRulesEndsTheConnection(String script, int code) throws IOException {
        try (WsClient client = connect("json", "Sec-WebSocket-Extensions: none")) {
            client.write(HexFormat.of().parseHex(script.replace(" ", "")));

            String text = client.assertCloses(code);
            RecordingPeer peer = router.nextPeer();
            assertThat(peer.nextViolation()).isEqualTo(text).isNotEmpty();
            assertThat(peer.waitingMessages()).isZero();
            client.disconnect();
            peer.awaitClosed();
            assertThat(metric("patchbay_transport_violations_total")).isEqualTo(1);
        }
    }

    @Test
    void nothingIsHeardAfterAViolation() throws IOException {
        try (WsClient client = connect("json")) {
            client.write(
                    concat(
                            frame(FIN | TEXT, "good"),
                            frame(FIN | BINARY, "bad"),
                            frame(FIN | TEXT, "never heard"),
                            frame(FIN | PING, "nor this")));

            client.assertCloses(CloseCode.WRONG_TYPE);
            RecordingPeer peer = router.nextPeer();
            assertThat(peer.nextMessage()).asString().isEqualTo("good");
            client.disconnect();
            peer.awaitClosed();
            assertThat(peer.waitingMessages()).isZero();
        }
    }

    @Test
    void limitsAreKept() throws IOException {
        configure("message.limit.bytes", "1000", "frame.limit.bytes", "600");

        try (WsClient client = connect("msgpack")) {
            client.write(frame(BINARY, noise(600)));
            client.write(frame(FIN | CONTINUATION, noise(400)));
            assertThat(router.nextPeer().nextMessage()).hasSize(1000);
            client.write(frame(FIN | BINARY, noise(601)));
            assertThat(client.assertCloses(CloseCode.TOO_BIG)).contains("frame", "600 bytes");
        }
        try (WsClient client = connect("msgpack")) {
            client.write(frame(BINARY, noise(600)));
            client.write(frame(CONTINUATION, noise(401)));
            assertThat(client.assertCloses(CloseCode.TOO_BIG)).contains("message", "1000 bytes");
        }
    }

    @Test
    void aClaimedLengthTakesNoMemory() throws IOException {
        // 1,000 connections that claim 16 MiB each would not fit otherwise.
        var clients = new WsClient[1_000];
        byte[] begun = HexFormat.of().parseHex("82ff000000000100000000000000aabbcc");
        for (int i = 0; i < clients.length; i++) {
            clients[i] = connect("msgpack");
            clients[i].write(begun);
        }

        clients[0].write(frame(FIN | PING, new byte[0]));
        for (WsClient client : clients) {
            client.disconnect();
        }
        for (int i = 0; i < clients.length; i++) {
            router.nextPeer().awaitClosed();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"81", "81ff", "818500000000616263", "0183000000006162"})
    void whatIsNeverFinishedIsGivenUp(String begun) throws IOException {
        configure("frame.timeout.ms", "100");
        try (WsClient client = connect("json")) {
            client.write(HexFormat.of().parseHex(begun));

            assertThat(client.assertCloses(CloseCode.POLICY)).contains("not finished in time");
        }
    }

    @Test
    void pingsDoNotKeepAMessageAlive() throws Exception {
        configure("frame.timeout.ms", "100");
        try (WsClient client = connect("json")) {
            client.write(frame(TEXT, "begun"));
            byte[] ping = frame(FIN | PING, "");
            var writer = Thread.ofVirtual().start(() -> writeManyTimes(client, ping, 100_000));

            var frame = client.readFrame();
            while (frame.bits() == (FIN | PONG)) {
                frame = client.readFrame();
            }
            assertThat(frame.bits()).isEqualTo(FIN | WsClient.CLOSE);
            client.disconnect();
            writer.join();
        }
    }

    @Test
    void finishedMessagesAreNotGivenUp() throws Exception {
        configure("frame.timeout.ms", "500");
        try (WsClient client = connect("json")) {
            RecordingPeer peer = router.nextPeer();
            long end = System.nanoTime() + Duration.ofMillis(1500).toNanos();
            client.write(frame(FIN | TEXT, "x"));
            while (System.nanoTime() < end) {
                assertThat(peer.nextMessage()).asString().isEqualTo("x");
                byte[] next = frame(FIN | TEXT, "x");
                client.write(Arrays.copyOf(next, 3));
                client.write(Arrays.copyOfRange(next, 3, next.length));
            }
            assertThat(peer.isClosed()).isFalse();
        }
    }

    private static void writeManyTimes(WsClient client, byte[] bytes, int times) {
        try {
            for (int i = 0; i < times; i++) {
                client.write(bytes);
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private static byte[] noise(int length) {
        byte[] noise = new byte[length];
        new Random(length).nextBytes(noise);
        return noise;
    }
}
