package io.patchbay.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FrameBuffersTest {
    private static final int LONG = 64 * 1024;
    private static final byte[] START = {1, 2, 3};

    private final FrameBuffers buffers = new FrameBuffers();

    @Test
    void lendsAnArrayThatWasGivenBack() {
        byte[] first = buffers.grow(START, START.length, LONG, LONG);

        buffers.giveBack(first);

        assertThat(buffers.grow(new byte[0], 0, 4, LONG)).isSameAs(first);
        assertThat(buffers.grow(new byte[0], 0, LONG, LONG)).isNotSameAs(first);
    }

    @Test
    void takesAlongWhatWasUsed() {
        buffers.giveBack(new byte[LONG]);

        byte[] grown = buffers.grow(START, 2, LONG, LONG);

        assertThat(grown).startsWith(1, 2, 0);
    }

    @Test
    void givesBackWhatHasBecomeTooShort() {
        byte[] grown = buffers.grow(new byte[LONG], 1, 2 * LONG, 2 * LONG);

        assertThat(grown).hasSize(2 * LONG);
        assertThat(buffers.idleBytes()).isEqualTo(LONG);
    }

    @Test
    void allocatesNoMoreThanTwiceOfWhatHasCome() {
        assertThat(buffers.grow(new byte[0], 0, 1000, 1 << 24)).hasSize(2000);
        assertThat(buffers.grow(new byte[0], 0, 1000, 1200)).hasSize(1200);
        assertThat(buffers.grow(new byte[0], 0, 1000, 0)).hasSize(1000);
    }

    @Test
    void keepsNoMoreThanItsShare() {
        for (int i = 0; i < 1000; i++) {
            buffers.giveBack(new byte[300_000]);
        }
        buffers.giveBack(new byte[FrameBuffers.BYTES_MAX + 1]);

        assertThat(buffers.idleBytes()).isPositive().isLessThanOrEqualTo(FrameBuffers.BYTES_MAX);
    }
}
