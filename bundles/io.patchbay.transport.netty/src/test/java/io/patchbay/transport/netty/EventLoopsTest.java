package io.patchbay.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

@Timeout(30)
class EventLoopsTest {
    @Test
    void thereIsOneLoopPerProcessorUnlessConfigured() {
        var all = new EventLoops(Map.of());
        var three = new EventLoops(Map.of("loops", "3", "native", "nio"));

        assertThat(all.count()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(three.count()).isEqualTo(3);
        all.close();
        three.close();
    }

    @Test
    void aLoopIsAlwaysTheSameAndHasItsIndex() {
        var loops = new EventLoops(Map.of("loops", 2));
        EventLoop first = loops.workers().next();
        EventLoop second = loops.workers().next();

        assertThat(loops.loop(first)).isSameAs(loops.loop(first)).isNotSameAs(loops.loop(second));
        assertThat(loops.loop(first).index() + loops.loop(second).index()).isEqualTo(1);
        assertThatThrownBy(() -> loops.loop(new EmbeddedChannel().eventLoop()))
                .isInstanceOf(IllegalArgumentException.class);
        loops.close();
    }

    @Test
    void tasksRunOnTheLoopAndMayBeCancelled() throws Exception {
        var loops = new EventLoops(Map.of("loops", 1));
        NettyLoop loop = loops.loop(loops.workers().next());
        var ran = new CompletableFuture<Boolean>();
        var never = new CompletableFuture<Boolean>();

        loop.schedule(() -> never.complete(true), Duration.ofMillis(50)).cancel();
        loop.schedule(() -> ran.complete(loop.inLoop()), Duration.ofMillis(100));

        assertThat(ran.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(never).isNotDone();
        assertThat(loop.inLoop()).isFalse();
        loops.close();
    }

    @Test
    void badSettingsGiveWayToTheDefaults() {
        var loops = new EventLoops(Map.of("loops", "many"));
        var others = new EventLoops(Map.of("loops", "1", "native", "kqueue"));

        assertThat(loops.count()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(others.count()).isEqualTo(Runtime.getRuntime().availableProcessors());
        loops.close();
        others.close();
    }

    @Test
    void badSettingsLeaveTheLoopsRunning() {
        var loops = new EventLoops(Map.of("loops", 1));

        loops.modified(Map.of("loops", "many"));
        loops.modified(Map.of("loops", 2));

        assertThat(loops.count()).isEqualTo(1);
        assertThat(loops.workers().isShuttingDown()).isFalse();
        loops.close();
    }
}
