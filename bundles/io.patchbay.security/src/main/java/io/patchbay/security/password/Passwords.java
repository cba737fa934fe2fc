package io.patchbay.security.password;

import io.patchbay.api.metrics.MetricSource;
import io.patchbay.api.session.WampFailure;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.WampError;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * Makes and checks records of passwords, on threads of its own that are there while there is
 * something to do. What they cannot do soon is refused. Any thread.
 */
public final class Passwords implements AutoCloseable {
    /** How many characters a password has at least. */
    public static final int SHORTEST = 6;

    /** How many it may have. */
    public static final int LONGEST = 254;

    private static final int IDLE_S = 10;
    private static final byte[] STATIC =
            "io.patchbay.security.password.static".getBytes(StandardCharsets.UTF_8);

    private final Salts random = Salts.random();
    private final LongAdder hashed = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder recalled = new LongAdder();
    private final RecentPasswords recent;
    private final ThreadPoolExecutor workers;

    /**
     * How much may be asked for.
     *
     * @param threads how many passwords are worked on at a time
     * @param waiting how many may wait beyond those
     */
    public record Bounds(int threads, int waiting) {}

    /** One that remembers nothing. */
    public Passwords(Bounds bounds) {
        this(bounds, new RecentPasswords(RecentPasswords.Bounds.NONE, System::nanoTime));
    }

    public Passwords(Bounds bounds, RecentPasswords recent) {
        this.recent = recent;
        workers =
                new ThreadPoolExecutor(
                        bounds.threads(),
                        bounds.threads(),
                        IDLE_S,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(bounds.waiting()),
                        Thread.ofPlatform().name("patchbay-passwords").daemon().factory());
        workers.allowCoreThreadTimeOut(true);
    }

    /** A record of a password. Fails with {@link WampFailure} if there is too much to do. */
    public CompletionStage<PasswordRecord> hash(String password, PasswordOptions options) {
        return work(() -> PasswordRecord.of(password, options, random));
    }

    /**
     * The record of a password that stands in the static realm file: the same each time, on each
     * node. Takes its time on the calling thread.
     */
    public PasswordRecord hash(
            String realm, String username, String password, PasswordOptions options) {
        hashed.increment();
        return PasswordRecord.of(password, options, Salts.derived(STATIC, realm + '\0' + username));
    }

    /** Whether the record is of that password. Takes its time on the calling thread. */
    public boolean matches(PasswordRecord password, String candidate) {
        hashed.increment();
        return password.matches(candidate);
    }

    /**
     * Whether the record is of that password. Fails with {@link WampFailure} if there is too much
     * to do.
     */
    public CompletionStage<Boolean> verify(PasswordRecord password, String candidate) {
        if (candidate.length() > LONGEST) { // clients choose how long
            return work(() -> password.matches("") && false);
        }
        if (recent.has(password, candidate)) {
            recalled.increment();
            return CompletableFuture.completedStage(true);
        }
        return work(() -> checked(password, candidate));
    }

    private boolean checked(PasswordRecord password, String candidate) {
        boolean isRight = password.matches(candidate);
        if (isRight) {
            recent.add(password, candidate);
        }
        return isRight;
    }

    /** Runs the task as one of the bounded number. */
    <T> CompletionStage<T> work(Supplier<T> task) {
        try {
            return CompletableFuture.supplyAsync(
                    () -> {
                        hashed.increment();
                        return task.get();
                    },
                    workers);
        } catch (RejectedExecutionException e) {
            refused.increment();
            return CompletableFuture.failedStage(
                    new WampFailure(WampError.UNAVAILABLE, Payload.EMPTY));
        }
    }

    /** How many passwords have been hashed or checked. */
    public long hashed() {
        return hashed.sum();
    }

    public void collect(MetricSource.Sink sink) {
        sink.counter(
                "patchbay_passwords_hashed_total", "Passwords hashed or checked", hashed.sum());
        sink.counter(
                "patchbay_passwords_recalled_total",
                "Passwords found right without being checked, as they were a moment ago",
                recalled.sum());
        sink.counter(
                "patchbay_passwords_refused_total",
                "Passwords not hashed or checked because too many waited",
                refused.sum());
        sink.gauge(
                "patchbay_passwords_waiting",
                "Passwords that wait to be hashed or checked",
                workers.getQueue().size());
    }

    /** What was begun or waits is finished; nothing more is taken. */
    @Override
    public void close() {
        workers.shutdown();
    }
}
