package io.patchbay.api.transport;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A connection to a peer that carries whole messages, made by a transport. Unless said otherwise
 * its methods are called on its {@link #loop} only, and none blocks.
 */
@ConsumerType
public interface Connection {
    /** The loop on which this connection lives. Any thread. */
    Loop loop();

    /** Any thread. */
    ConnectionInfo info();

    /** The size in bytes of the largest message that the peer accepts. Any thread. */
    int maxMessageBytes();

    /**
     * Sends one message: {@code head} followed by a part of {@code tail}. Both are copied. What is
     * sent in one turn of the loop leaves in one write at its end. After {@link #close} messages
     * are dropped.
     */
    void send(byte[] head, int headLength, byte[] tail, int tailOffset, int tailLength);

    /** The bytes that were sent but that the operating system has not taken yet. */
    long pendingBytes();

    /** Stops or resumes reading from the peer. */
    void setReading(boolean on);

    /** Ends the connection once what was sent has left, or after a short time. */
    void close(CloseReason reason);
}
