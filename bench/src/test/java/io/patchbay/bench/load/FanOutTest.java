package io.patchbay.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FanOutTest {
    private static final long SECOND = 1_000_000_000L;

    private final FanOut fanOut = new FanOut(2);

    @Test
    void aPublicationIsUnderWayUntilEverybodyHasIt() {
        long sequence = fanOut.begin(100);

        assertThat(fanOut.delivered(sequence)).isEqualTo(100);
        assertThat(fanOut.underWay()).isEqualTo(1);
        assertThat(fanOut.delivered(sequence)).isEqualTo(100);
        assertThat(fanOut.underWay()).isZero();
    }

    @Test
    void oneDeliveryTooManyIsUnknown() {
        long sequence = fanOut.begin(100);
        fanOut.delivered(sequence);
        fanOut.delivered(sequence);

        assertThat(fanOut.delivered(sequence)).isEqualTo(FanOut.UNKNOWN);
        assertThat(fanOut.delivered(99)).isEqualTo(FanOut.UNKNOWN);
        assertThat(fanOut.delivered(-1)).isEqualTo(FanOut.UNKNOWN);
    }

    @Test
    void whatDoesNotComeWithinASecondIsLost() {
        long first = fanOut.begin(1);
        fanOut.begin(SECOND);
        fanOut.delivered(first);

        fanOut.expire(SECOND + 2);

        assertThat(fanOut.underWay()).isEqualTo(1);
        assertThat(fanOut.lost()).isEqualTo(1 + 2);
    }

    @Test
    void aLostPublicationMakesRoom() {
        while (!fanOut.isFull()) {
            fanOut.begin(1);
        }

        fanOut.expire(2 * SECOND);

        assertThat(fanOut.isFull()).isFalse();
        assertThat(fanOut.underWay()).isZero();
    }
}
