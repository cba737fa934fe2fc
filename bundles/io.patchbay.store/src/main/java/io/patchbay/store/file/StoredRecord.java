package io.patchbay.store.file;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * A record as it is kept, in the file and in memory: its full name, and its checksum before its
 * value. The checksum is of the name as well, so that a value is not taken for that of another key.
 *
 * @param name the map and the key, parted by U+0000, which no name of a map contains
 * @param content CRC32C, then the value; not to be changed
 */
public record StoredRecord(String name, byte[] content) {
    /** The map, which nobody else can name, of contents that were found damaged, by full name. */
    public static final String QUARANTINE = "~quarantine";

    private static final char SEPARATOR = '\0';
    private static final int CHECKSUM_BYTES = Integer.BYTES;

    public static StoredRecord of(String map, String key, byte[] value) {
        String name = name(map, key);
        byte[] content = new byte[CHECKSUM_BYTES + value.length];
        System.arraycopy(value, 0, content, CHECKSUM_BYTES, value.length);
        ByteBuffer.wrap(content).putInt(checksum(name, content));
        return new StoredRecord(name, content);
    }

    public static String name(String map, String key) {
        return map + SEPARATOR + key;
    }

    public String map() {
        return name.substring(0, Math.max(0, name.indexOf(SEPARATOR)));
    }

    public String key() {
        return name.substring(name.indexOf(SEPARATOR) + 1);
    }

    /** Whether name and value are what was once written. */
    public boolean intact() {
        return content.length >= CHECKSUM_BYTES
                && name.indexOf(SEPARATOR) > 0
                && storedChecksum(content) == checksum(name, content);
    }

    /** A copy. */
    public byte[] value() {
        return Arrays.copyOfRange(content, CHECKSUM_BYTES, content.length);
    }

    /** The record that keeps this damaged one aside. */
    public StoredRecord quarantined() {
        return of(QUARANTINE, name, content);
    }

    /** About what the record takes, in bytes. */
    public long weight() {
        return (long) name.length() + content.length;
    }

    /** A number that stands for the record in sums over many. */
    static long fingerprint(byte[] content) {
        long mixed = content.length < CHECKSUM_BYTES ? 1 : storedChecksum(content);
        mixed = (mixed ^ (mixed >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }

    private static int storedChecksum(byte[] content) {
        return ByteBuffer.wrap(content).getInt();
    }

    private static int checksum(String name, byte[] content) {
        var bytes = ByteBuffer.allocate(name.length() * Character.BYTES);
        bytes.asCharBuffer().put(name);
        var crc = new CRC32C();
        crc.update(bytes);
        crc.update(content, CHECKSUM_BYTES, content.length - CHECKSUM_BYTES);
        return (int) crc.getValue();
    }
}
