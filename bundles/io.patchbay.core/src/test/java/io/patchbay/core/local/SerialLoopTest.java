package io.patchbay.core.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

class SerialLoopTest {
    private final SerialLoop loop = new SerialLoop("patchbay-test");

    @AfterEach
    void stop() {
        loop.stop();
    }

    @Test
    void tasksRunOnTheLoop() {
        var inLoop = new CompletableFuture<Boolean>();

        loop.execute(() -> inLoop.complete(loop.inLoop()));

        assertThat(inLoop.join()).isTrue();
        assertThat(loop.inLoop()).isFalse();
    }

    @Test
    void aTimerThatWasCancelledDoesNotFire() {
        var fired = new AtomicInteger();
        var after = new CompletableFuture<Boolean>();

        // On the loop, which cannot fire the timer before it is cancelled.
        loop.execute(
                () -> {
                    loop.schedule(fired::incrementAndGet, Duration.ofMillis(1)).cancel();
                    loop.schedule(() -> after.complete(true), Duration.ofMillis(20));
                });

        assertThat(after.join()).isTrue();
        assertThat(fired).hasValue(0);
    }

    @Test
    void aLoopThatHasEndedDropsTasksAndItsThread() {
        var thread = new CompletableFuture<Thread>();
        loop.execute(() -> thread.complete(Thread.currentThread()));
        Thread ended = thread.join();

        loop.stop();
        loop.execute(() -> {});
        loop.schedule(() -> {}, Duration.ofMillis(1)).cancel();

        await().until(() -> !ended.isAlive());
    }
}
