package io.patchbay.security;

import io.patchbay.security.login.Gate;
import io.patchbay.security.password.Decoys;
import io.patchbay.security.password.Passwords;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Where clients come in, at a time that a test says. */
public final class GateKit {
    private final AtomicLong nanoTime = new AtomicLong();
    private final Passwords passwords = new Passwords(new Passwords.Bounds(1, 64));
    private final Gate gate;

    public GateKit(Gate.Failures failures) {
        this.gate = new Gate(passwords, new Decoys(new byte[] {1, 2}), failures, nanoTime::get);
    }

    public Gate gate() {
        return gate;
    }

    public Passwords passwords() {
        return passwords;
    }

    public void advance(Duration time) {
        nanoTime.addAndGet(time.toNanos());
    }
}
