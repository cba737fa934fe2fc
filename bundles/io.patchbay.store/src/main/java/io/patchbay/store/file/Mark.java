package io.patchbay.store.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The small file beside the records that tells which file they are in and which commit was the last
 * that was acknowledged: what a file that was cut off, or put back, cannot tell of itself. It is
 * written after the records were made durable and before anybody hears of it, and not forced to
 * disk: after a crash of the machine it may say less than there is, and never more.
 */
final class Mark implements Closeable {
    static final String FILE = "store.mark";

    private static final int MAGIC = 0x50424d31;
    private static final int SLOTS = 2;
    private static final int SLOT_DISTANCE = 512;
    private static final int SLOT_BYTES = 3 * Integer.BYTES + 2 * Long.BYTES;

    private final FileChannel channel;
    private final long file;

    private Mark(FileChannel channel, long file) {
        this.channel = channel;
        this.file = file;
    }

    /**
     * @param file the number of the file of records
     * @param sequence of the last commit that was acknowledged
     * @param closed whether the file was closed in order, after that commit
     */
    record Position(long file, long sequence, boolean closed) {
        Position reopened() {
            return new Position(file, sequence, false);
        }
    }

    /** Lets the folder's mark say this from now on, in one step that outlives a crash. */
    static void replace(Path folder, Position position) throws IOException {
        Path next = folder.resolve(FILE + ".new");
        try (var channel =
                FileChannel.open(
                        next,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            write(channel, 0, position);
            write(channel, 1, position);
            channel.force(true);
        }
        Files.move(next, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        Folders.force(folder);
    }

    /** What the folder's mark says; empty if it says nothing that can be believed. */
    static Optional<Position> read(Path folder) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(FILE));
        return slot(bytes, 0)
                .map(
                        first ->
                                slot(bytes, 1)
                                        .filter(second -> second.sequence() > first.sequence())
                                        .orElse(first))
                .or(() -> slot(bytes, 1));
    }

    static Mark open(Path folder, long file) throws IOException {
        return new Mark(FileChannel.open(folder.resolve(FILE), StandardOpenOption.WRITE), file);
    }

    /** Slots take turns: one that was half written leaves the other. */
    void advance(long sequence) throws IOException {
        write(channel, (int) (sequence % SLOTS), new Position(file, sequence, false));
    }

    /** The file was closed in order, after that commit. */
    void closed(long sequence) throws IOException {
        channel.force(true);
        write(channel, 0, new Position(file, sequence, true));
        write(channel, 1, new Position(file, sequence, true));
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static void write(FileChannel channel, int slot, Position position) throws IOException {
        var bytes = ByteBuffer.allocate(SLOT_BYTES);
        bytes.putInt(MAGIC).putLong(position.file()).putLong(position.sequence());
        bytes.putInt(position.closed() ? 1 : 0);
        bytes.putInt(checksum(bytes.array())).flip();
        long at = (long) slot * SLOT_DISTANCE;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    private static Optional<Position> slot(byte[] mark, int slot) {
        int start = slot * SLOT_DISTANCE;
        if (mark.length < start + SLOT_BYTES) {
            return Optional.empty();
        }
        byte[] bytes = new byte[SLOT_BYTES];
        System.arraycopy(mark, start, bytes, 0, SLOT_BYTES);
        var in = ByteBuffer.wrap(bytes);
        boolean known = in.getInt() == MAGIC;
        var position = new Position(in.getLong(), in.getLong(), in.getInt() == 1);
        return known && in.getInt() == checksum(bytes) ? Optional.of(position) : Optional.empty();
    }

    private static int checksum(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes, 0, SLOT_BYTES - Integer.BYTES);
        return (int) crc.getValue();
    }
}
