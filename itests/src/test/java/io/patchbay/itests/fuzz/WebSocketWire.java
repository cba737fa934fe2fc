package io.patchbay.itests.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.patchbay.itests.client.Format;
import io.patchbay.itests.client.Link;
import io.patchbay.itests.client.WebSocketLink;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.Deflater;

/** WebSocket, well and badly spoken. */
final class WebSocketWire implements Wire {
    private static final int CONTINUATION = 0;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int FINAL = 0x80;
    private static final int COMPRESSED = 0x40;

    @Override
    public Link connect(int port, Format format) throws IOException {
        return WebSocketLink.connect(port, format);
    }

    @Override
    public Link open(int port, Format format) throws IOException {
        return WebSocketLink.open(port, format);
    }

    /** The request, at times with headers that matter. */
    @Override
    public byte[] opening(Format format, Mutator mutator) {
        String extra =
                mutator.any(
                        "",
                        "Sec-WebSocket-Extensions: permessage-deflate\r\n",
                        "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits=9\r\n",
                        "Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=7,\r\n",
                        "Sec-WebSocket-Protocol: , wamp.2.batched, \r\n",
                        "Origin: http://evil.example\r\n",
                        "Content-Length: 5\r\n",
                        "Transfer-Encoding: chunked\r\n",
                        "X: " + "y".repeat(20_000) + "\r\n");
        String request = new String(WebSocketLink.request(format), ISO_8859_1);
        return request.replaceFirst("Upgrade: websocket", extra + "Upgrade: websocket")
                .getBytes(ISO_8859_1);
    }

    @Override
    public byte[] frame(Format format, byte[] message) {
        return WebSocketLink.frameOf(FINAL | opcode(format), message);
    }

    private static int opcode(Format format) {
        return format.isText() ? WebSocketLink.TEXT : WebSocketLink.BINARY;
    }

    @Override
    public byte[] strangely(Format format, byte[] message, Mutator mutator) {
        int opcode = opcode(format);
        return switch (mutator.any(0, 1, 2, 3, 4, 5, 6)) {
            case 0 -> WebSocketLink.frameOf(mutator.any(0, 0x80, 0xb1, 0x83, 0x8f, 2, 1), message);
            case 1 -> fragments(opcode, message, mutator);
            case 2 -> WebSocketLink.frameOf(FINAL | CLOSE, closing(mutator));
            case 3 -> WebSocketLink.frameOf(FINAL | PING, mutator.bytes(mutator.any(0, 125, 126)));
            case 4 -> WebSocketLink.frameOf(FINAL | COMPRESSED | opcode, deflated(message));
            case 5 -> WebSocketLink.frameOf(FINAL | COMPRESSED | opcode, message);
            default -> unmasked(FINAL | opcode, message);
        };
    }

    /** Two or three fragments, at times with a control frame or a new message between them. */
    private static byte[] fragments(int opcode, byte[] message, Mutator mutator) {
        int half = message.length / 2;
        var frames = new ByteArrayOutputStream();
        frames.writeBytes(WebSocketLink.frameOf(opcode, Arrays.copyOf(message, half)));
        switch (mutator.any(0, 1, 2, 3)) {
            case 0 -> frames.writeBytes(WebSocketLink.frameOf(FINAL | PING, new byte[3]));
            case 1 -> frames.writeBytes(WebSocketLink.frameOf(opcode, new byte[3]));
            case 2 -> frames.writeBytes(WebSocketLink.frameOf(CONTINUATION, new byte[0]));
            default -> {}
        }
        byte[] rest = Arrays.copyOfRange(message, half, message.length);
        frames.writeBytes(WebSocketLink.frameOf(FINAL | CONTINUATION, rest));
        return frames.toByteArray();
    }

    private static byte[] closing(Mutator mutator) {
        int code = mutator.any(0, 999, 1000, 1001, 1004, 1005, 1015, 3000, 4999, 5000, 65_535);
        byte[] body = mutator.bytes(mutator.any(0, 1, 2, 10, 125, 126));
        if (body.length >= 2) {
            body[0] = (byte) (code >> 8);
            body[1] = (byte) code;
        }
        return body;
    }

    private static byte[] deflated(byte[] message) {
        var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            deflater.setInput(message);
            var out = new byte[message.length + 64];
            int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
            return Arrays.copyOf(out, Math.max(0, length - 4));
        } finally {
            deflater.end();
        }
    }

    private static byte[] unmasked(int first, byte[] message) {
        byte[] frame = WebSocketLink.frameOf(first, message);
        frame[1] &= 0x7f;
        return frame;
    }
}
