package io.patchbay.core.session;

import io.patchbay.api.metrics.MetricSource;
import io.patchbay.api.transport.Loop;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The loops on which somebody lives. One that nobody lives on any more is let go, since what made
 * it may have gone as well; what was counted on it is kept. Any thread.
 */
public final class Loops {
    private final Map<Loop, Inhabited> inhabited = new HashMap<>();
    private final MessageCounts former = new MessageCounts();

    private static final class Inhabited {
        final LoopState state;
        int inhabitants;

        Inhabited(Loop loop) {
            state = new LoopState(loop);
        }
    }

    /** Somebody comes to live on the loop. */
    public synchronized LoopState enter(Loop loop) {
        Inhabited entered = inhabited.computeIfAbsent(loop, Inhabited::new);
        entered.inhabitants++;
        return entered.state;
    }

    /** Somebody who entered leaves and counts nothing any more. On that loop. */
    public synchronized void leave(Loop loop) {
        Inhabited left = inhabited.get(loop);
        if (left != null && --left.inhabitants == 0) {
            inhabited.remove(loop);
            former.add(left.state.counts());
        }
    }

    public synchronized List<LoopState> all() {
        return inhabited.values().stream().map(entry -> entry.state).toList();
    }

    /** Shows the sum of what was counted on all loops, former ones included. */
    public synchronized void collect(MetricSource.Sink sink) {
        var sum = new MessageCounts();
        sum.add(former);
        inhabited.values().forEach(entry -> sum.add(entry.state.counts()));
        sum.collect(sink);
    }
}
