package io.patchbay.store.backup;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Cuts what is written into frames and protects them. Closing it writes the last one. */
final class FrameOutput extends OutputStream {
    static final int FRAME_BYTES = 64 * 1024;

    private final DataOutputStream out;
    private final FrameCipher cipher;
    private final ByteArrayOutputStream frame = new ByteArrayOutputStream(FRAME_BYTES);

    FrameOutput(DataOutputStream out, FrameCipher cipher) {
        this.out = out;
        this.cipher = cipher;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            if (frame.size() == FRAME_BYTES) {
                writeFrame(false);
            }
            int part = Math.min(length - done, FRAME_BYTES - frame.size());
            frame.write(bytes, offset + done, part);
            done += part;
        }
    }

    @Override
    public void close() throws IOException {
        writeFrame(true);
        out.flush();
    }

    private void writeFrame(boolean last) throws IOException {
        byte[] bytes = cipher.protect(frame.toByteArray(), last);
        frame.reset();
        out.writeBoolean(last);
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
