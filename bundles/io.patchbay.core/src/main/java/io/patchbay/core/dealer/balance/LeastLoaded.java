package io.patchbay.core.dealer.balance;

/** Who is busy with the fewest calls takes the next; among equals one after the other. */
public final class LeastLoaded implements Balancer {
    private final RoundRobin turns = new RoundRobin();

    @Override
    public int choose(Candidate[] candidates, long key) {
        int least = turns.choose(candidates, key);
        int leastLoad = candidates[least].load();
        int index = least;
        for (int i = 1; i < candidates.length && leastLoad > 0; i++) {
            index = next(index, candidates.length);
            int load = candidates[index].load();
            if (load < leastLoad) {
                least = index;
                leastLoad = load;
            }
        }
        return least;
    }

    @Override
    public boolean weighs() {
        return true;
    }
}
