package io.patchbay.core.dealer.balance;

/** Who registered last takes every call; the others stand by. */
public final class Last implements Balancer {
    @Override
    public int choose(Candidate[] candidates, long key) {
        return candidates.length - 1;
    }

    @Override
    public int next(int index, int size) {
        return index > 0 ? index - 1 : size - 1;
    }
}
