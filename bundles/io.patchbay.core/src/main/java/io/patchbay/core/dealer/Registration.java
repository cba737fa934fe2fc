package io.patchbay.core.dealer;

import io.patchbay.core.dealer.balance.Balancer;
import io.patchbay.core.session.RouterSession;
import io.patchbay.wamp.MatchPolicy;
import io.patchbay.wamp.Uri;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * A procedure, or a pattern of procedures, and those who answer its calls. Read by any thread;
 * callees join and leave under the lock of the registry's entry.
 */
public final class Registration {
    private static final Callee[] NOBODY = new Callee[0];

    private final long id;
    private final Uri procedure;
    private final MatchPolicy match;
    private final InvocationPolicy policy;
    private final Balancer balancer;
    private final long createdMillis = System.currentTimeMillis();
    private volatile Callee[] callees = NOBODY;

    Registration(long id, Uri procedure, MatchPolicy match, InvocationPolicy policy) {
        this.id = id;
        this.procedure = procedure;
        this.match = match;
        this.policy = policy;
        this.balancer = policy.balancer();
    }

    public long id() {
        return id;
    }

    public Uri procedure() {
        return procedure;
    }

    public MatchPolicy match() {
        return match;
    }

    public InvocationPolicy policy() {
        return policy;
    }

    public Instant created() {
        return Instant.ofEpochMilli(createdMillis);
    }

    /** In the order in which they registered. */
    public List<Callee> callees() {
        return List.of(callees);
    }

    boolean isEmpty() {
        return callees.length == 0;
    }

    Callee join(RouterSession session, RegisterOptions options) {
        var callee = new Callee(this, session, options, balancer.weighs());
        Callee[] grown = Arrays.copyOf(callees, callees.length + 1);
        grown[callees.length] = callee;
        callees = grown;
        return callee;
    }

    void leave(Callee leaving) {
        var left = new ArrayList<>(Arrays.asList(callees));
        left.remove(leaving);
        callees = left.toArray(NOBODY);
    }

    /**
     * The callee for a call: whom the policy chooses or, if that one takes no calls at the moment,
     * the next that does.
     */
    @Nullable Callee pick(CallOptions options) {
        Callee[] present = callees;
        if (present.length == 0) {
            return null;
        }
        int chosen = choose(present, options);
        Callee able = search(present, chosen, Callee::takesCalls);
        return able == null ? present[chosen] : able;
    }

    /** The first suitable one of those whom the policy tries after one that could not take it. */
    @Nullable Callee instead(Callee unable, CallOptions options, Predicate<Callee> suitable) {
        Callee[] present = callees;
        if (present.length == 0) {
            return null;
        }
        int index = Arrays.asList(present).indexOf(unable);
        int next = index < 0 ? choose(present, options) : balancer.next(index, present.length);
        return search(present, next, callee -> callee != unable && suitable.test(callee));
    }

    private int choose(Callee[] present, CallOptions options) {
        if (options.isPartitioned()) {
            return CallOptions.PARTITIONS.choose(present, options.routingKey());
        }
        return balancer.choose(present, balancer.isKeyed() ? options.routingKey() : 0);
    }

    private @Nullable Callee search(Callee[] present, int start, Predicate<Callee> suitable) {
        int index = start;
        for (int tried = 0; tried < present.length; tried++) {
            if (suitable.test(present[index])) {
                return present[index];
            }
            index = balancer.next(index, present.length);
        }
        return null;
    }
}
