package io.patchbay.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;

import java.util.LinkedHashMap;
import java.util.Map;

/** The samples of one metric, whoever gave them. Samples with the same labels are added up. */
final class Family {
    private final String name;
    private final String help;
    private final boolean counter;
    private final Map<Labels, Double> samples = new LinkedHashMap<>();

    Family(String name, String help, boolean counter) {
        this.name = name;
        this.help = help;
        this.counter = counter;
    }

    boolean isCounter() {
        return counter;
    }

    void add(Labels labels, double value) {
        samples.merge(labels, value, Double::sum);
    }

    MetricSnapshot snapshot() {
        return counter ? counters() : gauges();
    }

    private MetricSnapshot counters() {
        var family = CounterSnapshot.builder().name(name).help(help);
        samples.forEach(
                (labels, value) ->
                        family.dataPoint(
                                CounterSnapshot.CounterDataPointSnapshot.builder()
                                        .labels(labels)
                                        .value(value)
                                        .build()));
        return family.build();
    }

    private MetricSnapshot gauges() {
        var family = GaugeSnapshot.builder().name(name).help(help);
        samples.forEach(
                (labels, value) ->
                        family.dataPoint(
                                GaugeSnapshot.GaugeDataPointSnapshot.builder()
                                        .labels(labels)
                                        .value(value)
                                        .build()));
        return family.build();
    }
}
