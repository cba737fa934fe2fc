package io.patchbay.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Map;

class ReportTest {
    @Test
    void isOneFlatObjectInOrder() {
        Report report =
                new Report().put("calls", 12L).put("seconds", 0.5).putAll(Map.of("side", "a"));

        assertThat(report.toJson())
                .isEqualTo("{\"calls\": 12, \"seconds\": 0.500, \"side\": \"a\"}");
    }

    @Test
    void textIsQuotedAndNoNumberIsNull() {
        Report report = new Report().put("error", "say \"no\"\\\n").put("ratio", Double.NaN);

        assertThat(report.toJson())
                .isEqualTo("{\"error\": \"say \\\"no\\\"\\\\ \", \"ratio\": null}");
    }
}
