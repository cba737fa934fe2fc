package io.patchbay.itests.client;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;

/** A connection that carries whole messages, over some transport. One reader, any writers. */
public interface Link extends Closeable {
    void send(byte[] message) throws IOException;

    /**
     * Waits for the next message; pings are answered meanwhile.
     *
     * @return null once the router has ended the connection
     * @throws java.net.SocketTimeoutException if nothing comes for {@link #TIMEOUT_MS}
     */
    byte[] receive() throws IOException;

    /** The socket, for what no client should do. */
    Socket socket();

    /** Whether there is something to {@link #receive}, or at least its beginning. */
    boolean ready() throws IOException;

    /** How long a test waits for what should come at once. */
    int TIMEOUT_MS = 10_000;
}
