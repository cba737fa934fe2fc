package io.patchbay.transport.websocket;

import io.patchbay.transport.netty.NettyLoop;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Gives connections their compression. Unless messages may refer to those before, all connections
 * of a loop share one, so that an idle one costs nothing.
 */
final class Compressions implements AutoCloseable {
    private final AtomicReferenceArray<MessageDeflater> deflaters;
    private final AtomicReferenceArray<MessageInflater> inflaters;

    Compressions(int loopCount) {
        deflaters = new AtomicReferenceArray<>(loopCount);
        inflaters = new AtomicReferenceArray<>(loopCount);
    }

    /** On that loop. */
    Compression of(NettyLoop loop, CompressionSettings settings) {
        return settings.contextTakeover()
                ? new Compression(
                        new MessageDeflater(),
                        new MessageInflater(),
                        settings.thresholdBytes(),
                        true)
                : shared(loop, settings.thresholdBytes());
    }

    private Compression shared(NettyLoop loop, int thresholdBytes) {
        int index = loop.index();
        if (deflaters.get(index) == null) {
            deflaters.set(index, new MessageDeflater());
            inflaters.set(index, new MessageInflater());
        }
        return new Compression(deflaters.get(index), inflaters.get(index), thresholdBytes, false);
    }

    /** Gives the memory back. Every connection must be closed by then. */
    @Override
    public void close() {
        for (int i = 0; i < deflaters.length(); i++) {
            if (deflaters.get(i) != null) {
                deflaters.get(i).close();
                inflaters.get(i).close();
            }
        }
    }
}
