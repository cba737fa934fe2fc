package io.patchbay.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.transport.CloseReason;
import io.patchbay.api.transport.Connection;
import io.patchbay.api.transport.ConnectionInfo;
import io.patchbay.api.transport.Peer;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;

/**
 * A connection without a network, on a {@link ManualLoop}. As strict as a real one may be: a
 * message is only lent to the router and overwritten as soon as it has returned, and nothing is
 * delivered while the router does not read.
 */
public final class InMemoryConnection implements Connection {
    private static final byte POISON = (byte) 0xee;

    private final ManualLoop loop;
    private final ConnectionInfo info;
    private final int maxMessageBytes;
    private final Queue<byte[]> inbox = new ArrayDeque<>();
    private final Queue<byte[]> sent = new ArrayDeque<>();
    private @Nullable Peer peer;
    private @Nullable CloseReason closeReason;
    private boolean reading = true;
    private boolean stalled;
    private boolean gone;
    private long pendingBytes;

    InMemoryConnection(ManualLoop loop, ConnectionInfo info, int maxMessageBytes) {
        this.loop = loop;
        this.info = info;
        this.maxMessageBytes = maxMessageBytes;
    }

    void attach(Peer accepted) {
        peer = accepted;
    }

    /** The router's end. */
    public Peer peer() {
        assertThat(peer).as("the router took the connection").isNotNull();
        return peer;
    }

    /** The client sends a message, which the router gets in a turn of the loop. */
    public void deliver(byte[] message) {
        loop.execute(
                () -> {
                    inbox.add(message);
                    pump();
                });
    }

    private void pump() {
        while (reading && closeReason == null && !gone && !inbox.isEmpty()) {
            byte[] message = inbox.remove();
            byte[] lent = new byte[message.length + 7];
            Arrays.fill(lent, POISON);
            System.arraycopy(message, 0, lent, 3, message.length);
            peer().receive(lent, 3, message.length);
            Arrays.fill(lent, POISON);
        }
    }

    /** The client stops reading: what is sent from now on is pending. */
    public void stall() {
        stalled = true;
    }

    /** The client reads again, all that is pending and what follows. */
    public void drain() {
        stalled = false;
        loop.execute(
                () -> {
                    boolean drained = pendingBytes > 0;
                    pendingBytes = 0;
                    if (drained && !gone) {
                        peer().drained();
                    }
                });
    }

    /** The client is gone without a word. */
    public void disconnect() {
        loop.execute(this::end);
    }

    private void end() {
        if (!gone) {
            gone = true;
            pendingBytes = 0;
            peer().closed();
        }
    }

    /** Takes the oldest message that was sent to the client and not taken yet. */
    public byte @Nullable [] take() {
        return sent.poll();
    }

    public boolean isReading() {
        return reading;
    }

    /** Why the router closed the connection; null while it has not. */
    public @Nullable CloseReason closeReason() {
        return closeReason;
    }

    /** Whether the connection has ended, whoever ended it. */
    public boolean isGone() {
        return gone;
    }

    @Override
    public ManualLoop loop() {
        return loop;
    }

    @Override
    public ConnectionInfo info() {
        return info;
    }

    @Override
    public int maxMessageBytes() {
        return maxMessageBytes;
    }

    @Override
    public void send(byte[] head, int headLength, byte[] tail, int tailOffset, int tailLength) {
        checkLoop();
        if (closeReason != null || gone) {
            return;
        }
        byte[] message = Arrays.copyOf(head, headLength + tailLength);
        System.arraycopy(tail, tailOffset, message, headLength, tailLength);
        assertThat(message.length).as("bytes of a message").isLessThanOrEqualTo(maxMessageBytes);
        sent.add(message);
        if (stalled) {
            pendingBytes += message.length;
        }
    }

    @Override
    public long pendingBytes() {
        checkLoop();
        return pendingBytes;
    }

    @Override
    public void setReading(boolean on) {
        checkLoop();
        reading = on;
        if (on) {
            loop.execute(this::pump);
        }
    }

    @Override
    public void close(CloseReason reason) {
        checkLoop();
        if (closeReason == null && !gone) {
            closeReason = reason;
            loop.execute(this::end);
        }
    }

    private void checkLoop() {
        assertThat(loop.inLoop()).as("on the connection's loop").isTrue();
    }
}
