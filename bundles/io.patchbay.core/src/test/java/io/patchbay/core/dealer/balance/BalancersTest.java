package io.patchbay.core.dealer.balance;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.stream.IntStream;

class BalancersTest {
    private static Candidate[] candidates(int... loads) {
        return Arrays.stream(loads)
                .<Candidate>mapToObj(load -> () -> load)
                .toArray(Candidate[]::new);
    }

    private static int[] chosen(Balancer balancer, Candidate[] candidates, int times) {
        return IntStream.range(0, times).map(i -> balancer.choose(candidates, 0)).toArray();
    }

    @Test
    void firstAndLastAlwaysTakeTheSame() {
        assertThat(chosen(new First(), candidates(9, 0, 0), 3)).containsOnly(0);
        assertThat(chosen(new Last(), candidates(0, 0, 9), 3)).containsOnly(2);
    }

    @Test
    void whoStandsByIsNextInOrder() {
        assertThat(new First().next(0, 3)).isEqualTo(1);
        assertThat(new First().next(2, 3)).isEqualTo(0);
        assertThat(new Last().next(2, 3)).isEqualTo(1);
        assertThat(new Last().next(0, 3)).isEqualTo(2);
    }

    @Test
    void roundRobinBeginsAgainAtTheEnd() {
        assertThat(chosen(new RoundRobin(), candidates(0, 0, 0), 7))
                .containsExactly(0, 1, 2, 0, 1, 2, 0);
    }

    @Test
    void randomTakesEachAboutAsOften() {
        long zeros =
                Arrays.stream(chosen(new Random(), candidates(0, 0), 10_000))
                        .filter(i -> i == 0)
                        .count();

        assertThat(zeros).isBetween(4500L, 5500L);
    }

    @Test
    void theLeastLoadedIsTaken() {
        assertThat(chosen(new LeastLoaded(), candidates(3, 1, 2), 6)).containsOnly(1);
    }

    @Test
    void amongTheLeastLoadedAllHaveTheirTurn() {
        assertThat(chosen(new LeastLoaded(), candidates(1, 1, 1), 3)).containsExactly(0, 1, 2);
    }

    @Test
    void ofTwoSamplesTheLessLoadedIsTaken() {
        assertThat(chosen(new SampledLeastLoaded(), candidates(1, 0), 100)).containsOnly(1);
        assertThat(chosen(new SampledLeastLoaded(), candidates(9, 1, 9), 1000)).contains(0, 1, 2);
        assertThat(chosen(new SampledLeastLoaded(), candidates(9), 1)).containsExactly(0);
    }

    @Property
    void aKeyStaysOrMovesToTheOneThatIsNew(
            @ForAll long key, @ForAll @IntRange(min = 1, max = 500) int size) {
        int before = JumpConsistentHash.bucket(key, size);
        int after = JumpConsistentHash.bucket(key, size + 1);

        assertThat(before).isBetween(0, size - 1);
        assertThat(after).isIn(before, size);
    }

    @Test
    void keysAreSpreadEvenly() {
        int[] counts = new int[10];
        for (long key = 0; key < 100_000; key++) {
            counts[JumpConsistentHash.bucket(key * 0x9E3779B97F4A7C15L, 10)]++;
        }

        assertThat(Arrays.stream(counts)).allMatch(count -> count > 9000 && count < 11_000);
    }
}
