package io.patchbay.itests.hotdeploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * How much of the machine is used by others than this test and the processes it has started. Where
 * it cannot be found out, there are no others.
 */
final class CpuShare {
    private static final Path STATISTICS = Path.of("/proc/stat");
    private static final int TICKS_PER_SECOND = 100;
    private static final int IDLE = 3;
    private static final int WAITING = 4;
    private static final int GUESTS = 8;

    private final double busy;
    private final double available;
    private final double ours;

    private CpuShare(double busy, double available, double ours) {
        this.busy = busy;
        this.available = available;
        this.ours = ours;
    }

    /** What was used until now, in seconds. */
    static CpuShare read() {
        try (Stream<String> lines = Files.lines(STATISTICS)) {
            // The numbers of the first line are those of all processors together.
            double[] seconds =
                    Arrays.stream(lines.findFirst().orElseThrow().split(" +"))
                            .skip(1)
                            .limit(GUESTS)
                            .mapToDouble(ticks -> Double.parseDouble(ticks) / TICKS_PER_SECOND)
                            .toArray();
            double available = Arrays.stream(seconds).sum();
            double busy = available - seconds[IDLE] - seconds[WAITING];
            return new CpuShare(busy, available, ofThisAndChildren());
        } catch (IOException e) {
            return new CpuShare(0, 1, 0);
        }
    }

    private static double ofThisAndChildren() {
        ProcessHandle self = ProcessHandle.current();
        return Stream.concat(Stream.of(self), self.descendants())
                .mapToDouble(
                        process ->
                                process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis()
                                        / 1e3)
                .sum();
    }

    /** The share of the machine that others have used since then, from 0 to 1. */
    double ofOthersSince(CpuShare then) {
        double passed = Math.max(0.01, available - then.available);
        return Math.max(0, (busy - then.busy) - (ours - then.ours)) / passed;
    }
}
