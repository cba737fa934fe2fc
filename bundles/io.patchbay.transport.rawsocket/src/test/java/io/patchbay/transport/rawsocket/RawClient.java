package io.patchbay.transport.rawsocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.testkit.TransportContract.Client;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;

import javax.net.ssl.SSLException;

/** A client that sends whatever bytes a test wants to. */
final class RawClient implements Client {
    private static final int PATIENCE_MS = 10_000;

    private final Closeable socket;
    private final OutputStream out;
    private final DataInputStream in;

    private RawClient(Closeable socket, OutputStream out, InputStream in) {
        this.socket = socket;
        this.out = out;
        this.in = new DataInputStream(in);
    }

    static RawClient over(Socket socket) throws IOException {
        socket.setSoTimeout(PATIENCE_MS);
        socket.setTcpNoDelay(true);
        return new RawClient(socket, socket.getOutputStream(), socket.getInputStream());
    }

    static RawClient over(SocketChannel channel) {
        return new RawClient(
                channel, Channels.newOutputStream(channel), Channels.newInputStream(channel));
    }

    /** Connects and sends nothing. */
    static RawClient silent(SocketAddress address) throws IOException {
        if (address instanceof UnixDomainSocketAddress) {
            return over(SocketChannel.open(address));
        }
        int port = ((InetSocketAddress) address).getPort();
        return over(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /** Connects with a handshake for msgpack and messages of up to 16 MiB. */
    static RawClient ready(SocketAddress address) throws IOException {
        return silent(address).handshake();
    }

    RawClient handshake() throws IOException {
        write(0x7f, 0xf2, 0, 0);
        assertThat(readInt() & 0xff0fffff).isEqualTo(0x7f020000);
        return this;
    }

    /** Asks for msgpack: the reply has this error, and the connection is closed. */
    void assertRefused(int error) throws IOException {
        write(0x7f, 0xf2, 0, 0);
        assertThat(readInt()).isEqualTo(0x7f000000 | error << 20);
        assertClosed();
    }

    RawClient write(int... octets) throws IOException {
        byte[] bytes = new byte[octets.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) octets[i];
        }
        return write(bytes);
    }

    RawClient write(byte[] bytes) throws IOException {
        out.write(bytes);
        return this;
    }

    int readInt() throws IOException {
        return in.readInt();
    }

    byte[] readBytes(int count) throws IOException {
        byte[] bytes = new byte[count];
        in.readFully(bytes);
        return bytes;
    }

    /** No byte comes any more and the connection is closed in good order. */
    void assertClosed() throws IOException {
        assertThat(in.read()).isEqualTo(-1);
    }

    @Override
    public void send(byte[] message) throws IOException {
        write(frame(message.length, message));
    }

    @Override
    public byte[] receive() throws IOException {
        int header = readInt();
        assertThat(header >>> 24).isZero();
        return readBytes(header);
    }

    @Override
    public void awaitClosed() throws IOException {
        try {
            while (in.read() >= 0) {
                in.skipNBytes(in.available());
            }
        } catch (EOFException | SocketException | SSLException reset) {
            // As good.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** A header and what follows it. */
    static byte[] frame(int header, byte[] payload) {
        return ByteBuffer.allocate(Integer.BYTES + payload.length)
                .putInt(header)
                .put(payload)
                .array();
    }
}
