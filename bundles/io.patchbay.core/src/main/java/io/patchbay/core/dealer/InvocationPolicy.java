package io.patchbay.core.dealer;

import io.patchbay.core.dealer.balance.Balancer;
import io.patchbay.core.dealer.balance.First;
import io.patchbay.core.dealer.balance.JumpConsistentHash;
import io.patchbay.core.dealer.balance.Last;
import io.patchbay.core.dealer.balance.LeastLoaded;
import io.patchbay.core.dealer.balance.Random;
import io.patchbay.core.dealer.balance.RoundRobin;
import io.patchbay.core.dealer.balance.SampledLeastLoaded;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.InvalidOption;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * {@code REGISTER.Options.invoke}: who of several callees takes a call. Specification: Advanced
 * Profile, "Shared Registration"; those after {@link #ROUNDROBIN} are additions to it.
 */
public enum InvocationPolicy {
    /** There is one callee and never another. */
    SINGLE(First::new),
    FIRST(First::new),
    LAST(Last::new),
    RANDOM(Random::new),
    ROUNDROBIN(RoundRobin::new),
    LOAD(LeastLoaded::new),
    QUEUE_LEAST_LOADED(LeastLoaded::new),
    QUEUE_LEAST_LOADED_SAMPLE(SampledLeastLoaded::new),
    JUMP_CONSISTENT_HASH(JumpConsistentHash::new);

    private static final String NAMES =
            Arrays.stream(values())
                    .map(policy -> '"' + policy.wireName() + '"')
                    .collect(Collectors.joining(", "));

    private final Supplier<Balancer> balancer;

    InvocationPolicy(Supplier<Balancer> balancer) {
        this.balancer = balancer;
    }

    /** The value as it stands in options. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    Balancer balancer() {
        return balancer.get();
    }

    static InvocationPolicy of(Dict options) {
        String invoke = options.string("invoke");
        if (invoke == null) {
            return SINGLE;
        }
        for (InvocationPolicy policy : values()) {
            if (policy.wireName().equals(invoke)) {
                return policy;
            }
        }
        throw new InvalidOption("invoke", invoke, "one of " + NAMES);
    }
}
