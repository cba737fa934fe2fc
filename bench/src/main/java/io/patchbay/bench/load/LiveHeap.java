package io.patchbay.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Live bytes in the heap of another JVM, after a full collection there, by {@code jcmd} of the Java
 * that runs this.
 */
final class LiveHeap {
    private LiveHeap() {}

    static long bytes(long pid) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        String table =
                output(
                        new ProcessBuilder(jcmd, Long.toString(pid), "GC.class_histogram")
                                .redirectErrorStream(true));
        return parse(table);
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

    private static String output(ProcessBuilder command) {
        try {
            Process process = command.start();
            String text =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadFailure("interrupted");
        }
    }
}
