package io.patchbay.security;

import io.patchbay.security.dynamic.Arbiter;
import io.patchbay.security.dynamic.Authenticator;
import io.patchbay.security.dynamic.Procedures;
import io.patchbay.security.login.Gate;
import io.patchbay.security.password.Decoys;
import io.patchbay.security.password.Passwords;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Where clients come in, at a time that a test says. */
public final class GateKit {
    private final AtomicLong nanoTime = new AtomicLong();
    private final Passwords passwords = new Passwords(new Passwords.Bounds(1, 64));
    private final Procedures procedures = new Procedures(Procedures.Bounds.USUAL);
    private final Gate gate;

    public GateKit(Gate.Failures failures) {
        this.gate =
                new Gate(
                        passwords,
                        new Authenticator(procedures),
                        (realm, kind, token) -> Optional.empty(),
                        new Decoys(new byte[] {1, 2}),
                        failures,
                        nanoTime::get);
    }

    public Gate gate() {
        return gate;
    }

    public Procedures procedures() {
        return procedures;
    }

    public Arbiter arbiter() {
        return new Arbiter(procedures, Arbiter.Memory.USUAL, nanoTime::get);
    }

    public Passwords passwords() {
        return passwords;
    }

    public void advance(Duration time) {
        nanoTime.addAndGet(time.toNanos());
    }
}
