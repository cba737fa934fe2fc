package io.patchbay.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LiveHeapTest {
    @Test
    void readsTheTotalOfAHistogram() {
        String table =
                " num     #instances         #bytes  class name\n"
                        + "   1:  2  48  [B\n"
                        + "Total         41234        2345678\n";

        assertThat(LiveHeap.parse(table)).isEqualTo(2_345_678);
    }

    @Test
    void whatJcmdRefusesIsAFailure() {
        assertThatThrownBy(() -> LiveHeap.parse("42: No such process"))
                .isInstanceOf(LoadFailure.class)
                .hasMessageContaining("No such process");
    }
}
