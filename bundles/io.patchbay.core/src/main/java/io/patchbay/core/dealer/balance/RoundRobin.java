package io.patchbay.core.dealer.balance;

import java.util.concurrent.atomic.AtomicInteger;

/** One takes a call after the other, in the order in which they registered. */
public final class RoundRobin implements Balancer {
    private final AtomicInteger turns = new AtomicInteger();

    @Override
    public int choose(Candidate[] candidates, long key) {
        return Integer.remainderUnsigned(turns.getAndIncrement(), candidates.length);
    }
}
