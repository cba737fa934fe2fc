package io.patchbay.store.file;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What the file says of itself. Written in each commit, together with the records that it speaks
 * of.
 *
 * @param format of names and contents
 * @param incarnation the history that the records belong to
 * @param sequence how many commits there were
 * @param digest of all records
 */
record Seal(int format, long incarnation, long sequence, Digest digest) {
    /** The format that is written. Older ones are migrated by writing a new file. */
    static final int FORMAT = 1;

    private static final int BYTES = 2 * Integer.BYTES + 4 * Long.BYTES;

    static Seal first(long incarnation) {
        return new Seal(FORMAT, incarnation, 0, Digest.EMPTY);
    }

    /** Of a file that will hold the same records, and holds none yet. */
    Seal emptied() {
        return new Seal(FORMAT, incarnation, sequence, Digest.EMPTY);
    }

    byte[] bytes() {
        var bytes = ByteBuffer.allocate(BYTES);
        bytes.putInt(format).putLong(incarnation).putLong(sequence);
        bytes.putLong(digest.count()).putLong(digest.sum());
        return bytes.putInt(checksum(bytes.array())).array();
    }

    /** Empty if the bytes are no seal. */
    static Optional<Seal> parse(byte[] bytes) {
        if (bytes.length != BYTES) {
            return Optional.empty();
        }
        var in = ByteBuffer.wrap(bytes);
        var seal =
                new Seal(
                        in.getInt(),
                        in.getLong(),
                        in.getLong(),
                        new Digest(in.getLong(), in.getLong()));
        return in.getInt() == checksum(bytes) ? Optional.of(seal) : Optional.empty();
    }

    private static int checksum(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes, 0, BYTES - Integer.BYTES);
        return (int) crc.getValue();
    }
}
