package io.patchbay.bench.report;

import java.util.Collection;
import java.util.List;

/** The values of one figure over several runs, in ascending order. */
record Series(List<Double> sorted) {
    static Series of(Collection<Double> values) {
        return new Series(values.stream().sorted().toList());
    }

    static Series of(Collection<Run> runs, String figure) {
        return of(runs.stream().flatMap(run -> run.number(figure).stream().boxed()).toList());
    }

    boolean isEmpty() {
        return sorted.isEmpty();
    }

    /** Must not be empty; of an even number of values, the mean of the middle two. */
    double median() {
        int half = sorted.size() / 2;
        double upper = sorted.get(half);
        return sorted.size() % 2 == 1 ? upper : (sorted.get(half - 1) + upper) / 2;
    }

    double min() {
        return sorted.getFirst();
    }

    double max() {
        return sorted.getLast();
    }
}
