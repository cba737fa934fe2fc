package io.patchbay.security.dynamic;

import io.patchbay.api.metrics.MetricSource;
import io.patchbay.api.realm.Feature;
import io.patchbay.api.realm.RealmGuard;
import io.patchbay.api.session.Identity;
import io.patchbay.api.session.LocalSession;
import io.patchbay.api.session.LocalSessions;
import io.patchbay.api.session.WampFailure;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.WampError;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Calls procedures of applications, in one session of the router itself for each realm. Any thread;
 * nothing blocks.
 */
public final class Procedures {
    private static final Identity ROUTER =
            new Identity("patchbay", Identity.TRUSTED, "local", "static", Dict.EMPTY);

    private final Map<Uri, LocalSession> open = new ConcurrentHashMap<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final LongAdder asked = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private volatile Bounds bounds;
    private volatile @Nullable LocalSessions sessions;

    /**
     * @param calls how many may be under way
     * @param timeoutMs how long one may take
     */
    public record Bounds(int calls, int timeoutMs) {
        public static final Bounds USUAL = new Bounds(1000, 5000);
    }

    public Procedures(Bounds bounds) {
        this.bounds = bounds;
    }

    public void bounds(Bounds changed) {
        bounds = changed;
    }

    /** The router takes sessions. */
    public void connect(LocalSessions given) {
        sessions = given;
    }

    /** It does not any more. */
    public void disconnect() {
        sessions = null;
        open.keySet().forEach(this::leave);
    }

    /** There is nothing to call in that realm any more. */
    public void leave(Uri realm) {
        LocalSession left = open.remove(realm);
        if (left != null) {
            left.close();
        }
    }

    /**
     * Calls. Fails with {@link WampFailure}: {@code wamp.error.unavailable} if nothing was called,
     * as too much is under way; or with {@link java.util.concurrent.TimeoutException}.
     */
    CompletionStage<Payload> call(RealmGuard realm, Uri procedure, Payload payload) {
        Bounds now = bounds;
        if (underWay.incrementAndGet() > now.calls()) {
            underWay.decrementAndGet();
            refused.increment();
            return unavailable(now.calls() + " calls of the router wait for their answer");
        }
        asked.increment();
        CompletableFuture<Payload> answer =
                session(realm.uri())
                        .map(session -> call(session, realm, procedure, payload, now))
                        .orElseGet(() -> unavailable("the router takes no calls"));
        answer.whenComplete((result, failure) -> underWay.decrementAndGet());
        return answer.copy()
                .orTimeout(now.timeoutMs(), TimeUnit.MILLISECONDS)
                .whenComplete((result, failure) -> count(failure));
    }

    private void count(@Nullable Throwable failure) {
        if (failure != null) {
            failed.increment();
        }
    }

    private static <T> CompletableFuture<T> unavailable(String why) {
        return CompletableFuture.failedFuture(
                new WampFailure(WampError.UNAVAILABLE, Payload.of(why)));
    }

    private CompletableFuture<Payload> call(
            LocalSession session, RealmGuard realm, Uri procedure, Payload payload, Bounds now) {
        Dict options =
                realm.rules().without().contains(Feature.CALL_TIMEOUT)
                        ? Dict.EMPTY
                        : Dict.of("timeout", (long) now.timeoutMs());
        return session.call(procedure, options, payload)
                .whenComplete((result, failure) -> forgetIfEnded(session, failure))
                .toCompletableFuture();
    }

    /** A session that the router has ended answers so. */
    private void forgetIfEnded(LocalSession session, @Nullable Throwable failure) {
        if (cause(failure) instanceof WampFailure known
                && known.error().equals(WampError.CANCELED)
                && open.remove(session.realm(), session)) {
            session.close();
        }
    }

    static @Nullable Throwable cause(@Nullable Throwable failure) {
        return failure instanceof CompletionException ? failure.getCause() : failure;
    }

    private Optional<LocalSession> session(Uri realm) {
        LocalSessions now = sessions;
        LocalSession known = open.get(realm);
        if (known != null || now == null) {
            return Optional.ofNullable(known);
        }
        synchronized (open) {
            LocalSession other = open.get(realm);
            if (other != null) {
                return Optional.of(other);
            }
            Optional<LocalSession> opened = now.open(realm, ROUTER);
            opened.ifPresent(session -> open.put(realm, session));
            return opened;
        }
    }

    public void collect(MetricSource.Sink sink) {
        sink.counter(
                "patchbay_decisions_asked_total",
                "Calls of procedures that realms leave decisions to",
                asked.sum());
        sink.counter(
                "patchbay_decisions_failed_total",
                "Those that were answered with an error, or not in time",
                failed.sum());
        sink.counter(
                "patchbay_decisions_refused_total",
                "Those that were not made because too many were under way",
                refused.sum());
        sink.gauge(
                "patchbay_decisions_awaited", "Those that wait for their answer", underWay.get());
    }

    /** How many calls wait for their answer. */
    public int underWay() {
        return underWay.get();
    }
}
