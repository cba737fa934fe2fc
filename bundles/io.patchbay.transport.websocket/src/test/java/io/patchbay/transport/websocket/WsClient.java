package io.patchbay.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.testkit.TransportContract.Client;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import javax.net.ssl.SSLException;

/** A client that sends whatever bytes a test wants to. */
final class WsClient implements Client {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;
    static final int FIN = 0x80;

    private static final int PATIENCE_MS = 10_000;
    private static final byte[] MASK = {0x12, (byte) 0xa3, 0x34, (byte) 0x90};

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private int type = BINARY;

    private WsClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MS);
        socket.setTcpNoDelay(true);
        this.in = new DataInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    static WsClient over(Socket socket) throws IOException {
        return new WsClient(socket);
    }

    /** Connects and sends nothing. */
    static WsClient silent(SocketAddress address) throws IOException {
        int port = ((InetSocketAddress) address).getPort();
        return over(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /** Connects with a handshake for a serializer. */
    static WsClient ready(SocketAddress address, String serializer) throws IOException {
        WsClient client = silent(address);
        client.upgrade(serializer);
        return client;
    }

    /**
     * Sends a handshake and checks that it is accepted. Returns the head of the response.
     *
     * @param headers more of them
     */
    String upgrade(String serializer, String... headers) throws IOException {
        type = serializer.equals("json") ? TEXT : BINARY;
        String head = request("wamp.2." + serializer, headers);
        assertThat(head).startsWith("HTTP/1.1 101 ");
        return head;
    }

    /** Sends a handshake. Returns the head of the response. */
    String request(String subprotocols, String... headers) throws IOException {
        var request = new StringBuilder();
        request.append("GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n");
        request.append("Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n");
        request.append("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
        request.append("Sec-WebSocket-Protocol: ").append(subprotocols).append("\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        write(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        return readHead();
    }

    String readHead() throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    byte[] readBytes(int count) throws IOException {
        byte[] bytes = new byte[count];
        in.readFully(bytes);
        return bytes;
    }

    WsClient write(byte[] bytes) throws IOException {
        out.write(bytes);
        return this;
    }

    /** Sends one byte after the other, each in a packet of its own if the system likes that. */
    WsClient trickle(byte[] bytes) throws IOException {
        for (byte one : bytes) {
            out.write(one);
            out.flush();
        }
        return this;
    }

    /** A masked frame. */
    static byte[] frame(int bits, byte[] payload) {
        var frame = ByteBuffer.allocate(14 + payload.length);
        frame.put((byte) bits);
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else if (payload.length < 1 << 16) {
            frame.put((byte) 0xfe).putShort((short) payload.length);
        } else {
            frame.put((byte) 0xff).putLong(payload.length);
        }
        frame.put(MASK);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ MASK[i & 3]));
        }
        return Arrays.copyOf(frame.array(), frame.position());
    }

    static byte[] frame(int bits, String payload) {
        return frame(bits, payload.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] close(int code, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return frame(
                FIN | CLOSE,
                ByteBuffer.allocate(2 + bytes.length).putShort((short) code).put(bytes).array());
    }

    static byte[] concat(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** A frame of the server. */
    record Frame(int bits, byte[] payload) {
        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }
    }

    Frame readFrame() throws IOException {
        int bits = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = (int) in.readLong();
        }
        assertThat(length).as("servers do not mask").isNotNegative();
        byte[] payload = new byte[length];
        in.readFully(payload);
        return new Frame(bits, payload);
    }

    /** The next frame is a close frame with this code, and the connection is closed behind it. */
    String assertCloses(int code) throws IOException {
        String text = assertCloseFrame(code);
        assertClosed();
        return text;
    }

    /** The next frame is a close frame with this code. Returns its text. */
    String assertCloseFrame(int code) throws IOException {
        Frame frame = readFrame();
        assertThat(frame.bits()).isEqualTo(FIN | CLOSE);
        assertThat(frame.payload()).as("a code").hasSizeGreaterThanOrEqualTo(2);
        var payload = ByteBuffer.wrap(frame.payload());
        assertThat(payload.getShort()).as("close code").isEqualTo((short) code);
        return StandardCharsets.UTF_8.decode(payload).toString();
    }

    /** No byte comes any more and the connection is closed in good order. */
    void assertClosed() throws IOException {
        assertThat(in.read()).isEqualTo(-1);
    }

    @Override
    public void send(byte[] message) throws IOException {
        write(frame(FIN | type, message));
    }

    @Override
    public byte[] receive() throws IOException {
        Frame frame = readFrame();
        assertThat(frame.bits()).isEqualTo(FIN | type);
        return frame.payload();
    }

    @Override
    public void awaitClosed() throws IOException {
        try {
            Frame frame = readFrame();
            while (frame.bits() != (FIN | CLOSE)) {
                frame = readFrame();
            }
            write(frame(FIN | CLOSE, frame.payload()));
            assertClosed();
        } catch (SocketException | SSLException reset) {
            // As good.
        }
    }

    /** Closes the socket without a word. */
    void disconnect() throws IOException {
        socket.close();
    }

    @Override
    public void close() throws IOException {
        disconnect();
    }
}
