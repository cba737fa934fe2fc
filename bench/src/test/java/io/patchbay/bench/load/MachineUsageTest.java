package io.patchbay.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MachineUsageTest {
    @Test
    void idleAndStolenTimeAreNotBusy() {
        MachineUsage usage = MachineUsage.parse("cpu  10 1 5 1000 20 0 2 7 0 0");

        assertThat(usage).isEqualTo(new MachineUsage(180_000_000, 70_000_000));
    }

    @Test
    void countsOn() {
        assertThat(MachineUsage.now().since(new MachineUsage(0, 0)).busyNanos()).isPositive();
    }
}
