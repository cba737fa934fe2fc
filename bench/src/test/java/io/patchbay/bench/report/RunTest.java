package io.patchbay.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunTest {
    private final Run run =
            Run.parse(
                    "{\"case\": \"rpc, 16 B\", \"calls\": 12, \"p50_us\": 1.500, \"ratio\": null}");

    @Test
    void readsTextAndNumbers() {
        assertThat(run.text("case")).isEqualTo("rpc, 16 B");
        assertThat(run.number("calls")).hasValue(12);
        assertThat(run.number("p50_us")).hasValue(1.5);
    }

    @Test
    void whatIsAbsentOrNullIsNoNumber() {
        assertThat(run.number("ratio")).isEmpty();
        assertThat(run.number("other")).isEmpty();
        assertThat(run.failed()).isFalse();
    }
}
