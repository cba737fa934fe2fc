package io.patchbay.transport.websocket;

import io.patchbay.api.metrics.MetricSource;

import java.util.HashMap;
import java.util.Map;

/** What a source of metrics says now, added up over all labels. */
final class Figures implements MetricSource.Sink {
    private final Map<String, Double> sums = new HashMap<>();

    Figures(MetricSource source) {
        source.collect(this);
    }

    double get(String name) {
        return sums.getOrDefault(name, Double.NaN);
    }

    @Override
    public void counter(String name, String help, double value, String... labels) {
        sums.merge(name, value, Double::sum);
    }

    @Override
    public void gauge(String name, String help, double value, String... labels) {
        sums.merge(name, value, Double::sum);
    }
}
