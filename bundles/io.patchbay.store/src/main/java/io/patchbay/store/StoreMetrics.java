package io.patchbay.store;

import io.patchbay.api.metrics.MetricSource.Sink;

/** The figures of a store. */
final class StoreMetrics {
    private static final double NANOS = 1e9;

    private final Sink sink;

    private StoreMetrics(Sink sink) {
        this.sink = sink;
    }

    static void collect(DurableStore store, Sink sink) {
        var metrics = new StoreMetrics(sink);
        metrics.contents(store);
        metrics.writes(store);
        metrics.disk(store);
    }

    private void contents(DurableStore store) {
        var counters = store.counters();
        sink.gauge("patchbay_store_records", "Records in the store", store.records());
        sink.gauge("patchbay_store_records_bytes", "What records take", store.weight());
        sink.gauge("patchbay_store_file_bytes", "Size of the file of records", store.fileBytes());
        sink.gauge(
                "patchbay_store_damaged_records",
                "Records whose value is damaged and kept aside",
                store.damaged());
        sink.counter(
                "patchbay_store_quarantined_total",
                "Values found damaged at start",
                counters.quarantined.sum());
        sink.counter(
                "patchbay_store_backups_total",
                "Backups made and restored",
                counters.backups.sum(),
                "outcome",
                "done");
        sink.counter(
                "patchbay_store_backups_total",
                "Backups made and restored",
                counters.backupFailures.sum(),
                "outcome",
                "failed");
    }

    private void writes(DurableStore store) {
        var counters = store.counters();
        sink.counter(
                "patchbay_store_commits_total", "Commits made durable", counters.commits.sum());
        sink.counter(
                "patchbay_store_commit_seconds_total",
                "From commit to durable, over all commits",
                counters.commitNanos.sum() / NANOS);
        sink.counter(
                "patchbay_store_changed_bytes_total",
                "Keys and values of changes that were made durable",
                counters.changedBytes.sum());
        sink.counter(
                "patchbay_store_overloaded_total",
                "Commits refused because too much waited",
                counters.overloaded.sum());
        sink.gauge(
                "patchbay_store_waiting_bytes", "What waits to be written", store.waitingBytes());
        sink.counter(
                "patchbay_store_compactions_total",
                "How often the file was made smaller",
                counters.compactions.sum());
    }

    private void disk(DurableStore store) {
        var tally = store.tally();
        sink.counter("patchbay_store_writes_total", "Writes to the file", tally.writes());
        sink.counter(
                "patchbay_store_written_bytes_total", "Bytes written to the file", tally.bytes());
        sink.counter("patchbay_store_syncs_total", "Syncs of the file", tally.syncs());
        sink.counter(
                "patchbay_store_sync_seconds_total",
                "Time that syncs took",
                tally.syncNanos() / NANOS);
    }
}
