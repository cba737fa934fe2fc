package io.patchbay.core.session;

import io.patchbay.api.metrics.MetricSource;
import io.patchbay.wamp.Message;
import io.patchbay.wamp.Uri;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What the router counts. Any thread; messages are counted per loop in {@link LoopState}. */
public final class Counters {
    public final LongAdder sessionsOpened = new LongAdder();
    public final LongAdder sessionsClosed = new LongAdder();
    public final LongAdder callsOpened = new LongAdder();
    public final LongAdder callsClosed = new LongAdder();
    public final LongAdder callsTimedOut = new LongAdder();
    public final LongAdder timeoutsPending = new LongAdder();
    public final LongAdder resultsDropped = new LongAdder();
    public final LongAdder eventsDropped = new LongAdder();
    public final LongAdder retentionsRefused = new LongAdder();

    /** Those that nobody is told of, as they were not to be acknowledged. */
    public final LongAdder publishesRefused = new LongAdder();

    public final LongAdder callsOverflowed = new LongAdder();
    public final LongAdder sessionsTooSlow = new LongAdder();
    public final LongAdder bugs = new LongAdder();
    private final Map<Uri, LongAdder> aborted = new ConcurrentHashMap<>();
    private final Map<Uri, LongAdder> refused = new ConcurrentHashMap<>();

    public void aborted(Uri reason) {
        aborted.computeIfAbsent(reason, key -> new LongAdder()).increment();
    }

    /** Counts an ERROR that the router itself answered; the errors come from a fixed set. */
    public void refused(Uri error) {
        refused.computeIfAbsent(error, key -> new LongAdder()).increment();
    }

    public long openSessions() {
        return sessionsOpened.sum() - sessionsClosed.sum();
    }

    public long openCalls() {
        return callsOpened.sum() - callsClosed.sum();
    }

    public void collect(MetricSource.Sink sink) {
        sink.gauge("patchbay_sessions", "Sessions that are open", openSessions());
        sink.counter(
                "patchbay_sessions_opened_total", "Sessions ever opened", sessionsOpened.sum());
        sink.gauge("patchbay_calls_pending", "Calls that wait for their answer", openCalls());
        sink.counter("patchbay_calls_total", "Calls routed to a callee", callsOpened.sum());
        sink.counter(
                "patchbay_events_dropped_total",
                "Events not delivered because a subscriber was too slow or takes no such size",
                eventsDropped.sum());
        sink.counter(
                "patchbay_retentions_refused_total",
                "Events not retained because their realm retains enough or they are too large",
                retentionsRefused.sum());
        sink.counter(
                "patchbay_publishes_refused_total",
                "Publishes refused without an answer, as they were not to be acknowledged",
                publishesRefused.sum());
        sink.counter(
                "patchbay_calls_overflowed_total",
                "Calls that a callee did not get because it was too slow",
                callsOverflowed.sum());
        sink.counter(
                "patchbay_calls_timed_out_total",
                "Calls that the router ended because their time was up",
                callsTimedOut.sum());
        sink.gauge(
                "patchbay_call_timeouts_pending",
                "Pending calls whose time the router watches",
                timeoutsPending.sum());
        sink.counter(
                "patchbay_results_dropped_total",
                "Progressive results that the caller had not asked for",
                resultsDropped.sum());
        sink.counter(
                "patchbay_sessions_too_slow_total",
                "Sessions ended because they did not read what they were sent",
                sessionsTooSlow.sum());
        sink.counter("patchbay_bugs_total", "Sessions ended by a fault of the router", bugs.sum());
        each(sink, "patchbay_aborts_total", "Sessions aborted by the router", "reason", aborted);
        each(sink, "patchbay_errors_total", "Requests refused by the router", "error", refused);
    }

    private static void each(
            MetricSource.Sink sink,
            String name,
            String help,
            String label,
            Map<Uri, LongAdder> counts) {
        counts.forEach(
                (uri, count) -> sink.counter(name, help, count.sum(), label, uri.toString()));
    }

    /** The name of a message type as the specification spells it. */
    static String nameOf(int type) {
        return switch (type) {
            case Message.HELLO -> "HELLO";
            case Message.WELCOME -> "WELCOME";
            case Message.ABORT -> "ABORT";
            case Message.CHALLENGE -> "CHALLENGE";
            case Message.AUTHENTICATE -> "AUTHENTICATE";
            case Message.GOODBYE -> "GOODBYE";
            case Message.ERROR -> "ERROR";
            case Message.PUBLISH -> "PUBLISH";
            case Message.PUBLISHED -> "PUBLISHED";
            case Message.SUBSCRIBE -> "SUBSCRIBE";
            case Message.SUBSCRIBED -> "SUBSCRIBED";
            case Message.UNSUBSCRIBE -> "UNSUBSCRIBE";
            case Message.UNSUBSCRIBED -> "UNSUBSCRIBED";
            case Message.EVENT -> "EVENT";
            case Message.EVENT_RECEIVED -> "EVENT_RECEIVED";
            case Message.CALL -> "CALL";
            case Message.CANCEL -> "CANCEL";
            case Message.RESULT -> "RESULT";
            case Message.REGISTER -> "REGISTER";
            case Message.REGISTERED -> "REGISTERED";
            case Message.UNREGISTER -> "UNREGISTER";
            case Message.UNREGISTERED -> "UNREGISTERED";
            case Message.INVOCATION -> "INVOCATION";
            case Message.INTERRUPT -> "INTERRUPT";
            case Message.YIELD -> "YIELD";
            default -> "unknown";
        };
    }
}
