package io.patchbay.itests.interop;

import static io.patchbay.itests.interop.Wire.bytes;
import static io.patchbay.itests.interop.Wire.masked;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;

/** What comes and goes over a WebSocket, byte by byte. */
@ExtendWith(World.Extension.class)
class WebSocketBytesIT {
    private static final int TEXT = 0x81;
    private static final int BINARY = 0x82;
    private static final int CLOSE = 0x88;
    private static final int PING = 0x89;
    private static final int PONG = 0x8a;
    private static final byte[] HELLO =
            "[1,\"realm1\",{\"roles\":{\"caller\":{}}}]".getBytes(UTF_8);

    private Wire wire;

    @BeforeEach
    void connect(World world) throws IOException {
        wire = new Wire(world.router().port("http-public"));
    }

    @AfterEach
    void disconnect() throws IOException {
        wire.close();
    }

    /** Returns the answer to the example of RFC 6455, section 1.2. */
    private String upgrade(String protocols) throws IOException {
        String request =
                """
                GET /ws HTTP/1.1
                Host: localhost
                Upgrade: websocket
                Connection: Upgrade
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
                Sec-WebSocket-Version: 13
                Sec-WebSocket-Protocol: %s

                """
                        .formatted(protocols);
        wire.send(request.replace("\n", "\r\n").getBytes(US_ASCII));
        return wire.readHead();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wamp.2.json | wamp.2.json",
                "wamp.2.msgpack | wamp.2.msgpack",
                "wamp.2.cbor | wamp.2.cbor",
                "wamp.9.other, wamp.2.cbor | wamp.2.cbor",
            })
    void theFirstProtocolThatIsKnownIsChosen(String offered, String chosen) throws IOException {
        String answer = upgrade(offered);

        assertThat(answer).startsWith("HTTP/1.1 101 ");
        assertThat(answer.toLowerCase(Locale.ROOT).lines())
                .contains(
                        "sec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo="
                                .toLowerCase(Locale.ROOT),
                        "sec-websocket-protocol: " + chosen);
    }

    @Test
    void anUnknownProtocolIsRefused() throws IOException {
        assertThat(upgrade("wamp.2.other")).startsWith("HTTP/1.1 4");
    }

    @Test
    void aSessionInJson() throws IOException {
        upgrade("wamp.2.json");

        wire.send(masked(TEXT, HELLO));
        Wire.Frame welcome = wire.readWebSocketFrame();
        assertThat(welcome.head()).isEqualTo(TEXT);
        assertThat(welcome.text()).startsWith("[2,").contains("\"realm\":\"realm1\"");
        wire.send(masked(TEXT, bytes("'[48,1,{},\"com.example.no\"]'")));
        assertThat(wire.readWebSocketFrame().text())
                .startsWith("[8,48,1,{},\"wamp.error.no_such_procedure\"");
        wire.send(masked(TEXT, bytes("'[6,{},\"wamp.close.close_realm\"]'")));
        assertThat(wire.readWebSocketFrame().text())
                .isEqualTo("[6,{},\"wamp.close.goodbye_and_out\"]");
    }

    @Test
    void binaryFormatsTakeBinaryFrames() throws IOException {
        upgrade("wamp.2.msgpack");

        wire.send(masked(BINARY, bytes("93 01 a6'realm1' 81 a5'roles' 81 a6'caller' 80")));

        Wire.Frame welcome = wire.readWebSocketFrame();
        assertThat(welcome.head()).isEqualTo(BINARY);
        assertThat(welcome.payload()).startsWith(bytes("93 02"));
    }

    @Test
    void aMessageMayComeInPiecesWithAPingBetween() throws IOException {
        upgrade("wamp.2.json");

        wire.send(
                masked(0x01, Arrays.copyOf(HELLO, 5)),
                masked(PING, bytes("'abc'")),
                masked(0x00, Arrays.copyOfRange(HELLO, 5, 9)),
                masked(0x80, Arrays.copyOfRange(HELLO, 9, HELLO.length)));

        Wire.Frame pong = wire.readWebSocketFrame();
        assertThat(pong.head()).isEqualTo(PONG);
        assertThat(pong.text()).isEqualTo("abc");
        assertThat(wire.readWebSocketFrame().text()).startsWith("[2,");
    }

    @Test
    void closeIsAnsweredWithClose() throws IOException {
        upgrade("wamp.2.json");

        wire.send(masked(CLOSE, bytes("03e8")));

        Wire.Frame close = wire.readWebSocketFrame();
        assertThat(close.head()).isEqualTo(CLOSE);
        assertThat(close.payload()).startsWith(bytes("03e8"));
        assertThat(wire.isClosed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "81 02 '[]' | 1002", // not masked
                "c1 82 00000000 '[]' | 1002", // a reserved bit
                "83 82 00000000 '[]' | 1002", // a reserved opcode
                "09 82 00000000 '[]' | 1002", // a PING in pieces
                "81 82 00000000 c328 | 1007", // invalid UTF-8
            })
    void violationsEndTheConnectionWithTheirCode(String script, int code) throws IOException {
        upgrade("wamp.2.json");

        wire.send(bytes(script));

        Wire.Frame close = wire.readWebSocketFrame();
        while (close.head() != CLOSE) { // an ABORT may come before
            close = wire.readWebSocketFrame();
        }
        assertThat(close.payload()).startsWith(bytes("%04x".formatted(code)));
        assertThat(wire.isClosed()).isTrue();
    }
}
