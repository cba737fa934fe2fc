package io.patchbay.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.serializer.Serializer;
import io.patchbay.api.transport.Connection;
import io.patchbay.api.transport.Peer;
import io.patchbay.api.transport.RouterDoor;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** A door behind which every connection finds a {@link RecordingPeer}. Any thread. */
public final class RecordingRouter implements RouterDoor {
    private static final int PATIENCE_S = 10;

    private final List<Serializer> serializers;
    private final BlockingQueue<RecordingPeer> opened = new LinkedBlockingQueue<>();
    private volatile BiConsumer<RecordingPeer, byte[]> onMessage = (peer, message) -> {};
    private volatile boolean full;

    public RecordingRouter(Serializer... serializers) {
        this.serializers = List.of(serializers);
    }

    /** What the peers of connections that come from now on do with a message, on their loop. */
    public void onMessage(BiConsumer<RecordingPeer, byte[]> reaction) {
        onMessage = reaction;
    }

    /** Every message is sent back. */
    public void echo() {
        onMessage(
                (peer, message) -> peer.connection().send(message, 0, message, 0, message.length));
    }

    /** From now on no connection is accepted. */
    public void fill() {
        full = true;
    }

    /** The peer of the next connection, waited for. */
    public RecordingPeer nextPeer() {
        try {
            RecordingPeer peer = opened.poll(PATIENCE_S, TimeUnit.SECONDS);
            assertThat(peer).as("a connection").isNotNull();
            return peer;
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while waiting for a connection", e);
        }
    }

    /** Connections that nobody asked for by {@link #nextPeer}. */
    public int waitingPeers() {
        return opened.size();
    }

    @Override
    public Collection<Serializer> serializers() {
        return serializers;
    }

    @Override
    public Optional<Peer> open(Connection connection, Serializer serializer) {
        assertThat(connection.loop().inLoop()).as("on the connection's loop").isTrue();
        if (full) {
            return Optional.empty();
        }
        var peer = new RecordingPeer(connection, serializer, onMessage);
        opened.add(peer);
        return Optional.of(peer);
    }
}
