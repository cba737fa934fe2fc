package io.patchbay.transport.websocket;

import java.util.Arrays;
import java.util.zip.Deflater;

/** Compresses messages as RFC 7692 section 7.2.1 says. One thread; holds memory until closed. */
final class MessageDeflater implements AutoCloseable {
    private static final int BUFFER_BYTES_MIN = 4 * 1024;
    private static final int BUFFER_BYTES_KEPT = 256 * 1024;

    /** The end of what a flush gives: left away, as the other side knows it. */
    private static final int TAIL_BYTES = 4;

    /** With less room than this a flush might not end. */
    private static final int FLUSH_ROOM_BYTES = 16;

    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    private byte[] buffer = new byte[BUFFER_BYTES_MIN];
    private int length;

    /** Compresses a message that consists of two parts. What comes out is in {@link #output}. */
    int deflate(byte[] head, int headLength, byte[] tail, int tailOffset, int tailLength) {
        if (buffer.length > BUFFER_BYTES_KEPT) {
            buffer = new byte[BUFFER_BYTES_MIN];
        }
        length = 0;
        deflater.setInput(head, 0, headLength);
        while (!deflater.needsInput()) {
            drain(Deflater.NO_FLUSH);
        }
        deflater.setInput(tail, tailOffset, tailLength);
        do {
            drain(Deflater.SYNC_FLUSH);
        } while (length == buffer.length);
        return length - TAIL_BYTES;
    }

    /** Valid until the next message. */
    byte[] output() {
        return buffer;
    }

    /** Forgets the messages so far. */
    void reset() {
        deflater.reset();
    }

    @Override
    public void close() {
        deflater.end();
    }

    private void drain(int flush) {
        if (buffer.length - length < FLUSH_ROOM_BYTES) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        length += deflater.deflate(buffer, length, buffer.length - length, flush);
    }
}
