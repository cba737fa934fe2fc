package io.patchbay.core.dealer.balance;

/**
 * Calls with the same routing key go to the same candidate; when candidates come or the last one
 * goes, as few keys as possible move. After Lamping and Veach, "A Fast, Minimal Memory, Consistent
 * Hash Algorithm".
 */
public final class JumpConsistentHash implements Balancer {
    private static final long MULTIPLIER = 2862933555777941757L;

    @Override
    public int choose(Candidate[] candidates, long key) {
        return bucket(key, candidates.length);
    }

    static int bucket(long key, int buckets) {
        long state = key;
        long bucket = 0;
        long jump = 0;
        while (jump < buckets) {
            bucket = jump;
            state = state * MULTIPLIER + 1;
            jump = (long) ((bucket + 1) * (0x1p31 / ((state >>> 33) + 1)));
        }
        return (int) bucket;
    }

    @Override
    public boolean isKeyed() {
        return true;
    }
}
