package io.patchbay.bench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** All runs of one case: of side {@code a}, of side {@code b}, and what is expected. */
record Comparison(String name, List<Run> a, List<Run> b, List<Expectation> expectations) {
    private static final String ROUND = "round";

    /**
     * Groups runs by their tags {@code case} and {@code side}; leaves out round 0, which warms up,
     * and failed runs.
     */
    static List<Comparison> of(List<Run> runs) {
        Map<String, List<Run>> byCase =
                runs.stream()
                        .filter(run -> !run.failed() && !run.text(ROUND).equals("0"))
                        .collect(
                                Collectors.groupingBy(
                                        run -> run.text("case"),
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        return byCase.entrySet().stream().map(e -> of(e.getKey(), e.getValue())).toList();
    }

    private static Comparison of(String name, List<Run> runs) {
        List<Expectation> expectations = new ArrayList<>();
        for (String text : runs.getFirst().text("expect").split(",", -1)) {
            expectations.add(Expectation.parse(text));
        }
        return new Comparison(name, side("a", runs), side("b", runs), expectations);
    }

    private static List<Run> side(String side, List<Run> runs) {
        return runs.stream()
                .filter(run -> run.text("side").equals(side))
                .sorted(Comparator.comparingInt(run -> Integer.parseInt(run.text(ROUND))))
                .toList();
    }

    boolean hasBothSides() {
        return !a.isEmpty() && !b.isEmpty();
    }

    /** Ratio of the medians of {@code figure}, b to a. */
    double ratio(String figure) {
        return Series.of(b, figure).median() / Series.of(a, figure).median();
    }

    /** The ratios within each round, b to a. */
    Series ratios(String figure) {
        Map<String, Double> before = new HashMap<>();
        a.forEach(run -> before.put(run.text(ROUND), number(run, figure)));
        return Series.of(
                b.stream()
                        .map(
                                run ->
                                        number(run, figure)
                                                / before.getOrDefault(run.text(ROUND), Double.NaN))
                        .filter(Double::isFinite)
                        .toList());
    }

    private static double number(Run run, String figure) {
        return run.number(figure).orElse(Double.NaN);
    }
}
