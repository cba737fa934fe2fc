package io.patchbay.transport.websocket;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Decompresses messages as RFC 7692 section 7.2.2 says. One thread; holds memory until closed. */
final class MessageInflater implements AutoCloseable {
    /** The length of a message that is over the limit. */
    static final int TOO_BIG = -1;

    private static final int BUFFER_BYTES_MIN = 4 * 1024;
    private static final int BUFFER_BYTES_KEPT = 256 * 1024;

    /** The end of a flush, which the other side left away. */
    private static final byte[] TAIL = {0, 0, (byte) 0xff, (byte) 0xff};

    private final Inflater inflater = new Inflater(true);
    private byte[] buffer = new byte[BUFFER_BYTES_MIN];
    private int length;

    /**
     * Decompresses a message; it is in {@link #output} then.
     *
     * @return its length, or {@link #TOO_BIG} as soon as it is known to be over the limit
     */
    int inflate(byte[] data, int offset, int dataLength, int limit) throws DataFormatException {
        if (buffer.length > BUFFER_BYTES_KEPT) {
            buffer = new byte[BUFFER_BYTES_MIN];
        }
        length = 0;
        boolean fits = feed(data, offset, dataLength, limit) && feed(TAIL, 0, TAIL.length, limit);
        return fits ? length : TOO_BIG;
    }

    /** Valid until the next message. */
    byte[] output() {
        return buffer;
    }

    /** Forgets the messages so far. */
    void reset() {
        inflater.reset();
    }

    @Override
    public void close() {
        inflater.end();
    }

    private boolean feed(byte[] data, int offset, int dataLength, int limit)
            throws DataFormatException {
        int end = offset + dataLength;
        inflater.setInput(data, offset, dataLength);
        while (true) {
            length += inflater.inflate(buffer, length, buffer.length - length);
            if (length > limit) {
                return false;
            }
            if (length == buffer.length) {
                buffer = Arrays.copyOf(buffer, 2 * buffer.length);
            } else if (inflater.finished()) {
                // The other side may end a stream within a message, and begin another one.
                int rest = inflater.getRemaining();
                inflater.reset();
                inflater.setInput(data, end - rest, rest);
            } else if (inflater.needsInput()) {
                return true;
            } else {
                throw new DataFormatException("needs a dictionary");
            }
        }
    }
}
