package io.patchbay.store.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * The folder that files of records lie in, which nobody else uses until this is closed. A file that
 * takes the place of another in the course of things has the next number; any other a random one.
 */
final class StoreFolder implements Closeable {
    private static final Random RANDOM = new SecureRandom();
    private static final String LOCK = "store.lock";
    private static final String PREFIX = "store-";
    private static final String SUFFIX = ".mv";
    private static final String FILES = PREFIX + "[0-9a-f]{16}" + SUFFIX;

    /** A file is followed by the next one, and tried out on a copy that comes after that. */
    private static final int NEAR = 2;

    private final Path path;
    private final String scheme;
    private final FileChannel lock;

    private StoreFolder(Path path, String scheme, FileChannel lock) {
        this.path = path;
        this.scheme = scheme;
        this.lock = lock;
    }

    /**
     * @param path is created if it is not there
     * @param scheme put before the names that MVStore is told, for a disk that is not the real one
     * @throws IOException naming the folder if it cannot be used, or is in use
     */
    static StoreFolder take(Path path, String scheme) throws IOException {
        FileChannel lock = openLock(path);
        try {
            if (lock.tryLock() != null) {
                return new StoreFolder(path, scheme, lock);
            }
        } catch (OverlappingFileLockException ownProcess) {
            // Told below.
        }
        lock.close();
        throw new IOException("the store in %s is in use by another process".formatted(path));
    }

    private static FileChannel openLock(Path path) throws IOException {
        try {
            Folders.create(path);
            return FileChannel.open(
                    path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (FileSystemException e) {
            throw new IOException("the folder %s cannot be used: %s".formatted(path, e), e);
        }
    }

    /** Whether anything was ever stored there. */
    static boolean isUsed(Path path) throws IOException {
        return Files.isDirectory(path)
                && (Files.exists(path.resolve(Mark.FILE)) || !files(path).isEmpty());
    }

    static long newNumber() {
        return RANDOM.nextLong();
    }

    static String hex(long number) {
        return "%016x".formatted(number);
    }

    Path path() {
        return path;
    }

    Path file(long number) {
        return path.resolve(PREFIX + hex(number) + SUFFIX);
    }

    /** What MVStore calls the file. */
    String name(long number) {
        return scheme + file(number);
    }

    /** The same files on the real disk. */
    StoreFolder withoutScheme() {
        return new StoreFolder(path, "", lock);
    }

    /** Deletes what files that took each other's place, or were about to, have left. */
    void sweep(long current) throws IOException {
        for (long near = current - NEAR; near <= current + NEAR; near++) {
            if (near != current) {
                Files.deleteIfExists(file(near));
            }
        }
    }

    /** The numbers of all files of records. */
    List<Long> numbers() throws IOException {
        return files(path).stream().map(StoreFolder::number).toList();
    }

    private static long number(Path file) {
        String name = file.getFileName().toString();
        return Long.parseUnsignedLong(
                name.substring(PREFIX.length(), name.length() - SUFFIX.length()), 16);
    }

    private static List<Path> files(Path path) throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> file.getFileName().toString().matches(FILES))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
