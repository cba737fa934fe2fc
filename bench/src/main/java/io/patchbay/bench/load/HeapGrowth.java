package io.patchbay.bench.load;

import java.util.OptionalLong;

/**
 * How many bytes more live in the router's heap than when this was made; nothing if it is no JVM.
 */
final class HeapGrowth {
    private final OptionalLong jvm;
    private final long before;

    HeapGrowth(RouterProcess router) {
        jvm = router.jvm();
        before = live();
    }

    private long live() {
        return jvm.isPresent() ? LiveHeap.bytes(jvm.getAsLong()) : 0;
    }

    /** Reports the share of each of {@code count}. */
    void report(Report report, String name, int count) {
        if (jvm.isPresent()) {
            report.put(name, (double) (live() - before) / count);
        }
    }
}
