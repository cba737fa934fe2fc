package io.patchbay.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.concurrent.atomic.AtomicLong;

class CallerTest {
    private final AtomicLong ids = new AtomicLong();
    private final Caller caller = new Caller(ids::incrementAndGet, 2);

    @Test
    void anAnswerTellsWhenItsCallWasDue() {
        caller.call(100);
        caller.call(200);

        assertThat(caller.answered(2)).isEqualTo(200);
        assertThat(caller.answered(1)).isEqualTo(100);
        assertThat(caller.underWay()).isZero();
    }

    @Test
    void aSecondAnswerIsUnknown() {
        caller.call(100);
        caller.answered(1);

        assertThat(caller.answered(1)).isEqualTo(Caller.UNKNOWN);
        assertThat(caller.underWay()).isZero();
    }

    @Test
    void isFullAtItsLimit() {
        caller.call(100);
        assertThat(caller.isFull()).isFalse();
        caller.call(200);
        assertThat(caller.isFull()).isTrue();
    }

    @Test
    void aCallOvertakenByALapIsLost() {
        caller.call(100);
        caller.call(200);
        caller.answered(2);
        caller.call(300);

        assertThat(caller.underWay()).isEqualTo(1);
        assertThat(caller.lost()).isEqualTo(2);
    }
}
