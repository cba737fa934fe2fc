package io.patchbay.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The router's processes as Linux accounts for them; empty if none was named, and then everything
 * reads zero.
 */
final class RouterProcess {
    private static final int USER_FIELD = 11;
    private static final int SYSTEM_FIELD = 12;

    private final List<Long> pids;

    private RouterProcess(List<Long> pids) {
        this.pids = pids;
    }

    /** The process {@code pid} with those that it started and that live now; none if it is 0. */
    static RouterProcess of(long pid) {
        if (pid == 0) {
            return new RouterProcess(List.of());
        }
        ProcessHandle process =
                ProcessHandle.of(pid)
                        .orElseThrow(() -> new LoadFailure("no process " + pid + " to measure"));
        return new RouterProcess(
                Stream.concat(Stream.of(pid), process.descendants().map(ProcessHandle::pid))
                        .toList());
    }

    boolean isKnown() {
        return !pids.isEmpty();
    }

    /** The first of the processes that is a Java one. */
    OptionalLong jvm() {
        return pids.stream()
                .filter(
                        pid ->
                                ProcessHandle.of(pid)
                                        .flatMap(p -> p.info().command())
                                        .orElse("")
                                        .endsWith("/java"))
                .mapToLong(Long::longValue)
                .findFirst();
    }

    /** CPU time and memory used so far. */
    Usage usage() {
        Usage sum = new Usage(0, 0, 0);
        for (long pid : pids) {
            sum = sum.plus(usage(pid));
        }
        return sum;
    }

    private static Usage usage(long pid) {
        try {
            return parse(
                    Files.readString(Path.of("/proc/" + pid + "/stat")),
                    Files.readString(Path.of("/proc/" + pid + "/status")));
        } catch (IOException e) {
            return new Usage(0, 0, 0);
        }
    }

    /**
     * Reads the two files of {@code /proc/PID}; the command name in the first may contain anything.
     */
    static Usage parse(String stat, String status) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return new Usage(
                Jiffies.toNanos(Long.parseLong(fields[USER_FIELD])),
                Jiffies.toNanos(Long.parseLong(fields[SYSTEM_FIELD])),
                residentBytes(status));
    }

    private static long residentBytes(String status) {
        return status.lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }

    /** CPU time in nanoseconds, of which the kernel reports steps of 10 ms, and resident memory. */
    record Usage(long userNanos, long systemNanos, long residentBytes) {
        Usage plus(Usage other) {
            return new Usage(
                    userNanos + other.userNanos,
                    systemNanos + other.systemNanos,
                    residentBytes + other.residentBytes);
        }

        /** CPU time since an earlier usage, with the memory of this one. */
        Usage since(Usage earlier) {
            return new Usage(
                    userNanos - earlier.userNanos,
                    systemNanos - earlier.systemNanos,
                    residentBytes);
        }

        long cpuNanos() {
            return userNanos + systemNanos;
        }
    }
}
