package io.patchbay.core.dealer.balance;

/**
 * Chooses who takes a call. Each registration has its own; it is asked by many threads at the same
 * time, takes no lock and allocates nothing.
 */
public interface Balancer {
    /**
     * The index of the candidate that takes the call.
     *
     * @param candidates at least one, in the order in which they registered
     * @param key the hash of the call's routing key, if it is keyed
     */
    int choose(Candidate[] candidates, long key);

    /** The index of the candidate that is next if this one cannot take the call. */
    default int next(int index, int size) {
        return index + 1 < size ? index + 1 : 0;
    }

    /** Whether it asks for the load of candidates, which is then counted. */
    default boolean weighs() {
        return false;
    }

    /** Whether each call must have a routing key. */
    default boolean isKeyed() {
        return false;
    }
}
