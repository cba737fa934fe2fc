package io.patchbay.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MeasurementTest {
    private final Measurement measurement =
            new Measurement(RouterProcess.of(ProcessHandle.current().pid()));
    private final Report report = new Report();

    @Test
    void countsWhatIsDoneWhileItRuns() {
        measurement.done(System.nanoTime(), System.nanoTime());
        measurement.start();
        measurement.done(System.nanoTime(), System.nanoTime());
        measurement.done(System.nanoTime(), System.nanoTime());
        measurement.stop();

        measurement.report(report, "calls");

        assertThat(report.toJson()).contains("\"calls\": 2,");
    }

    @Test
    void aLateAnswerCountsForLatencyButNotForThroughput() {
        measurement.start();
        long due = System.nanoTime();
        measurement.stop();
        measurement.done(due, due + 5_000_000_000L);

        measurement.report(report, "calls");

        assertThat(report.toJson())
                .contains("\"calls\": 0,")
                .containsPattern("\"max_us\": 50\\d{5}\\.");
    }

    @Test
    void whatWasDueEarlierHasNoLatency() {
        long due = System.nanoTime() - 5_000_000_000L;
        measurement.start();
        measurement.done(due, System.nanoTime());
        measurement.stop();

        measurement.report(report, "calls");

        assertThat(report.toJson()).contains("\"calls\": 1,").contains("\"max_us\": 0.000");
    }
}
