package io.patchbay.bench.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;

class WebSocketFramingTest {
    private final Framing framing = new WebSocketFraming(Format.CBOR, "127.0.0.1:8080", "/ws");
    private final Frames frames = new Frames();

    @Test
    void asksForItsSubprotocol() {
        assertThat(framing.opening())
                .asString(StandardCharsets.US_ASCII)
                .startsWith("GET /ws HTTP/1.1\r\nHost: 127.0.0.1:8080\r\n")
                .contains("\r\nSec-WebSocket-Protocol: wamp.2.cbor\r\n")
                .endsWith("\r\n\r\n");
    }

    @Test
    void acceptsTheAnswerUpToTheEmptyLine() {
        byte[] answer =
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII);

        assertThat(framing.accept(answer, 0, answer.length - 1)).isEqualTo(-1);
        assertThat(framing.accept(answer, 0, answer.length)).isEqualTo(answer.length);
    }

    @Test
    void refusalIsAFault() {
        byte[] answer = "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

        assertThatThrownBy(() -> framing.accept(answer, 0, answer.length))
                .hasMessageContaining("400");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 125, 126, 65_535, 65_536})
    void whatItMasksCanBeUnmasked(int length) {
        byte[] message = new byte[length];
        for (int i = 0; i < length; i++) {
            message[i] = (byte) i;
        }

        byte[] frame = sent(message);

        assertThat(frame[0]).isEqualTo((byte) 0x82);
        assertThat(frame[1]).isNegative();
        assertThat(unmasked(frame, length)).isEqualTo(message);
    }

    @Test
    void jsonTravelsAsText() {
        Bytes out = new Bytes();

        new WebSocketFraming(Format.JSON, "h", "/").begin(out, 2);

        assertThat(out.array()[0]).isEqualTo((byte) 0x81);
    }

    @Test
    void readsEveryLengthAndLeavesAnIncompleteFrame() {
        byte[] data = Hex.bytes("82 01 aa  82 7e 0002 bbbb  82 7f 0000000000000001 cc  82 03 dd");

        int used = frames.readAll(framing, data);

        assertThat(used).isEqualTo(data.length - 3);
        assertThat(frames.messages)
                .containsExactly(Hex.bytes("aa"), Hex.bytes("bbbb"), Hex.bytes("cc"));
    }

    @Test
    void joinsFragmentsAroundAPing() {
        frames.readAll(framing, Hex.bytes("02 01 aa  89 01 ee  00 01 bb  80 01 cc"));

        assertThat(frames.messages).containsExactly(Hex.bytes("aabbcc"));
        assertThat(frames.pings).containsExactly(Hex.bytes("ee"));
    }

    @Test
    void closingNamesItsCode() {
        frames.readAll(framing, Hex.bytes("88 02 03ea"));

        assertThat(frames.closings).containsExactly("WebSocket close 1002");
    }

    private byte[] sent(byte[] message) {
        Bytes out = new Bytes();
        framing.begin(out, message.length);
        int bodyStart = out.size();
        out.put(message);
        framing.end(out, bodyStart);
        return out.toArray();
    }

    private static byte[] unmasked(byte[] frame, int length) {
        int body = frame.length - length;
        byte[] message = new byte[length];
        for (int i = 0; i < length; i++) {
            message[i] = (byte) (frame[body + i] ^ frame[body - 4 + i % 4]);
        }
        return message;
    }
}
