package io.patchbay.transport.websocket;

import java.util.zip.DataFormatException;

/**
 * The compression that a connection has agreed on. On its loop.
 *
 * @param thresholdBytes the smallest message that is compressed
 * @param own whether the connection alone uses them, so that a message may refer to those before it
 */
record Compression(
        MessageDeflater deflater, MessageInflater inflater, int thresholdBytes, boolean own)
        implements AutoCloseable {

    /**
     * Compresses a message that consists of two parts.
     *
     * @return the length of the output, or -1 if it is to be sent as it is
     */
    int deflate(byte[] head, int headLength, byte[] tail, int tailOffset, int tailLength) {
        int length = headLength + tailLength;
        if (length < thresholdBytes) {
            return -1;
        }
        int deflated = deflater.deflate(head, headLength, tail, tailOffset, tailLength);
        if (own) {
            // Later messages may refer to this one: the other side must see it as it is now.
            return deflated;
        }
        deflater.reset();
        return deflated < length ? deflated : -1;
    }

    byte[] deflated() {
        return deflater.output();
    }

    /** Returns the length, or {@link MessageInflater#TOO_BIG}. */
    int inflate(byte[] data, int offset, int length, int limit) throws DataFormatException {
        try {
            return inflater.inflate(data, offset, length, limit);
        } finally {
            if (!own) {
                inflater.reset();
            }
        }
    }

    byte[] inflated() {
        return inflater.output();
    }

    /** The connection has ended. */
    @Override
    public void close() {
        if (own) {
            deflater.close();
            inflater.close();
        }
    }
}
