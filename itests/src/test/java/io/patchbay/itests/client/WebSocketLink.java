package io.patchbay.itests.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.locks.ReentrantLock;

/** WAMP over WebSocket. */
public final class WebSocketLink implements Link {
    public static final int TEXT = 1;
    public static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int SWITCHING_PROTOCOLS = 101;

    private final ReentrantLock writing = new ReentrantLock();
    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final boolean text;

    private WebSocketLink(Socket socket, boolean text) throws IOException {
        this.socket = socket;
        this.text = text;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        this.out = socket.getOutputStream();
    }

    /**
     * @throws Refused with the HTTP status, or with 0 if the router agreed on no subprotocol
     * @throws java.net.ConnectException if nobody listens
     */
    public static WebSocketLink connect(int port, Format format) throws IOException {
        WebSocketLink link = open(port, format);
        try {
            link.upgrade(format);
        } catch (IOException e) {
            link.close();
            throw e;
        }
        return link;
    }

    /** A connection on which the handshake has not begun. */
    public static WebSocketLink open(int port, Format format) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MS);
        return new WebSocketLink(socket, format.isText());
    }

    /** The request that asks for a WebSocket. */
    public static byte[] request(Format format) {
        return """
        GET /ws HTTP/1.1\r
        Host: localhost\r
        Upgrade: websocket\r
        Connection: Upgrade\r
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
        Sec-WebSocket-Version: 13\r
        Sec-WebSocket-Protocol: %s\r
        \r
        """
                .formatted(format.subprotocol())
                .getBytes(US_ASCII);
    }

    private void upgrade(Format format) throws IOException {
        out.write(request(format));
        String status = line();
        if (status.isEmpty()) {
            throw new Refused(0);
        }
        boolean agreed = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            agreed |= header.equalsIgnoreCase("Sec-WebSocket-Protocol: " + format.subprotocol());
        }
        int code = Integer.parseInt(status.split(" ")[1]);
        if (code != SWITCHING_PROTOCOLS || !agreed) {
            throw new Refused(code == SWITCHING_PROTOCOLS ? 0 : code);
        }
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
            line.write(octet);
        }
        return line.toString(US_ASCII).stripTrailing();
    }

    @Override
    public void send(byte[] message) throws IOException {
        frame(FINAL | (text ? TEXT : BINARY), message);
    }

    private void frame(int first, byte[] body) throws IOException {
        byte[] frame = frameOf(first, body);
        writing.lock();
        try {
            out.write(frame);
        } finally {
            writing.unlock();
        }
    }

    /** A frame with that first octet, masked by zeros. */
    public static byte[] frameOf(int first, byte[] body) {
        var bytes = new ByteArrayOutputStream();
        try (var frame = new DataOutputStream(bytes)) {
            frame.writeByte(first);
            if (body.length < 126) {
                frame.writeByte(MASKED | body.length);
            } else if (body.length <= 0xffff) {
                frame.writeByte(MASKED | 126);
                frame.writeShort(body.length);
            } else {
                frame.writeByte(MASKED | 127);
                frame.writeLong(body.length);
            }
            frame.writeInt(0);
            frame.write(body);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    /** {@inheritDoc} Fragments are not expected: the router sends none. */
    @Override
    public byte[] receive() throws IOException {
        while (true) {
            int opcode;
            byte[] body;
            try {
                opcode = in.readUnsignedByte() & 0xf;
                body = in.readNBytes(length());
            } catch (EOFException | SocketException e) {
                return null;
            }
            switch (opcode) {
                case TEXT, BINARY -> {
                    return body;
                }
                case PING -> frame(FINAL | PONG, body);
                case CLOSE -> {
                    frame(FINAL | CLOSE, body);
                    return null;
                }
                default -> {}
            }
        }
    }

    private int length() throws IOException {
        int length = in.readUnsignedByte();
        return switch (length) {
            case 126 -> in.readUnsignedShort();
            case 127 -> (int) in.readLong();
            default -> length;
        };
    }

    @Override
    public Socket socket() {
        return socket;
    }

    @Override
    public boolean ready() throws IOException {
        return in.available() > 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
