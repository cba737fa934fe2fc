package io.patchbay.itests.distribution;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** What raw socket handshakes tell. */
final class Handshakes {
    private static final byte[] REQUEST = {0x7f, (byte) 0xf1, 0, 0};

    private Handshakes() {}

    /** The limit that the router announces: 2^(9 + n) bytes. */
    static int lengthNibble(int port) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(REQUEST);
            return new DataInputStream(socket.getInputStream()).readInt() >>> 20 & 0xf;
        }
    }
}
