package io.patchbay.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.testkit.ManualLoop;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

class SlicesTest {
    private final ManualLoop loop = new ManualLoop();
    private final Slices slices = new Slices(loop);
    private final List<String> done = new ArrayList<>();

    @Test
    void piecesOfWorkTakeTurnsWithOneAnotherAndWithTheLoop() {
        slices.add(parts("a", 3));
        slices.add(parts("b", 1));
        loop.execute(() -> done.add("other"));

        loop.settle();

        assertThat(done).containsExactly("a", "other", "b", "a", "a");
    }

    @Test
    void workThatIsAddedLaterIsDoneAsWell() {
        slices.add(parts("a", 1));
        loop.settle();
        slices.add(
                () -> {
                    slices.add(parts("b", 1));
                    return false;
                });
        loop.settle();

        assertThat(done).containsExactly("a", "b");
    }

    @Test
    void aPieceThatFailsIsGivenUpAndTheOthersGoOn() {
        slices.add(
                () -> {
                    throw new IllegalStateException("out of order");
                });
        slices.add(parts("a", 2));

        assertThatThrownBy(loop::settle).hasMessage("out of order");
        loop.settle();

        assertThat(done).containsExactly("a", "a");
    }

    private BooleanSupplier parts(String name, int count) {
        var left = new int[] {count};
        return () -> {
            done.add(name);
            return --left[0] > 0;
        };
    }
}
