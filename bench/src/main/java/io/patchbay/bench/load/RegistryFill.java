package io.patchbay.bench.load;

import java.util.List;

/**
 * Enters many registrations or subscriptions, a few at a time, and reports what one cost the
 * router.
 */
final class RegistryFill {
    private static final int UNDER_WAY = 64;

    private final LoadRun run;
    private final UriFamily family;
    private final int count;
    private final boolean measuresHeap;
    private int asked;
    private int entered;

    RegistryFill(LoadRun run, UriFamily family, int count, boolean measuresHeap) {
        this.run = run;
        this.family = family;
        this.count = count;
        this.measuresHeap = measuresHeap;
    }

    /** To be called for each REGISTERED or SUBSCRIBED. */
    void acknowledged() {
        entered++;
    }

    /**
     * Has {@code owners} enter all patterns in turn, by {@link MessageType#REGISTER} or {@link
     * MessageType#SUBSCRIBE}.
     */
    void fill(List<Session> owners, int request) {
        HeapGrowth growth = measuresHeap ? new HeapGrowth(run.router()) : null;
        RouterProcess.Usage before = run.router().usage();
        long begin = System.nanoTime();
        run.await("entries", () -> isFilled(owners, request));
        double seconds = (System.nanoTime() - begin) / 1e9;
        RouterProcess.Usage after = run.router().usage();
        Report report = run.report().put("setup_s", seconds).put("setup_per_s", count / seconds);
        report.put("setup_cpu_us_per_entry", after.since(before).cpuNanos() / 1e3 / count);
        double grown = after.residentBytes() - before.residentBytes();
        report.put("resident_bytes_per_entry", grown / count);
        if (growth != null) {
            growth.report(report, "heap_bytes_per_entry", count);
        }
    }

    private boolean isFilled(List<Session> owners, int request) {
        while (asked < count && asked - entered < UNDER_WAY) {
            Session owner = owners.get(asked % owners.size());
            owner.send(request, owner.nextId(), family.options(), family.pattern(asked));
            asked++;
        }
        return entered == count;
    }
}
