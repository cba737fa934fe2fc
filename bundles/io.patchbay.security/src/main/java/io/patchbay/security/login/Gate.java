package io.patchbay.security.login;

import io.patchbay.api.metrics.MetricSource;
import io.patchbay.api.realm.Login;
import io.patchbay.api.transport.ConnectionInfo;
import io.patchbay.security.dynamic.Authenticator;
import io.patchbay.security.password.Decoys;
import io.patchbay.security.password.Passwords;
import io.patchbay.security.realm.Guard;
import io.patchbay.security.realm.Logins;

import org.jspecify.annotations.Nullable;

import java.util.function.LongSupplier;

/** Where clients come in, of all realms. Any thread. */
public final class Gate implements Logins {
    private final Passwords passwords;
    private final Authenticator authenticator;
    private final Holders holders;
    final Decoys decoys;
    final RightPasswords rightPasswords;
    final Arrivals arrivals;
    final Throttle addresses;
    final Throttle authids;
    final LoginCounters counters = new LoginCounters();

    /**
     * How often clients may fail.
     *
     * @param byAddress before others from there have to wait; 0 if never
     * @param byAuthid before whoever says the same has to wait; 0 if never
     * @param longestWaitS how many seconds at most
     * @param remembered how many addresses, and how many authids, are watched
     */
    public record Failures(int byAddress, int byAuthid, int longestWaitS, int remembered) {
        public static final Failures USUAL = new Failures(20, 5, 60, 100_000);
    }

    /**
     * @param authenticator asks the procedures that know some of the clients
     * @param holders of the tokens that realms have given
     */
    public Gate(
            Passwords passwords,
            Authenticator authenticator,
            Holders holders,
            Decoys decoys,
            Failures failures,
            LongSupplier nanoTime) {
        this(
                passwords,
                authenticator,
                holders,
                decoys,
                (realm, keeper, password) -> {},
                (realm, username) -> {},
                failures,
                nanoTime);
    }

    /**
     * @param authenticator asks the procedures that know some of the clients
     * @param holders of the tokens that realms have given
     * @param rightPasswords is told of passwords of the others
     * @param arrivals is told of all users
     */
    public Gate(
            Passwords passwords,
            Authenticator authenticator,
            Holders holders,
            Decoys decoys,
            RightPasswords rightPasswords,
            Arrivals arrivals,
            Failures failures,
            LongSupplier nanoTime) {
        this.passwords = passwords;
        this.authenticator = authenticator;
        this.holders = holders;
        this.decoys = decoys;
        this.rightPasswords = rightPasswords;
        this.arrivals = arrivals;
        this.addresses =
                new Throttle(
                        failures.byAddress(),
                        failures.longestWaitS(),
                        failures.remembered(),
                        nanoTime);
        this.authids =
                new Throttle(
                        failures.byAuthid(),
                        failures.longestWaitS(),
                        failures.remembered(),
                        nanoTime);
    }

    public Passwords passwords() {
        return passwords;
    }

    Holders holders() {
        return holders;
    }

    Authenticator authenticator() {
        return authenticator;
    }

    @Override
    public Login begin(Guard guard, @Nullable String authid, ConnectionInfo connection) {
        return new Attempt(this, guard, authid, connection);
    }

    public void collect(MetricSource.Sink sink) {
        counters.collect(sink);
        passwords.collect(sink);
    }
}
