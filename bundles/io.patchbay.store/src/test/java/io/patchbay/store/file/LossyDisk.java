package io.patchbay.store.file;

import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A disk that loses power: whatever was written since the last sync may be there or not, sector by
 * sector, in any order.
 */
public final class LossyDisk extends FilePathWrapper {
    public static final String SCHEME = "lossy:";

    private static final int SECTOR = 512;

    private static final Map<String, State> FILES = new HashMap<>();
    private static int writesLeft = Integer.MAX_VALUE;

    private record Write(long position, byte[] bytes) {}

    private static final class State {
        /** What is surely on the disk, and what a reader sees. */
        private byte[] durable = new byte[0];

        private byte[] current = new byte[0];

        /** Written since the last sync. */
        private final List<Write> pending = new ArrayList<>();
    }

    public static final class PowerLost extends RuntimeException {
        private static final long serialVersionUID = 1;

        PowerLost() {
            super("power is lost");
        }
    }

    static {
        FilePath.register(new LossyDisk());
    }

    /** Power is lost at this many writes from now. */
    public static void loseAfter(int writes) {
        writesLeft = writes;
    }

    /** Lets the real disk hold what is found when power is back. */
    public static void recover(Path file, Random random) throws IOException {
        State state = FILES.get(file.toString());
        if (state != null) {
            byte[] found = state.durable;
            for (Write write : state.pending) {
                for (int i = 0; i < write.bytes().length; i += SECTOR) {
                    if (random.nextInt(3) > 0) {
                        int length = Math.min(SECTOR, write.bytes().length - i);
                        found = put(found, write.position() + i, write.bytes(), i, length);
                    }
                }
            }
            Files.write(file, found);
        }
        reset();
    }

    public static void reset() {
        FILES.clear();
        writesLeft = Integer.MAX_VALUE;
    }

    private static byte[] put(byte[] file, long at, byte[] bytes, int offset, int length) {
        int end = (int) at + length;
        byte[] result = Arrays.copyOf(file, Math.max(file.length, end));
        System.arraycopy(bytes, offset, result, (int) at, length);
        return result;
    }

    @Override
    public String getScheme() {
        return "lossy";
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        String name = getBase().toString();
        State state = FILES.get(name);
        if (state == null) {
            state = new State();
            Path file = Path.of(name);
            state.durable = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
            state.current = state.durable;
            FILES.put(name, state);
        }
        return new Channel(getBase().open(mode), state);
    }

    private static final class Channel extends FileBase {
        /** Only locked: contents are in memory, so that nothing outlives a crash unseen. */
        private final FileChannel file;

        private final State state;

        Channel(FileChannel file, State state) {
            this.file = file;
            this.state = state;
        }

        @Override
        public int read(ByteBuffer bytes) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(ByteBuffer bytes, long position) {
            if (position >= state.current.length) {
                return -1;
            }
            int length = (int) Math.min(bytes.remaining(), state.current.length - position);
            bytes.put(state.current, (int) position, length);
            return length;
        }

        @Override
        public int write(ByteBuffer bytes) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int write(ByteBuffer bytes, long position) {
            byte[] written = new byte[bytes.remaining()];
            bytes.get(written);
            state.pending.add(new Write(position, written));
            if (writesLeft-- <= 0) {
                throw new PowerLost();
            }
            state.current = put(state.current, position, written, 0, written.length);
            return written.length;
        }

        @Override
        public void force(boolean metaData) {
            if (writesLeft-- <= 0) {
                throw new PowerLost();
            }
            state.durable = state.current;
            state.pending.clear();
        }

        @Override
        public FileChannel truncate(long size) {
            state.current =
                    Arrays.copyOf(state.current, (int) Math.min(size, state.current.length));
            // What is beyond the end may be gone or not; whoever relies on it syncs first.
            state.durable =
                    Arrays.copyOf(state.durable, (int) Math.min(size, state.durable.length));
            return this;
        }

        @Override
        public long position() {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileChannel position(long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long size() {
            return state.current.length;
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) {
            try {
                return file.tryLock(position, size, shared);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }
    }
}
