package io.patchbay.core.dealer;

import io.patchbay.core.session.RouterSession;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Message;
import io.patchbay.wamp.Message.Interrupt;
import io.patchbay.wamp.Message.Invocation;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.WampError;

import java.util.Map;

/**
 * Brings calls to their callees, and answers back. Each method says on whose loop it is called and
 * crosses to the other side's by itself.
 */
final class Invocations {
    private static final String SLOW = "the callee does not keep up with its calls";
    private static final String TOO_LARGE = "the call is larger than its callee accepts";

    private Invocations() {}

    /** Sends the call to its callee. Caller's loop. */
    static void route(PendingCall call, Payload payload) {
        Callee callee = call.callee;
        RouterSession caller = call.caller;
        long timeout = caller.limits().timeoutMillis(call.options.timeout());
        call.receivesProgress = receivesProgress(call);
        call.details = InvocationDetails.of(call, timeout);
        callee.began();
        if (timeout > 0 && call.timeout == null && !callee.forwardsTimeout()) {
            call.timeout = new CallTimeout(call, timeout);
        }
        if (callee.session().state() == caller.state()) {
            invoke(call, callee, payload);
        } else {
            Payload kept = payload.kept();
            callee.session().state().run(caller, kept.length(), () -> invoke(call, callee, kept));
        }
    }

    private static boolean receivesProgress(PendingCall call) {
        return call.options.receivesProgress()
                && call.caller.features().takesResultsInParts()
                && call.callee.session().features().answersInParts();
    }

    /** On the callee's loop. */
    private static void invoke(PendingCall call, Callee callee, Payload payload) {
        RouterSession session = callee.session();
        if (!callee.isHeld()) {
            handBack(call, callee, payload, WampError.NO_SUCH_PROCEDURE, "the callee has left");
        } else if (!session.takesInvocation(call.caller)) {
            session.counters().callsOverflowed.increment();
            handBack(call, callee, payload, WampError.UNAVAILABLE, SLOW);
        } else if (send(call, callee, session.nextInvocation(), call.options.progress(), payload)) {
            call.invocation = session.nextInvocation();
            session.invoked(call.invocation, call);
        } else {
            callee.ended();
            fail(call, callee, WampError.PAYLOAD_SIZE_EXCEEDED, TOO_LARGE);
        }
    }

    private static boolean send(
            PendingCall call, Callee callee, long id, boolean progress, Payload payload) {
        Dict details = progress ? call.details.with("progress", true) : call.details;
        return callee.session()
                .send(new Invocation(id, callee.registration().id(), details, payload));
    }

    /** Gives a call back that this callee cannot take. Callee's loop. */
    private static void handBack(
            PendingCall call, Callee unable, Payload payload, Uri error, String text) {
        unable.ended();
        call.caller
                .state()
                .run(
                        unable.session(),
                        payload.length(),
                        () -> routeAnew(call, unable, payload, error, text));
    }

    /** Tries another callee, if there is one and no order is broken. Caller's loop. */
    private static void routeAnew(
            PendingCall call, Callee unable, Payload payload, Uri error, String text) {
        Calls calls = call.caller.calls();
        if (!calls.isOpen(call)) {
            return;
        }
        Callee other =
                call.isFollowed
                        ? null
                        : unable.registration()
                                .instead(
                                        unable,
                                        call.options,
                                        callee ->
                                                callee.takesCalls()
                                                        && call.suits(callee)
                                                        && calls.mayGoTo(callee.session(), call));
        if (other == null) {
            Answers.fail(call, error, text);
        } else {
            call.callee = other;
            route(call, payload);
        }
    }

    /** Sends more of a call to its callee. Caller's loop. */
    static void proceed(PendingCall call, boolean progress, Payload payload) {
        Callee callee = call.callee;
        call.caller.calls().follow(call);
        if (callee.session().state() == call.caller.state()) {
            continueWith(call, callee, progress, payload);
        } else {
            Payload kept = payload.kept();
            callee.session()
                    .state()
                    .run(
                            call.caller,
                            kept.length(),
                            () -> continueWith(call, callee, progress, kept));
        }
    }

    /** On the callee's loop. */
    private static void continueWith(
            PendingCall call, Callee callee, boolean progress, Payload payload) {
        if (!isInvoked(call, callee)) {
            return;
        }
        if (callee.session().isOverloaded(call.caller)) {
            callee.session().counters().callsOverflowed.increment();
            giveUp(call, callee, WampError.UNAVAILABLE, SLOW);
        } else if (!send(call, callee, call.invocation, progress, payload)) {
            giveUp(call, callee, WampError.PAYLOAD_SIZE_EXCEEDED, TOO_LARGE);
        }
    }

    private static boolean isInvoked(PendingCall call, Callee callee) {
        return callee.session().invocations().get(call.invocation) == call;
    }

    /** On the callee's loop. */
    private static void giveUp(PendingCall call, Callee callee, Uri error, String text) {
        interrupt(call, callee, CancelMode.KILL_NO_WAIT, error);
        fail(call, callee, error, text);
    }

    /** Ends the call with an error of the router. Callee's loop. */
    static void fail(PendingCall call, Callee callee, Uri error, String text) {
        call.caller.state().run(callee.session(), 0, () -> Answers.fail(call, error, text));
    }

    /** What to tell the caller, given a payload that may travel. */
    interface Answer {
        Message.ToClient with(Payload payload);
    }

    /** Brings the final answer of the callee to the caller. Callee's loop. */
    static void answer(PendingCall call, RouterSession callee, Payload payload, Answer answer) {
        if (call.caller.state() == callee.state()) {
            Answers.conclude(call, answer.with(payload));
        } else {
            Payload kept = payload.kept();
            call.caller
                    .state()
                    .run(callee, kept.length(), () -> Answers.conclude(call, answer.with(kept)));
        }
    }

    /** Brings a part of the result to the caller. Callee's loop. */
    static void progress(PendingCall call, RouterSession callee, Dict details, Payload payload) {
        Payload kept = call.caller.state() == callee.state() ? payload : payload.kept();
        var part = new Message.Result(call.request, details, kept);
        call.caller.state().run(callee, kept.length(), () -> Answers.progress(call, part));
    }

    /**
     * Tells the callee that its answer is not wanted, as far as it wants to know. Caller's loop.
     */
    static void cancel(PendingCall call, CancelMode mode, Uri reason) {
        Callee callee = call.callee;
        call.isFollowed = true;
        callee.session().state().run(call.caller, 0, () -> interrupt(call, callee, mode, reason));
    }

    /** On the callee's loop. */
    private static void interrupt(PendingCall call, Callee callee, CancelMode mode, Uri reason) {
        if (!isInvoked(call, callee)) {
            return;
        }
        RouterSession session = callee.session();
        if (mode != CancelMode.KILL) {
            session.abandonInvocation(call.invocation);
            callee.ended();
        }
        if (mode != CancelMode.SKIP && session.features().interruptible()) {
            Map<String, Object> options =
                    Map.of("mode", mode.wireName(), "reason", reason.toString());
            session.send(new Interrupt(call.invocation, Dict.of(options)));
        }
    }
}
