package io.patchbay.store.file;

import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Files that count what is written to them, the only way to know what MVStore writes. */
public final class CountedPath extends FilePathWrapper {
    private static final String SCHEME = "counted";
    private static final Map<String, Tally> TALLIES = new ConcurrentHashMap<>();

    static {
        FilePath.register(new CountedPath());
    }

    /** The name under which MVStore counts in that tally. */
    static String name(String file, Tally tally) {
        TALLIES.put(file, tally);
        return SCHEME + ":" + file;
    }

    static void forget(String file) {
        TALLIES.remove(file);
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        var tally = TALLIES.getOrDefault(getBase().toString(), new Tally());
        return new CountedChannel(getBase().open(mode), tally);
    }

    private static final class CountedChannel extends FileBase {
        private final FileChannel file;
        private final Tally tally;

        CountedChannel(FileChannel file, Tally tally) {
            this.file = file;
            this.tally = tally;
        }

        @Override
        public int read(ByteBuffer bytes) throws IOException {
            return file.read(bytes);
        }

        @Override
        public int read(ByteBuffer bytes, long position) throws IOException {
            return file.read(bytes, position);
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            int written = file.write(bytes);
            tally.written(written);
            return written;
        }

        @Override
        public int write(ByteBuffer bytes, long position) throws IOException {
            int written = file.write(bytes, position);
            tally.written(written);
            return written;
        }

        @Override
        public void force(boolean metaData) throws IOException {
            long start = System.nanoTime();
            file.force(metaData);
            tally.synced(System.nanoTime() - start);
        }

        @Override
        public long position() throws IOException {
            return file.position();
        }

        @Override
        public FileChannel position(long position) throws IOException {
            file.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            file.truncate(size);
            return this;
        }

        @Override
        public @Nullable FileLock tryLock(long position, long size, boolean shared)
                throws IOException {
            return file.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }
    }
}
