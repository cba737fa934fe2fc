package io.patchbay.bench.load;

import com.sun.management.OperatingSystemMXBean;

import org.HdrHistogram.Histogram;

import java.lang.management.ManagementFactory;

/**
 * The measured part of a run: operations done in it, their latencies, and the CPU that router,
 * generator and others spent meanwhile. A latency belongs to it if its operation was due in it,
 * even if the answer came later.
 */
final class Measurement {
    private static final long LONGEST_NANOS = 60_000_000_000L;
    private static final OperatingSystemMXBean SELF =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final RouterProcess router;
    private final Histogram latencies = new Histogram(LONGEST_NANOS, 3);
    private boolean running;
    private long done;
    private long beginNanos;
    private long endNanos;
    private Snapshot before;
    private Snapshot after;

    Measurement(RouterProcess router) {
        this.router = router;
        before = Snapshot.of(router);
        after = before;
    }

    void start() {
        before = Snapshot.of(router);
        beginNanos = System.nanoTime();
        running = true;
    }

    void stop() {
        endNanos = System.nanoTime();
        running = false;
        after = Snapshot.of(router);
    }

    long endNanos() {
        return endNanos;
    }

    /** Counts an operation that was due at {@code dueNanos} and is done at {@code nowNanos}. */
    void done(long dueNanos, long nowNanos) {
        if (running) {
            done++;
        }
        boolean dueHere = dueNanos >= beginNanos && (running || dueNanos < endNanos);
        if (dueHere && beginNanos != 0) {
            latencies.recordValue(Math.min(nowNanos - dueNanos, LONGEST_NANOS));
        }
    }

    /** Adds all of it to {@code report}; {@code unit} names the operations in the plural. */
    void report(Report report, String unit) {
        double seconds = (endNanos - beginNanos) / 1e9;
        report.put("seconds", seconds);
        report.put(unit, done);
        report.put(unit + "_per_s", done / seconds);
        reportLatencies(report);
        reportCpu(report, seconds);
    }

    private void reportLatencies(Report report) {
        report.put("p50_us", latencies.getValueAtPercentile(50) / 1e3);
        report.put("p90_us", latencies.getValueAtPercentile(90) / 1e3);
        report.put("p99_us", latencies.getValueAtPercentile(99) / 1e3);
        report.put("p999_us", latencies.getValueAtPercentile(99.9) / 1e3);
        report.put("max_us", latencies.getMaxValue() / 1e3);
        report.put("mean_us", latencies.getMean() / 1e3);
    }

    private void reportCpu(Report report, double seconds) {
        RouterProcess.Usage used = after.router.since(before.router);
        MachineUsage machine = after.machine.since(before.machine);
        long generator = after.generatorNanos - before.generatorNanos;
        if (router.isKnown()) {
            report.put("router_cpu_us_per_op", used.cpuNanos() / 1e3 / done);
            report.put("router_user_us_per_op", used.userNanos() / 1e3 / done);
            report.put("router_sys_us_per_op", used.systemNanos() / 1e3 / done);
            report.put("router_cpu_util", used.cpuNanos() / 1e9 / seconds);
            report.put("router_rss_mb", used.residentBytes() / 1e6);
        }
        report.put("loadgen_cpu_us_per_op", generator / 1e3 / done);
        report.put("loadgen_cpu_util", generator / 1e9 / seconds);
        report.put(
                "other_cpu_util",
                (machine.busyNanos() - generator - used.cpuNanos()) / 1e9 / seconds);
        report.put("stolen_cpu_util", machine.stolenNanos() / 1e9 / seconds);
    }

    private record Snapshot(RouterProcess.Usage router, MachineUsage machine, long generatorNanos) {
        static Snapshot of(RouterProcess router) {
            return new Snapshot(router.usage(), MachineUsage.now(), SELF.getProcessCpuTime());
        }
    }
}
