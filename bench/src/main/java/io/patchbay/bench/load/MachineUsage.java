package io.patchbay.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * CPU time that the whole machine used, and that its host took from it, in nanoseconds since boot.
 */
record MachineUsage(long busyNanos, long stolenNanos) {
    private static final int IDLE = 4;
    private static final int WAITING_FOR_DISK = 5;
    private static final int STOLEN = 8;

    static MachineUsage now() {
        try (var lines = Files.lines(Path.of("/proc/stat"))) {
            return parse(lines.findFirst().orElseThrow());
        } catch (IOException e) {
            return new MachineUsage(0, 0);
        }
    }

    /** Reads the first line of {@code /proc/stat}. */
    static MachineUsage parse(String line) {
        String[] fields = line.trim().split("\\s+", -1);
        long busy = 0;
        for (int i = 1; i < STOLEN; i++) {
            busy += i == IDLE || i == WAITING_FOR_DISK ? 0 : Long.parseLong(fields[i]);
        }
        return new MachineUsage(
                Jiffies.toNanos(busy), Jiffies.toNanos(Long.parseLong(fields[STOLEN])));
    }

    MachineUsage since(MachineUsage earlier) {
        return new MachineUsage(busyNanos - earlier.busyNanos, stolenNanos - earlier.stolenNanos);
    }
}
