package io.patchbay.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PacerTest {
    private final Pacer pacer = new Pacer(1000, 5_000_000);

    @Test
    void operationsAreDueAtEvenGapsFromTheStart() {
        assertThat(pacer.take()).isEqualTo(5_000_000);
        assertThat(pacer.take()).isEqualTo(6_000_000);
        assertThat(pacer.take()).isEqualTo(7_000_000);
    }

    @Test
    void aLateOperationKeepsItsDueTime() {
        assertThat(pacer.isDue(4_999_999)).isFalse();
        assertThat(pacer.isDue(90_000_000)).isTrue();
        assertThat(pacer.take()).isEqualTo(5_000_000);
        assertThat(pacer.isDue(90_000_000)).isTrue();
    }

    @Test
    void countsWhatWasDueAndNotTaken() {
        pacer.take();

        assertThat(pacer.dueBefore(8_000_000)).isEqualTo(2);
        assertThat(pacer.dueBefore(5_500_000)).isZero();
    }
}
