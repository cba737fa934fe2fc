package io.patchbay.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes comparisons as Markdown, ratios first. */
final class Markdown {
    private static final List<String> RATIO_HEAD =
            List.of(
                    "case",
                    "figure",
                    "B ÷ A",
                    "range",
                    "limit",
                    "A",
                    "B",
                    "A /s",
                    "B /s",
                    "A p50 · p99 µs",
                    "B p50 · p99 µs",
                    "noise");
    private static final List<String> VALUE_HEAD =
            List.of("case", "figure", "B", "range", "limit", "B /s", "B p50 · p99 µs", "noise");
    private static final List<String> THROUGHPUTS =
            List.of("calls_per_s", "events_per_s", "connects_per_s");
    private static final String NONE = "–";

    private Markdown() {}

    /** One table of the cases that both sides ran, one of those that are of B alone. */
    static String text(List<Comparison> comparisons) {
        List<List<String>> ratios =
                comparisons.stream()
                        .filter(Comparison::hasBothSides)
                        .flatMap(c -> ratioRows(c).stream())
                        .toList();
        List<List<String>> values =
                comparisons.stream()
                        .filter(c -> c.a().isEmpty())
                        .flatMap(c -> valueRows(c).stream())
                        .toList();
        return table(RATIO_HEAD, ratios) + table(VALUE_HEAD, values);
    }

    private static List<List<String>> ratioRows(Comparison c) {
        return c.expectations().stream()
                .filter(
                        e ->
                                !Series.of(c.a(), e.figure()).isEmpty()
                                        && !Series.of(c.b(), e.figure()).isEmpty())
                .map(e -> ratioRow(c, e))
                .toList();
    }

    private static List<String> ratioRow(Comparison c, Expectation e) {
        double ratio = c.ratio(e.figure());
        return List.of(
                c.name(),
                e.figure(),
                "**" + Numbers.show(ratio) + "**",
                range(c.ratios(e.figure())),
                e.verdict(ratio),
                median(c.a(), e.figure()),
                median(c.b(), e.figure()),
                throughput(c.a()),
                throughput(c.b()),
                latency(c.a()),
                latency(c.b()),
                noise(c));
    }

    private static List<List<String>> valueRows(Comparison c) {
        return c.expectations().stream()
                .filter(e -> !Series.of(c.b(), e.figure()).isEmpty())
                .map(e -> valueRow(c, e))
                .toList();
    }

    private static List<String> valueRow(Comparison c, Expectation e) {
        Series values = Series.of(c.b(), e.figure());
        return List.of(
                c.name(),
                e.figure(),
                "**" + Numbers.show(values.median()) + "**",
                range(values),
                e.verdict(values.median()),
                throughput(c.b()),
                latency(c.b()),
                noise(c));
    }

    private static String median(List<Run> runs, String figure) {
        Series values = Series.of(runs, figure);
        return values.isEmpty() ? NONE : Numbers.show(values.median());
    }

    private static String range(Series values) {
        return values.isEmpty()
                ? NONE
                : Numbers.show(values.min()) + " … " + Numbers.show(values.max());
    }

    private static String throughput(List<Run> runs) {
        return THROUGHPUTS.stream()
                .map(figure -> median(runs, figure))
                .filter(text -> !text.equals(NONE))
                .findFirst()
                .orElse(NONE);
    }

    private static String latency(List<Run> runs) {
        return median(runs, "p50_us") + " · " + median(runs, "p99_us");
    }

    /**
     * CPU that neither router nor generator used, in cores, at the worst of all runs: what
     * disturbed them.
     */
    private static String noise(Comparison c) {
        List<Run> runs = new ArrayList<>(c.a());
        runs.addAll(c.b());
        Series others = Series.of(runs, "other_cpu_util");
        return others.isEmpty() ? NONE : Numbers.show(Math.max(0, others.max()));
    }

    private static String table(List<String> head, List<List<String>> rows) {
        if (rows.isEmpty()) {
            return "";
        }
        String rule =
                head.stream().map(column -> "---").collect(Collectors.joining("|", "|", "|\n"));
        return row(head)
                + rule
                + rows.stream().map(Markdown::row).collect(Collectors.joining())
                + "\n";
    }

    private static String row(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
