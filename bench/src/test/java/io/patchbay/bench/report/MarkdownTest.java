package io.patchbay.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class MarkdownTest {
    private final List<Run> runs = new ArrayList<>();

    @Test
    void ratioOfMediansComesFirst() {
        run("rpc", "a", 0, 99);
        run("rpc", "b", 0, 1);
        run("rpc", "a", 1, 2);
        run("rpc", "b", 1, 4);
        run("rpc", "a", 2, 3);
        run("rpc", "b", 2, 3);
        run("rpc", "a", 3, 4);
        run("rpc", "b", 3, 12);

        assertThat(lines())
                .containsExactly(
                        "| rpc | cpu | **1.33** | 1 … 3 | ≤ 2.50 ✓ | 3 | 4 | 1,000 | 1,000 | 50 ·"
                                + " 99 | 50 · 99 | 0 |");
    }

    @Test
    void aSideAloneShowsItsValue() {
        run("fanout", "b", 1, 2);
        run("fanout", "b", 2, 4);

        assertThat(lines())
                .containsExactly(
                        "| fanout | cpu | **3** | 2 … 4 | ≤ 2.50 ✗ | 1,000 | 50 · 99 | 0 |");
    }

    @Test
    void failedRunsAreLeftOut() {
        runs.add(
                Run.parse(
                        "{\"case\": \"rpc\", \"side\": \"b\", \"round\": \"1\", \"failure\":"
                                + " \"refused\"}"));

        assertThat(Markdown.text(Comparison.of(runs))).isEmpty();
    }

    @Test
    void aPairThatLacksOneSideIsLeftOut() {
        run("rpc", "a", 1, 2);

        assertThat(Markdown.text(Comparison.of(runs))).isEmpty();
    }

    private void run(String name, String side, int round, double cpu) {
        runs.add(
                Run.parse(
                        """
                        {"case": "%s", "side": "%s", "round": "%d", "expect": "cpu<=2.5", "cpu": %s, \
                        "calls_per_s": 1000, "p50_us": 50, "p99_us": 99, "other_cpu_util": -0.1}\
                        """
                                .formatted(name, side, round, cpu)));
    }

    /** The rows below the head. */
    private List<String> lines() {
        return Markdown.text(Comparison.of(runs))
                .lines()
                .skip(2)
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
