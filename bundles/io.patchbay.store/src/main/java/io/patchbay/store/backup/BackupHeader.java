package io.patchbay.store.backup;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How a backup file begins. Read before anything is known to be true; every frame that follows
 * vouches for it.
 *
 * @param format of all that follows
 * @param encrypted whether frames are encrypted
 * @param salt for the key, another one each time
 * @param created when the backup was begun
 * @param incarnation the history that it was taken from
 */
record BackupHeader(int format, boolean encrypted, byte[] salt, Instant created, long incarnation) {
    static final int FORMAT = 1;

    private static final long MAGIC = 0x5042_4241_434b_5550L;
    private static final int SALT_BYTES = 16;
    private static final int BYTES = 3 * Long.BYTES + Integer.BYTES + 1 + SALT_BYTES;

    static BackupHeader of(boolean encrypted, Instant created, long incarnation) {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        Instant told = created.truncatedTo(ChronoUnit.MILLIS);
        return new BackupHeader(FORMAT, encrypted, salt, told, incarnation);
    }

    byte[] bytes() {
        return ByteBuffer.allocate(BYTES)
                .putLong(MAGIC)
                .putInt(format)
                .put((byte) (encrypted ? 1 : 0))
                .put(salt)
                .putLong(created.toEpochMilli())
                .putLong(incarnation)
                .array();
    }

    static BackupHeader read(DataInputStream in) throws IOException {
        byte[] bytes = in.readNBytes(BYTES);
        var header = ByteBuffer.wrap(bytes);
        if (bytes.length < BYTES || header.getLong() != MAGIC) {
            throw new IOException("it is no backup");
        }
        int format = header.getInt();
        if (format > FORMAT || format < 1) {
            throw new IOException(
                    "it is of format %d, and this version knows formats up to %d"
                            .formatted(format, FORMAT));
        }
        byte flag = header.get();
        if (flag < 0 || flag > 1) {
            throw new IOException("it is damaged");
        }
        boolean encrypted = flag == 1;
        byte[] salt = new byte[SALT_BYTES];
        header.get(salt);
        return new BackupHeader(
                format, encrypted, salt, Instant.ofEpochMilli(header.getLong()), header.getLong());
    }
}
