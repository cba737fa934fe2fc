package io.patchbay.core.dealer.balance;

import java.util.concurrent.ThreadLocalRandom;

/** Of two drawn at random, the one that is busy with fewer calls takes the next. */
public final class SampledLeastLoaded implements Balancer {
    @Override
    public int choose(Candidate[] candidates, long key) {
        int size = candidates.length;
        if (size == 1) {
            return 0;
        }
        ThreadLocalRandom random = ThreadLocalRandom.current();
        int one = random.nextInt(size);
        int other = (one + 1 + random.nextInt(size - 1)) % size;
        return candidates[one].load() <= candidates[other].load() ? one : other;
    }

    @Override
    public boolean weighs() {
        return true;
    }
}
