package io.patchbay.itests.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.util.HexFormat;

/** A connection on which a test writes its own bytes. */
final class Wire implements AutoCloseable {
    private static final int PATIENCE_MS = 10_000;

    private final Socket socket;
    private final DataInputStream in;

    Wire(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MS);
        in = new DataInputStream(socket.getInputStream());
    }

    /**
     * Bytes as people write them: pairs of hexadecimal digits, and text in single quotes, parted by
     * spaces.
     */
    static byte[] bytes(String script) {
        var bytes = new ByteArrayOutputStream();
        String[] parts = script.split("'", -1);
        for (int i = 0; i < parts.length; i++) {
            bytes.writeBytes(
                    i % 2 == 1
                            ? parts[i].getBytes(UTF_8)
                            : HexFormat.of().parseHex(parts[i].replaceAll("\\s", "")));
        }
        return bytes.toByteArray();
    }

    Wire send(byte[]... parts) throws IOException {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        socket.getOutputStream().write(all.toByteArray());
        return this;
    }

    /** Sends each byte in a segment of its own. */
    void sendSlowly(byte[] bytes) throws IOException {
        for (byte one : bytes) {
            socket.getOutputStream().write(one);
        }
    }

    byte[] read(int length) throws IOException {
        return in.readNBytes(length);
    }

    /** Reads the head of an HTTP answer. */
    String readHead() throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    /** A message over a raw socket, or a PING or PONG of it. */
    static byte[] frame(int type, byte[] payload) {
        return bytes("%02x%06x".formatted(type, payload.length), payload);
    }

    /** The next frame of a raw socket: type and payload, in hexadecimal digits and as it is. */
    Frame readFrame() throws IOException {
        int head = in.readInt();
        return new Frame(head >>> 24, in.readNBytes(head & 0xff_ffff));
    }

    /** A frame of a WebSocket client, masked as they must be. */
    static byte[] masked(int first, byte[] payload) {
        var mask = new byte[] {0x12, 0x34, 0x56, 0x78};
        var body = payload.clone();
        for (int i = 0; i < body.length; i++) {
            body[i] ^= mask[i % 4];
        }
        String length =
                payload.length < 126
                        ? "%02x".formatted(0x80 | payload.length)
                        : "fe%04x".formatted(payload.length);
        return bytes("%02x".formatted(first) + length + HexFormat.of().formatHex(mask), body);
    }

    /** The next frame of a WebSocket server. */
    Frame readWebSocketFrame() throws IOException {
        int first = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        return new Frame(first, in.readNBytes(length == 126 ? in.readUnsignedShort() : length));
    }

    /**
     * @param head what stands before the length
     */
    record Frame(int head, byte[] payload) {
        String text() {
            return new String(payload, UTF_8);
        }
    }

    /** Whether the router ends the connection; what it still sends is dropped. */
    boolean isClosed() throws IOException {
        try {
            in.readAllBytes();
            return true;
        } catch (EOFException e) {
            return true;
        }
    }

    private static byte[] bytes(String hex, byte[] rest) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(bytes(hex));
        bytes.writeBytes(rest);
        return bytes.toByteArray();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
