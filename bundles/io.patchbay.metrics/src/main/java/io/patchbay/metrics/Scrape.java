package io.patchbay.metrics;

import io.patchbay.api.metrics.MetricSource;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.PrometheusNaming;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * One look at all figures: takes samples from sources one after another, then writes them. A sample
 * that Prometheus would not take is refused with {@link IllegalArgumentException}; those before it
 * stay. One thread.
 */
final class Scrape implements MetricSource.Sink {
    static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private static final String TOTAL = "_total";

    private final Map<String, Family> families = new TreeMap<>();

    @Override
    public void counter(String name, String help, double value, String... labels) {
        if (!(value >= 0)) {
            throw new IllegalArgumentException(name + ": a counter is never " + value);
        }
        String base =
                name.endsWith(TOTAL) ? name.substring(0, name.length() - TOTAL.length()) : name;
        add(base, help, true, value, labels);
    }

    @Override
    public void gauge(String name, String help, double value, String... labels) {
        add(name, help, false, value, labels);
    }

    private void add(String name, String help, boolean counter, double value, String... labels) {
        if (!PrometheusNaming.isValidLegacyMetricName(name)) {
            throw new IllegalArgumentException("'" + name + "' is no name for a metric");
        }
        Labels checked = labels(name, labels);
        Family family = families.computeIfAbsent(name, n -> new Family(n, help, counter));
        if (family.isCounter() != counter) {
            throw new IllegalArgumentException(name + ": is both a counter and a gauge");
        }
        family.add(checked, value);
    }

    private static Labels labels(String metric, String... labels) {
        if (labels.length % 2 != 0) {
            throw new IllegalArgumentException(metric + ": a label without a value");
        }
        for (int i = 0; i < labels.length; i += 2) {
            if (!PrometheusNaming.isValidLegacyLabelName(labels[i])) {
                throw new IllegalArgumentException(
                        metric + ": '" + labels[i] + "' is no name for a label");
            }
        }
        return Labels.of(labels);
    }

    /** What was collected, in the Prometheus text format, sorted by name. */
    byte[] text() {
        var snapshots = MetricSnapshots.builder();
        families.values().forEach(family -> snapshots.metricSnapshot(family.snapshot()));
        var out = new ByteArrayOutputStream(16 * 1024);
        try {
            PrometheusTextFormatWriter.create()
                    .write(out, snapshots.build(), EscapingScheme.UNDERSCORE_ESCAPING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
