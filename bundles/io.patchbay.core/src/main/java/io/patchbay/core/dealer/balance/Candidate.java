package io.patchbay.core.dealer.balance;

/** One of those who could take a call. */
public interface Candidate {
    /** How many calls it is busy with; only asked by a balancer that weighs. Any thread. */
    int load();
}
