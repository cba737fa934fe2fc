package io.patchbay.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.testkit.ManualLoop;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

class TimerWheelTest {
    private final ManualLoop loop = new ManualLoop();
    private final TimerWheel wheel = new TimerWheel(loop);
    private final List<Entry> reached = new ArrayList<>();

    private final class Entry extends TimerWheel.Deadline {
        final long due;
        long at = -1;
        Runnable then = () -> {};

        Entry(long millis) {
            due = now() + millis;
            wheel.set(this, millis);
        }

        @Override
        protected void reached() {
            at = now();
            reached.add(this);
            then.run();
        }
    }

    private long now() {
        return Duration.ofNanos(loop.nanoTime()).toMillis();
    }

    private void pass(long millis) {
        loop.advance(Duration.ofMillis(millis));
    }

    @Property(tries = 200)
    void deadlinesComeWithinATickAndThoseTakenBackDoNot(
            @ForAll @Size(max = 60) List<@IntRange(max = 30_000) Integer> steps) {
        var waiting = new ArrayList<Entry>();
        var cancelled = new ArrayList<Entry>();
        for (int step : steps) {
            switch (step % 3) {
                case 0 -> waiting.add(new Entry(step));
                case 1 -> pass(step / 10);
                default -> {
                    if (!waiting.isEmpty()) {
                        Entry entry = waiting.remove(step % waiting.size());
                        wheel.cancel(entry);
                        if (entry.at < 0) {
                            cancelled.add(entry);
                        } else {
                            waiting.add(entry);
                        }
                    }
                }
            }
        }
        pass(40_000);

        assertThat(waiting).allMatch(entry -> entry.at >= entry.due && entry.at < entry.due + 20);
        assertThat(cancelled).allMatch(entry -> entry.at < 0);
        assertThat(wheel.size()).isZero();
        assertThat(loop.timers()).isZero();
        reached.clear();
    }

    @Test
    void aDeadlineMayTakeAnotherOfTheSameMomentBack() {
        Entry one = new Entry(50);
        Entry other = new Entry(50);
        one.then = () -> wheel.cancel(other);

        pass(100);

        assertThat(reached).containsExactly(one);
        assertThat(wheel.size()).isZero();
    }

    @Test
    void aDeadlineMaySetItselfAgain() {
        Entry again = new Entry(50);
        again.then =
                () -> {
                    if (reached.size() < 5) {
                        wheel.set(again, 50);
                    }
                };

        pass(1000);

        assertThat(reached).hasSize(5);
    }

    @Test
    void aDeadlineBeforeAllOthersIsNotLate() {
        new Entry(1_000_000);
        Entry soon = new Entry(30);

        pass(40);

        assertThat(reached).containsExactly(soon);
        wheel.cancel(soon);
    }

    @Test
    void aLoopThatWasBusyForLongCatchesUp() {
        Entry soon = new Entry(10);
        Entry later = new Entry(100_000);
        Entry never = new Entry(300_000);

        pass(200_000);

        assertThat(reached).containsExactly(soon, later);
        assertThat(wheel.size()).isOne();
        wheel.cancel(never);
    }

    @Test
    void theLoopSleepsWhileNoDeadlineIsSet() {
        wheel.cancel(new Entry(1000));
        pass(10_000);

        assertThat(wheel.isAwake()).isFalse();
        assertThat(loop.timers()).isZero();
    }

    @Test
    void settingAndTakingBackManyKeepsOneTimerOfTheLoop() {
        for (int i = 0; i < 1000; i++) {
            wheel.cancel(new Entry(1000));
        }

        assertThat(loop.timers()).isOne();
    }
}
