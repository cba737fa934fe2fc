package io.patchbay.launcher;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The claim of this process on {@code data/}. {@code data/patchbay.pid} is locked while the process
 * lives and holds its id; {@code data/ready} exists once it is ready, until it ends. Both are for
 * {@code bin/patchbay} and other scripts.
 */
final class Instance implements AutoCloseable {
    private final FileChannel pid;
    private final Path ready;

    private Instance(FileChannel pid, Path ready) {
        this.pid = pid;
        this.ready = ready;
    }

    static Instance claim(Path data) {
        Path file = data.resolve("patchbay.pid");
        try {
            FileChannel channel = FileChannel.open(file, CREATE, WRITE);
            if (!isLocked(channel)) {
                channel.close();
                throw new StartFailure(
                        "%s: in use by process %s; a data folder serves one router at a time"
                                .formatted(data, Files.readString(file).strip()));
            }
            var instance = new Instance(channel, data.resolve("ready"));
            instance.write(Long.toString(ProcessHandle.current().pid()) + "\n");
            Files.deleteIfExists(instance.ready);
            return instance;
        } catch (IOException e) {
            throw new StartFailure("%s: cannot be written: %s".formatted(file, e), e);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** Tells scripts that the router serves. */
    void ready() {
        try {
            Files.writeString(ready, "");
        } catch (IOException e) {
            throw new StartFailure("%s: cannot be written: %s".formatted(ready, e), e);
        }
    }

    private void write(String text) throws IOException {
        pid.truncate(0);
        pid.write(ByteBuffer.wrap(text.getBytes(US_ASCII)));
        pid.force(false);
    }

    /**
     * Gives the folder up. The locked file stays: whoever waits for its lock must not hold a dead
     * one.
     */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(ready);
        pid.truncate(0);
        pid.close();
    }
}
