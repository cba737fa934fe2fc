package io.patchbay.store.backup;

import io.patchbay.store.file.Folders;
import io.patchbay.store.file.StoredRecord;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Writes and reads backup files: a header, then frames with all records, their number, and nothing
 * else. Blocks.
 */
public final class BackupFile {
    private static final int BUFFER_BYTES = 256 * 1024;

    private BackupFile() {}

    /**
     * What a backup holds.
     *
     * @param created when it was begun
     * @param incarnation the history that it was taken from, in hexadecimal digits
     * @param records how many there are
     * @param bytes size of the file
     */
    public record Contents(Instant created, String incarnation, long records, long bytes) {}

    /**
     * How a backup begins.
     *
     * @param created when it was begun
     * @param isEncrypted whether a key is needed to read it
     * @param bytes size of the file
     */
    public record Head(Instant created, boolean isEncrypted, long bytes) {}

    /**
     * Writes a new file, which is there under its name only once it is whole and durable.
     *
     * @throws IOException if the disk fails, or there is such a file already
     */
    public static Contents write(
            Path file,
            String incarnation,
            Instant created,
            Collection<StoredRecord> records,
            Optional<BackupKey> key)
            throws IOException {
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString(), null, "it exists already");
        }
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Path folder = part.toAbsolutePath().resolveSibling("");
        Folders.create(folder);
        var header =
                BackupHeader.of(key.isPresent(), created, Long.parseUnsignedLong(incarnation, 16));
        try {
            writePart(part, header, records, FrameCipher.of(header, key));
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
        Folders.force(folder);
        return contents(header, records.size(), file);
    }

    private static void writePart(
            Path part, BackupHeader header, Collection<StoredRecord> records, FrameCipher cipher)
            throws IOException {
        try (var channel =
                FileChannel.open(
                        part,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            var out =
                    new DataOutputStream(
                            new BufferedOutputStream(
                                    Channels.newOutputStream(channel), BUFFER_BYTES));
            out.write(header.bytes());
            try (var frames = new DataOutputStream(new FrameOutput(out, cipher))) {
                frames.writeLong(records.size());
                for (StoredRecord record : records) {
                    frames.writeUTF(record.name());
                    frames.writeInt(record.content().length);
                    frames.write(record.content());
                }
            }
            channel.force(true);
        }
    }

    /**
     * What a backup says of itself, not all of which may be there.
     *
     * @throws IOException saying why it is none
     */
    public static Head head(Path file) throws IOException {
        try (var in = new DataInputStream(Files.newInputStream(file))) {
            BackupHeader header = BackupHeader.read(in);
            return new Head(header.created(), header.encrypted(), Files.size(file));
        }
    }

    /**
     * Shows all records of a backup, each of which is intact. Only once it returns it is known that
     * the backup is whole.
     *
     * @throws IOException saying why the backup is not to be used
     */
    public static Contents read(Path file, Optional<BackupKey> key, Consumer<StoredRecord> visitor)
            throws IOException {
        try (var in =
                new DataInputStream(
                        new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES))) {
            BackupHeader header = BackupHeader.read(in);
            var frames = new DataInputStream(new FrameInput(in, FrameCipher.of(header, key)));
            long records = frames.readLong();
            for (long i = 0; i < records; i++) {
                visitor.accept(record(frames));
            }
            if (frames.read() >= 0 || in.read() >= 0) {
                throw new IOException("it goes on behind its end");
            }
            return contents(header, records, file);
        } catch (EOFException e) {
            throw new IOException("it is cut off", e);
        }
    }

    private static StoredRecord record(DataInputStream frames) throws IOException {
        String name = frames.readUTF();
        int length = frames.readInt();
        byte[] content = frames.readNBytes(Math.max(0, length));
        var record = new StoredRecord(name, content);
        if (content.length != length || !record.intact()) {
            throw new IOException("it is damaged");
        }
        return record;
    }

    private static Contents contents(BackupHeader header, long records, Path file)
            throws IOException {
        return new Contents(
                header.created(),
                "%016x".formatted(header.incarnation()),
                records,
                Files.size(file));
    }
}
