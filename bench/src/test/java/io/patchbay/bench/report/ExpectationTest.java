package io.patchbay.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ExpectationTest {
    @Test
    void anUpperLimitIsKeptFromBelow() {
        Expectation expectation = Expectation.parse("p50_us<=1.3");

        assertThat(expectation.figure()).isEqualTo("p50_us");
        assertThat(expectation.verdict(1.3)).isEqualTo("≤ 1.30 ✓");
        assertThat(expectation.verdict(1.31)).isEqualTo("≤ 1.30 ✗");
    }

    @Test
    void aLowerLimitIsKeptFromAbove() {
        assertThat(Expectation.parse("connects_per_s>=5000").verdict(4999)).isEqualTo("≥ 5,000 ✗");
    }

    @Test
    void theLimitMayBeAbsent() {
        assertThat(Expectation.parse("p50_us").verdict(7)).isEqualTo("–");
    }

    @Test
    void anythingElseIsRefused() {
        assertThatThrownBy(() -> Expectation.parse("p50_us=1")).hasMessageContaining("p50_us=1");
    }
}
