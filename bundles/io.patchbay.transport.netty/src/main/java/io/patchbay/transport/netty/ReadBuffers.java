package io.patchbay.transport.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;

import org.jspecify.annotations.Nullable;

/**
 * Lets all connections of a loop read into one buffer, so that an idle one holds none and a busy
 * one allocates none. A handler that keeps the buffer makes the next read allocate a new one.
 */
@SuppressWarnings("deprecation") // the type is "to be replaced", by nothing yet
final class ReadBuffers extends DefaultMaxMessagesRecvByteBufAllocator {
    private static final int BYTES = 64 * 1024;

    /** After so many buffers the other connections of the loop get their turn. */
    private static final int READS_PER_TURN = 4;

    private @Nullable ByteBuf buffer;

    ReadBuffers() {
        super(READS_PER_TURN);
    }

    @Override
    public Handle newHandle() {
        return new SharedHandle();
    }

    void release() {
        if (buffer != null) {
            buffer.release();
            buffer = null;
        }
    }

    private ByteBuf take() {
        ByteBuf free = buffer;
        if (free == null || free.refCnt() > 1) {
            release();
            free = Unpooled.directBuffer(BYTES, BYTES);
            buffer = free;
        }
        return free.clear().retain();
    }

    private final class SharedHandle extends MaxMessageHandle {
        @Override
        public int guess() {
            return BYTES;
        }

        @Override
        public ByteBuf allocate(ByteBufAllocator ignored) {
            return take();
        }
    }
}
