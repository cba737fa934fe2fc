package io.patchbay.store.backup;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Gives what was written by {@link FrameOutput}, or fails. */
final class FrameInput extends InputStream {
    private static final int OVERHEAD_LIMIT = 64;

    private final DataInputStream in;
    private final FrameCipher cipher;
    private ByteBuffer frame = ByteBuffer.allocate(0);
    private boolean last;

    FrameInput(DataInputStream in, FrameCipher cipher) {
        this.in = in;
        this.cipher = cipher;
    }

    @Override
    public int read() throws IOException {
        return fill() ? frame.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (!fill()) {
            return -1;
        }
        int part = Math.min(length, frame.remaining());
        frame.get(bytes, offset, part);
        return part;
    }

    private boolean fill() throws IOException {
        while (!frame.hasRemaining() && !last) {
            byte flag = in.readByte();
            last = flag == 1;
            int length = in.readInt();
            if (flag < 0
                    || flag > 1
                    || length < 0
                    || length > FrameOutput.FRAME_BYTES + OVERHEAD_LIMIT) {
                throw new IOException("it is damaged");
            }
            byte[] bytes = new byte[length];
            in.readFully(bytes);
            frame = ByteBuffer.wrap(cipher.open(bytes, last));
        }
        return frame.hasRemaining();
    }
}
