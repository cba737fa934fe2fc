package io.patchbay.metrics;

import io.patchbay.api.metrics.MetricSource;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.OptionalDouble;

import javax.management.JMException;
import javax.management.ObjectName;

/** What the Java machine tells about itself and its process. */
final class JvmMetrics implements MetricSource {
    private static final double NANOS = 1e9;
    private static final double MILLIS = 1e3;

    @Override
    public void collect(Sink sink) {
        memory(sink);
        threads(sink);
        collectors(sink);
        process(sink);
        sink.gauge(
                "jvm_info",
                "The Java machine; always 1",
                1,
                "version",
                Runtime.version().toString(),
                "vendor",
                System.getProperty("java.vendor", "unknown"));
    }

    private static void memory(Sink sink) {
        var memory = ManagementFactory.getMemoryMXBean();
        memory(sink, "heap", memory.getHeapMemoryUsage());
        memory(sink, "nonheap", memory.getNonHeapMemoryUsage());
        for (var pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            sink.gauge(
                    "jvm_buffer_pool_used_bytes",
                    "Memory of buffers outside the heap",
                    (double) pool.getMemoryUsed(),
                    "pool",
                    pool.getName());
        }
    }

    private static void memory(Sink sink, String area, MemoryUsage usage) {
        sink.gauge(
                "jvm_memory_used_bytes", "Memory in use", (double) usage.getUsed(), "area", area);
        sink.gauge(
                "jvm_memory_committed_bytes",
                "Memory taken from the system",
                (double) usage.getCommitted(),
                "area",
                area);
        sink.gauge(
                "jvm_memory_max_bytes",
                "The most memory that may be taken, -1 if unlimited",
                (double) usage.getMax(),
                "area",
                area);
    }

    private static void threads(Sink sink) {
        var threads = ManagementFactory.getThreadMXBean();
        sink.gauge("jvm_threads_current", "Platform threads", threads.getThreadCount());
        sink.gauge("jvm_threads_daemon", "Daemon threads", threads.getDaemonThreadCount());
        sink.gauge("jvm_threads_peak", "The most threads so far", threads.getPeakThreadCount());
        sink.gauge(
                "jvm_classes_loaded",
                "Classes loaded now",
                ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
    }

    private static void collectors(Sink sink) {
        for (GarbageCollectorMXBean gc : ManagementFactory.getGarbageCollectorMXBeans()) {
            sink.counter(
                    "jvm_gc_collections_total",
                    "Garbage collections",
                    (double) Math.max(0, gc.getCollectionCount()),
                    "gc",
                    gc.getName());
            sink.counter(
                    "jvm_gc_seconds_total",
                    "Time spent in garbage collections",
                    Math.max(0, gc.getCollectionTime()) / MILLIS,
                    "gc",
                    gc.getName());
        }
    }

    private static void process(Sink sink) {
        system("ProcessCpuTime")
                .ifPresent(
                        cpu ->
                                sink.counter(
                                        "process_cpu_seconds_total",
                                        "User and system CPU time",
                                        Math.max(0, cpu) / NANOS));
        system("OpenFileDescriptorCount")
                .ifPresent(open -> sink.gauge("process_open_fds", "Open file descriptors", open));
        system("MaxFileDescriptorCount")
                .ifPresent(max -> sink.gauge("process_max_fds", "Limit of file descriptors", max));
        sink.gauge(
                "process_start_time_seconds",
                "Start of the process, in seconds since 1970",
                ManagementFactory.getRuntimeMXBean().getStartTime() / MILLIS);
    }

    /** Asked by name, because com.sun.management is no package that every framework exports. */
    private static OptionalDouble system(String attribute) {
        try {
            Object value =
                    ManagementFactory.getPlatformMBeanServer()
                            .getAttribute(
                                    new ObjectName(ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME),
                                    attribute);
            return value instanceof Number number
                    ? OptionalDouble.of(number.doubleValue())
                    : OptionalDouble.empty();
        } catch (JMException unknownHere) {
            return OptionalDouble.empty();
        }
    }
}
