package io.patchbay.store.file;

import org.h2.mvstore.DataUtils;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The chunks of an MVStore file, one for each commit, as their headers tell. */
final class Chunks {
    private static final int BLOCK = 4096;
    private static final int HEADER_LIMIT = 1024;
    private static final Pattern HEADER =
            Pattern.compile("chunk:([0-9a-f]{1,8}),[^\n]*,version:([0-9a-f]{1,15})[,\n]");

    private static final Pattern FILE_HEADER = Pattern.compile("(H:[^\n]*),fletcher:");

    private Chunks() {}

    private record Chunk(long block, String id, long version) {}

    /**
     * Lets the file end with a commit that MVStore might not find, or not take for the last: its
     * header tells of that one, and younger ones become unreadable.
     *
     * @param age 0 for the newest commit
     * @return whether there is one so old
     */
    static boolean endWith(int age, Path file) throws IOException {
        try (var channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            List<Chunk> chunks = chunks(channel);
            long[] versions =
                    chunks.stream().mapToLong(Chunk::version).distinct().sorted().toArray();
            if (age >= versions.length) {
                return false;
            }
            long last = versions[versions.length - 1 - age];
            for (Chunk chunk : chunks) {
                if (chunk.version() > last) {
                    channel.write(ByteBuffer.allocate(HEADER_LIMIT), chunk.block() * BLOCK);
                } else if (chunk.version() == last) {
                    tellOf(chunk, channel);
                }
            }
            channel.force(true);
            return true;
        }
    }

    private static List<Chunk> chunks(FileChannel channel) throws IOException {
        var found = new ArrayList<Chunk>();
        for (long block = 2; block * BLOCK < channel.size(); block++) {
            var match = HEADER.matcher(text(channel, block));
            if (match.lookingAt()) {
                long version = Long.parseLong(match.group(2), 16);
                found.add(new Chunk(block, match.group(1), version));
            }
        }
        return found;
    }

    private static String text(FileChannel channel, long block) throws IOException {
        var header = ByteBuffer.allocate(HEADER_LIMIT);
        channel.read(header, block * BLOCK);
        return new String(header.array(), StandardCharsets.ISO_8859_1);
    }

    /** Writes both copies of the file's header anew, if one of them can be read. */
    private static void tellOf(Chunk chunk, FileChannel channel) throws IOException {
        var header = FILE_HEADER.matcher(text(channel, 0));
        if (!header.lookingAt() && !header.reset(text(channel, 1)).lookingAt()) {
            return;
        }
        String told =
                header.group(1)
                        .replaceFirst(",block:[0-9a-f]+", ",block:" + hex(chunk.block()))
                        .replaceFirst(",chunk:[0-9a-f]+", ",chunk:" + chunk.id())
                        .replaceFirst(",version:[0-9a-f]+", ",version:" + hex(chunk.version()))
                        .replaceFirst(",clean:[0-9a-f]+", "");
        byte[] bytes = told.getBytes(StandardCharsets.ISO_8859_1);
        var text = new StringBuilder(told);
        DataUtils.appendMap(text, "fletcher", DataUtils.getFletcher32(bytes, 0, bytes.length));
        bytes = text.append('\n').toString().getBytes(StandardCharsets.ISO_8859_1);
        channel.write(ByteBuffer.wrap(bytes), 0);
        channel.write(ByteBuffer.wrap(bytes), BLOCK);
    }

    private static String hex(long number) {
        return Long.toHexString(number);
    }
}
