package io.patchbay.core.dealer.balance;

/** Who registered first takes every call; the others stand by. */
public final class First implements Balancer {
    @Override
    public int choose(Candidate[] candidates, long key) {
        return 0;
    }
}
