package io.patchbay.itests.client;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;

/** WAMP over a raw socket. */
public final class RawSocketLink implements Link {
    private static final int MAGIC = 0x7f;
    private static final int LARGEST = 15;
    private static final int MESSAGE = 0;
    private static final int PING = 1;
    private static final int PONG = 2;

    private final ReentrantLock writing = new ReentrantLock();
    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    private RawSocketLink(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        this.out = socket.getOutputStream();
    }

    /**
     * @throws Refused with the error that the router answered
     * @throws java.net.ConnectException if nobody listens
     */
    public static RawSocketLink connect(int port, Format format) throws IOException {
        RawSocketLink link = open(port);
        try {
            link.agree(format);
        } catch (IOException e) {
            link.close();
            throw e;
        }
        return link;
    }

    /** A connection on which the handshake has not begun. */
    public static RawSocketLink open(int port) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MS);
        return new RawSocketLink(socket);
    }

    private void agree(Format format) throws IOException {
        out.write(new byte[] {MAGIC, (byte) (LARGEST << 4 | format.rawSocketId()), 0, 0});
        int answer;
        try {
            answer = in.readInt();
        } catch (EOFException | SocketException e) {
            throw new Refused(0);
        }
        if ((answer >>> 16 & 0xf) == 0) {
            throw new Refused(answer >>> 20 & 0xf);
        }
    }

    @Override
    public void send(byte[] message) throws IOException {
        frame(MESSAGE, message);
    }

    private void frame(int type, byte[] body) throws IOException {
        byte[] frame =
                ByteBuffer.allocate(Integer.BYTES + body.length)
                        .putInt(type << 24 | body.length)
                        .put(body)
                        .array();
        writing.lock();
        try {
            out.write(frame);
        } finally {
            writing.unlock();
        }
    }

    @Override
    public byte[] receive() throws IOException {
        while (true) {
            int header;
            try {
                header = in.readInt();
            } catch (EOFException | SocketException e) {
                return null;
            }
            byte[] body = in.readNBytes(header & 0xff_ffff);
            if (header >>> 24 == PING) {
                frame(PONG, body);
            } else if (header >>> 24 == MESSAGE) {
                return body;
            }
        }
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
