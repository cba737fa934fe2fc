package io.patchbay.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Live bytes in the heap of another JVM, after a full collection there, by {@code jcmd} of the Java
 * that runs this.
 */
final class LiveHeap {
    private static final long LIMIT_SECONDS = 60;

    private LiveHeap() {}

    static long bytes(long pid) {
        try {
            return parse(histogram(pid));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadFailure("interrupted");
        }
    }

    /** By way of a file: the other JVM stands still until its output is taken. */
    private static String histogram(long pid) throws IOException, InterruptedException {
        Path table = Files.createTempFile("histogram", ".txt");
        try {
            String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
            Process process =
                    new ProcessBuilder(jcmd, Long.toString(pid), "GC.class_histogram")
                            .redirectErrorStream(true)
                            .redirectOutput(table.toFile())
                            .start();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            return Files.readString(table);
        } finally {
            Files.delete(table);
        }
    }

    /** Reads the line {@code Total <instances> <bytes>} of a class histogram. */
    static long parse(String table) {
        return table.lines()
                .filter(line -> line.startsWith("Total"))
                .map(line -> line.trim().split("\\s+"))
                .mapToLong(fields -> Long.parseLong(fields[2]))
                .findFirst()
                .orElseThrow(() -> new LoadFailure("jcmd: " + table.strip()));
    }
}
