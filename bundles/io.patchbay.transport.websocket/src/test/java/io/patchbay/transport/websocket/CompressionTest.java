package io.patchbay.transport.websocket;

import static io.patchbay.transport.websocket.WsClient.BINARY;
import static io.patchbay.transport.websocket.WsClient.CONTINUATION;
import static io.patchbay.transport.websocket.WsClient.FIN;
import static io.patchbay.transport.websocket.WsClient.PING;
import static io.patchbay.transport.websocket.WsClient.TEXT;
import static io.patchbay.transport.websocket.WsClient.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.testkit.RecordingPeer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

class CompressionTest extends WsTest {
    private static final int RSV1 = 0x40;
    private static final String OFFER = "Sec-WebSocket-Extensions: permessage-deflate";
    private static final byte[] LONG_TEXT =
            "[50,1,2,{},[\"grün\"]] ".repeat(1_000).getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "permessage-deflate | permessage-deflate; server_no_context_takeover;"
                        + " client_no_context_takeover",
                "permessage-deflate; client_max_window_bits | permessage-deflate;"
                        + " server_no_context_takeover; client_no_context_takeover",
                "permessage-deflate; client_max_window_bits=10 | permessage-deflate;"
                        + " server_no_context_takeover; client_no_context_takeover",
                "permessage-deflate; server_max_window_bits=15 | permessage-deflate;"
                        + " server_no_context_takeover; client_no_context_takeover;"
                        + " server_max_window_bits=15",
                "permessage-deflate; server_max_window_bits=10, permessage-deflate |"
                        + " permessage-deflate; server_no_context_takeover; client_no_context_takeover",
                "x-other, permessage-deflate; client_no_context_takeover | permessage-deflate;"
                        + " server_no_context_takeover; client_no_context_takeover",
                "permessage-deflate; server_max_window_bits=10 | ",
                "permessage-deflate; client_max_window_bits=7 | ",
                "permessage-deflate; client_max_window_bits=16 | ",
                "permessage-deflate; unknown | ",
                "permessage-deflate; server_no_context_takeover=1 | ",
                "permessage-deflate; client_no_context_takeover; client_no_context_takeover | ",
                "permessage-bzip2 | ",
                "; | ",
            })
    void offersAreAnswered(String offer, String answer) throws IOException {
        try (WsClient client = WsClient.silent(started().address())) {
            String head = client.upgrade("json", "Sec-WebSocket-Extensions: " + offer);

            if (answer == null) {
                assertThat(head).doesNotContain("sec-websocket-extensions");
            } else {
                assertThat(head).contains("sec-websocket-extensions: " + answer + "\r\n");
            }
        }
    }

    @Test
    void itCanBeSwitchedOff() throws IOException {
        configure("compression", "false");

        try (WsClient client = WsClient.silent(started().address())) {
            assertThat(client.upgrade("json", OFFER)).doesNotContain("sec-websocket-extensions");
            client.write(frame(FIN | TEXT | RSV1, "x"));
            client.assertCloses(CloseCode.PROTOCOL_ERROR);
        }
    }

    @Test
    void theExamplesOfTheSpecificationAreUnderstood() throws IOException {
        try (WsClient client = connect("json", OFFER)) {
            RecordingPeer peer = router.nextPeer();
            String[] hellos = {
                "f248cdc9c90700", // section 7.2.3.1
                "000500faff48656c6c6f00", // 7.2.3.3: a block that is stored
                "f348cdc9c9070000", // 7.2.3.4: a block that is the last of its stream
                "f248050000 00ffffcac9c90700", // 7.2.3.5: two blocks
            };
            for (String hello : hellos) {
                client.write(
                        frame(FIN | TEXT | RSV1, HexFormat.of().parseHex(hello.replace(" ", ""))));
                assertThat(peer.nextMessage()).asString().isEqualTo("Hello");
            }
        }
    }

    @Test
    void bigMessagesAreCompressedAndSmallOnesAreNot() throws Exception {
        router.echo();
        try (WsClient client = connect("json", OFFER)) {
            client.write(frame(FIN | TEXT, LONG_TEXT));
            client.write(frame(FIN | TEXT, "short"));

            var big = client.readFrame();
            assertThat(big.bits()).isEqualTo(FIN | RSV1 | TEXT);
            assertThat(big.payload().length).isLessThan(LONG_TEXT.length / 10);
            assertThat(inflate(new Inflater(true), big.payload())).isEqualTo(LONG_TEXT);
            var small = client.readFrame();
            assertThat(small.bits()).isEqualTo(FIN | TEXT);
            assertThat(small.text()).isEqualTo("short");
        }
    }

    @Test
    void whatDoesNotShrinkIsSentAsItIs() throws Exception {
        router.echo();
        byte[] noise = noise(10_000);
        try (WsClient client = connect("msgpack", OFFER)) {
            client.send(noise);

            assertThat(client.receive()).isEqualTo(noise);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 4_080, 4_096, 65_536, 300_000, 2_000_000})
    void messagesOfEveryLengthPassBothWays(int length) throws Exception {
        configure("compression.threshold.bytes", "0");
        router.echo();
        byte[] message = compressible(length);
        try (WsClient client = connect("msgpack", OFFER)) {
            for (int i = 0; i < 3; i++) {
                client.write(frame(FIN | BINARY | RSV1, deflate(new Deflater(9, true), message)));

                var answer = client.readFrame();
                byte[] plain =
                        (answer.bits() & RSV1) == 0
                                ? answer.payload()
                                : inflate(new Inflater(true), answer.payload());
                assertThat(plain).isEqualTo(message);
            }
        }
    }

    @Test
    void messagesMayReferToThoseBeforeIfThatWasAgreed() throws Exception {
        configure("compression.context.takeover", "true", "compression.threshold.bytes", "10");
        router.echo();
        var deflater = new Deflater(9, true);
        var inflater = new Inflater(true);
        byte[] message = noise(2_000);
        try (WsClient client = WsClient.silent(started().address())) {
            assertThat(client.upgrade("msgpack", OFFER))
                    .contains("sec-websocket-extensions: permessage-deflate\r\n");
            int first = 0;
            int later = 0;
            for (int i = 0; i < 20; i++) {
                client.write(frame(FIN | BINARY | RSV1, deflate(deflater, message)));
                var answer = client.readFrame();
                assertThat(answer.bits()).isEqualTo(FIN | RSV1 | BINARY);
                assertThat(inflate(inflater, answer.payload())).isEqualTo(message);
                first = i == 0 ? answer.payload().length : first;
                later = answer.payload().length;
            }
            assertThat(later).isLessThan(first / 10);
        }
    }

    @Test
    void compressedMessagesMayBeFragmented() throws IOException {
        byte[] deflated = deflate(new Deflater(9, true), LONG_TEXT);
        try (WsClient client = connect("json", OFFER)) {
            RecordingPeer peer = router.nextPeer();
            for (int i = 0; i < deflated.length; i++) {
                client.write(frame(TEXT | RSV1, Arrays.copyOf(deflated, i)));
                client.write(frame(FIN | PING, ""));
                client.write(
                        frame(
                                FIN | CONTINUATION,
                                Arrays.copyOfRange(deflated, i, deflated.length)));

                assertThat(peer.nextMessage()).isEqualTo(LONG_TEXT);
            }
        }
    }

    @Test
    void aBombIsRefusedBeforeItGoesOff() throws IOException {
        configure("message.limit.bytes", "100000");
        byte[] bomb = deflate(new Deflater(9, true), new byte[50_000_000]);
        assertThat(bomb.length).isLessThan(100_000);
        try (WsClient client = connect("msgpack", OFFER)) {
            client.write(frame(FIN | BINARY | RSV1, bomb));

            client.assertCloses(CloseCode.TOO_BIG);
            assertThat(router.nextPeer().nextViolation()).contains("100000 bytes");
        }
    }

    @Test
    void brokenDataIsRefusedAndHarmsNoOther() throws IOException {
        byte[] message = deflate(new Deflater(9, true), LONG_TEXT);
        try (WsClient good = connect("json", OFFER)) {
            RecordingPeer peer = router.nextPeer();
            for (int i = 0; i < 10; i++) {
                try (WsClient bad = connect("json", OFFER)) {
                    bad.write(frame(FIN | TEXT | RSV1, HexFormat.of().parseHex("ffffffff")));
                    bad.assertCloses(CloseCode.INVALID_DATA);
                }
                good.write(frame(FIN | TEXT | RSV1, message));
                assertThat(peer.nextMessage()).isEqualTo(LONG_TEXT);
            }
        }
    }

    @Test
    void textMustBeUtf8OnceItIsDecompressed() throws IOException {
        byte[] invalid = deflate(new Deflater(9, true), new byte[] {'a', (byte) 0xc3, 'b'});
        try (WsClient client = connect("json", OFFER)) {
            client.write(frame(FIN | TEXT | RSV1, invalid));

            client.assertCloses(CloseCode.INVALID_DATA);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"c9 80 00000000", "41 80 00000000 c0 80 00000000"})
    void onlyTheFirstFrameOfAMessageTellsThatItIsCompressed(String script) throws IOException {
        try (WsClient client = connect("json", OFFER)) {
            client.write(HexFormat.of().parseHex(script.replace(" ", "")));

            client.assertCloses(CloseCode.PROTOCOL_ERROR);
        }
    }

    private static byte[] deflate(Deflater deflater, byte[] data) {
        byte[] out = new byte[data.length + 1_000];
        deflater.setInput(data);
        int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
        assertThat(length).isLessThan(out.length);
        return Arrays.copyOf(out, length - 4);
    }

    private static byte[] inflate(Inflater inflater, byte[] data) throws DataFormatException {
        byte[] in = Arrays.copyOf(data, data.length + 4);
        in[data.length + 2] = (byte) 0xff;
        in[data.length + 3] = (byte) 0xff;
        byte[] out = new byte[5_000_000];
        inflater.setInput(in);
        int length = inflater.inflate(out);
        assertThat(inflater.needsInput()).isTrue();
        return Arrays.copyOf(out, length);
    }

    private static byte[] compressible(int length) {
        byte[] data = noise(length);
        for (int i = 0; i < length; i++) {
            data[i] &= 7;
        }
        return data;
    }

    private static byte[] noise(int length) {
        byte[] noise = new byte[length];
        new Random(length).nextBytes(noise);
        return noise;
    }
}
