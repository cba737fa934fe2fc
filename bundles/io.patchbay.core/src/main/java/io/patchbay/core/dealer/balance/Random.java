package io.patchbay.core.dealer.balance;

import java.util.concurrent.ThreadLocalRandom;

/** Anybody takes a call, all with the same probability. */
public final class Random implements Balancer {
    @Override
    public int choose(Candidate[] candidates, long key) {
        return ThreadLocalRandom.current().nextInt(candidates.length);
    }
}
