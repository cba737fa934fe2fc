package io.patchbay.wamp.codec;

import java.util.Arrays;

/**
 * For binary formats that write the size of a list or map in front of it, where it is only known at
 * its end. The writer leaves one byte of room, which most sizes fit in; the larger ones are noted
 * here, and all make their room in one pass at the end of the document: however lists nest, each
 * byte moves once. For one thread.
 */
public final class LateSizes {
    private static final int INITIAL = 16;
    private static final int KEPT = 4096;

    /** How a format writes a size that does not fit in the byte that was left for it. */
    public interface Header {
        /** How many bytes it needs besides the one that was left. */
        int extra(int size);

        /**
         * Writes it at an index.
         *
         * @param left the byte that was left
         */
        void write(byte[] array, int at, byte left, int size);
    }

    private final Header header;
    private long[] noted = new long[INITIAL];
    private int count;

    public LateSizes(Header header) {
        this.header = header;
    }

    public void reset() {
        count = 0;
        if (noted.length > KEPT) {
            noted = new long[INITIAL];
        }
    }

    /**
     * Takes note of a size that turned out not to fit.
     *
     * @param position where the byte was left
     */
    public void note(int position, int size) {
        if (count == noted.length) {
            noted = Arrays.copyOf(noted, count * 2);
        }
        noted[count++] = (long) position << Integer.SIZE | size;
    }

    /** Writes the sizes noted since the last reset. */
    public void settle(ByteSink sink) {
        if (count > 0) {
            Arrays.sort(noted, 0, count);
            spread(sink, totalExtra());
            reset();
        }
    }

    private int totalExtra() {
        int extra = 0;
        for (int i = 0; i < count; i++) {
            extra += header.extra((int) noted[i]);
        }
        return extra;
    }

    private void spread(ByteSink sink, int totalExtra) {
        byte[] array = sink.require(totalExtra);
        int shift = totalExtra;
        int to = sink.length();
        for (int i = count - 1; i >= 0; i--) {
            int position = (int) (noted[i] >>> Integer.SIZE);
            int size = (int) noted[i];
            System.arraycopy(array, position + 1, array, position + 1 + shift, to - position - 1);
            shift -= header.extra(size);
            header.write(array, position + shift, array[position], size);
            to = position;
        }
        sink.length(sink.length() + totalExtra);
    }
}
