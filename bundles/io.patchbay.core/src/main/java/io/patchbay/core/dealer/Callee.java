package io.patchbay.core.dealer;

import io.patchbay.core.dealer.balance.Candidate;
import io.patchbay.core.session.RouterSession;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicInteger;

/** One session's part in a registration. Any thread. */
public final class Callee implements Candidate {
    private final Registration registration;
    private final RouterSession session;
    private final boolean disclosesCaller;
    private final boolean disclosesSession;
    private final boolean forwardsTimeout;
    private final @Nullable AtomicInteger load;

    /**
     * @param options of its REGISTER
     * @param weighed whether its load is counted
     */
    Callee(
            Registration registration,
            RouterSession session,
            RegisterOptions options,
            boolean weighed) {
        this.registration = registration;
        this.session = session;
        this.disclosesCaller = options.disclosesCaller();
        this.disclosesSession = options.disclosesSession();
        this.forwardsTimeout = options.forwardsTimeout() && session.features().callTimeout();
        this.load = weighed ? new AtomicInteger() : null;
    }

    public Registration registration() {
        return registration;
    }

    public RouterSession session() {
        return session;
    }

    /** Whether it wants to know who calls. */
    boolean disclosesCaller() {
        return disclosesCaller;
    }

    /** Whether it wants to know all about the sessions that call. */
    boolean disclosesSession() {
        return disclosesSession;
    }

    /** Whether it watches over the timeout of its calls by itself. */
    boolean forwardsTimeout() {
        return forwardsTimeout;
    }

    boolean takesCalls() {
        return session.takesCalls();
    }

    /** Whether its session still has this registration. On the session's loop. */
    boolean isHeld() {
        return session.registrations().get(registration.id()) == this;
    }

    @Override
    public int load() {
        return load == null ? 0 : load.get();
    }

    /** A call is on its way here, and counts until it has {@link #ended}. */
    void began() {
        if (load != null) {
            load.incrementAndGet();
        }
    }

    void ended() {
        if (load != null) {
            load.decrementAndGet();
        }
    }
}
