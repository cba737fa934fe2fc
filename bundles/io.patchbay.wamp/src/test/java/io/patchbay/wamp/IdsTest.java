package io.patchbay.wamp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.stream.LongStream;

class IdsTest {
    @Test
    void rangeIsThatOfTheSpecification() {
        assertThat(LongStream.of(1, 2, 1L << 53)).allMatch(Ids::isValid);
        assertThat(LongStream.of(0, -1, (1L << 53) + 1, Long.MAX_VALUE)).noneMatch(Ids::isValid);
    }

    @Test
    void randomIdsAreInRangeAndDiffer() {
        long[] ids = LongStream.generate(Ids::random).limit(1000).toArray();

        assertThat(LongStream.of(ids)).allMatch(Ids::isValid).doesNotHaveDuplicates();
    }

    @Test
    void sequenceStartsOverAfterTheLargest() {
        assertThat(Ids.next(1)).isEqualTo(2);
        assertThat(Ids.next(Ids.MAX - 1)).isEqualTo(Ids.MAX);
        assertThat(Ids.next(Ids.MAX)).isEqualTo(1);
    }
}
