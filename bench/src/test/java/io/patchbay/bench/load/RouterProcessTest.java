package io.patchbay.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RouterProcessTest {
    @Test
    void readsWhatLinuxAccountsFor() {
        String stat = "42 (a) b) c) S 1 42 42 0 -1 4194304 100 0 0 0 250 50 0 0 20 0 30 0 1 2 3";
        String status = "Name:\tjava\nVmRSS:\t    2048 kB\nThreads:\t30\n";

        RouterProcess.Usage usage = RouterProcess.parse(stat, status);

        assertThat(usage)
                .isEqualTo(new RouterProcess.Usage(2_500_000_000L, 500_000_000L, 2_097_152));
    }

    @Test
    void usageSinceKeepsTheMemoryOfNow() {
        RouterProcess.Usage before = new RouterProcess.Usage(10, 20, 300);

        RouterProcess.Usage since = new RouterProcess.Usage(15, 27, 200).since(before);

        assertThat(since).isEqualTo(new RouterProcess.Usage(5, 7, 200));
        assertThat(since.cpuNanos()).isEqualTo(12);
    }

    @Test
    void anUnknownRouterUsesNothing() {
        assertThat(RouterProcess.of(0).isKnown()).isFalse();
        assertThat(RouterProcess.of(0).usage().cpuNanos()).isZero();
    }

    @Test
    void thisProcessIsAJavaOne() {
        RouterProcess self = RouterProcess.of(ProcessHandle.current().pid());

        assertThat(self.usage().residentBytes()).isPositive();
        assertThat(self.jvm()).hasValue(ProcessHandle.current().pid());
    }

    @Test
    void noSuchProcessIsAFailure() {
        assertThatThrownBy(() -> RouterProcess.of(Integer.MAX_VALUE))
                .isInstanceOf(LoadFailure.class);
    }
}
