package io.patchbay.store;

/**
 * When the records are written to a new, smaller file: while nothing else is to do if the file is
 * twice as large as need be, and between commits, which wait for it, only at four times. Not again
 * before the file has doubled.
 */
final class Compaction {
    private static final long SMALL_FILE = 4 << 20;

    private long sizeAfterLast;

    boolean isDue(long fileBytes, long weight, boolean idle) {
        return fileBytes > SMALL_FILE
                && fileBytes > (idle ? 2 : 4) * weight
                && fileBytes > 2 * sizeAfterLast;
    }

    void tried(long fileBytes) {
        sizeAfterLast = fileBytes;
    }
}
