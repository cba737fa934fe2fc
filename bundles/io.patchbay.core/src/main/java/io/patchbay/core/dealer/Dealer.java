package io.patchbay.core.dealer;

import io.patchbay.api.access.Action;
import io.patchbay.api.realm.Disclosure;
import io.patchbay.api.realm.Feature;
import io.patchbay.core.registry.Registry;
import io.patchbay.core.session.Request;
import io.patchbay.core.session.RouterSession;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.InvalidOption;
import io.patchbay.wamp.MatchPolicy;
import io.patchbay.wamp.Message;
import io.patchbay.wamp.Message.Call;
import io.patchbay.wamp.Message.Cancel;
import io.patchbay.wamp.Message.Register;
import io.patchbay.wamp.Message.Result;
import io.patchbay.wamp.Message.Unregister;
import io.patchbay.wamp.Message.Yield;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.WampError;
import io.patchbay.wamp.codec.ProtocolViolation;

import org.jspecify.annotations.Nullable;

/**
 * The dealer of one realm. Does no I/O and holds no thread: each method runs on the loop of the
 * session that it is given and crosses to the loop of the other side by itself. Specification:
 * Basic Profile, "Remote Procedure Calls"; Advanced Profile, "Advanced RPC".
 */
public final class Dealer {
    private static final Dict PROGRESS = Dict.of("progress", true);

    private final Registry<Registration> registry;
    private final Registrations registrations;

    public Dealer(Uri realm) {
        this.registry = new Registry<>(realm);
        this.registrations = new Registrations(registry);
    }

    public Registry<Registration> registry() {
        return registry;
    }

    public int registrationCount() {
        return registry.size();
    }

    public void register(RouterSession session, Register message) {
        registrations.register(session, message);
    }

    public void unregister(RouterSession session, Unregister message) {
        registrations.unregister(session, message);
    }

    /** What a call of the procedure goes to, or null. Any thread. */
    public @Nullable Registration find(Uri procedure) {
        return registrations.find(procedure);
    }

    /**
     * Takes a registration from a session, which is told if it understands that. On the session's
     * loop. Specification: Advanced Profile, "Registration Revocation".
     *
     * @param reason what it is told, or null
     * @return whether the session held it
     */
    public boolean revoke(RouterSession session, long registration, @Nullable String reason) {
        return registrations.revoke(session, registration, reason);
    }

    /** A CALL with a request id of its own. */
    public void call(RouterSession caller, Call message) {
        var request = Request.of(caller, message);
        if (!request.isValid(message.procedure())
                || !request.isAllowed(Action.CALL, message.procedure())
                || !hasRoom(caller, request)
                || caller.home().meta().answer(caller, request, message)) {
            return;
        }
        CallOptions options = CallOptions.of(message.options());
        Callee callee =
                mayAsk(caller, message, options, request) ? pick(message, options, request) : null;
        if (callee != null) {
            var call = new PendingCall(caller, message, options, callee);
            caller.calls().open(call);
            caller.counters().callsOpened.increment();
            Invocations.route(call, message.payload());
        }
    }

    private static boolean hasRoom(RouterSession caller, Request request) {
        if (caller.isDraining()) {
            return request.refuse(WampError.UNAVAILABLE, "the router is shutting down");
        }
        return caller.calls().size() < caller.limits().pendingCalls()
                || request.refuse(
                        WampError.UNAVAILABLE,
                        caller.calls().size() + " calls of this session wait for their answer");
    }

    private static boolean mayAsk(
            RouterSession caller, Call message, CallOptions options, Request request) {
        if (options.progress()
                && !(caller.features().callsInParts()
                        && caller.home().offers(Feature.PROGRESSIVE_CALL_INVOCATIONS))) {
            throw new ProtocolViolation(
                    "received a progressive CALL, which was not announced on both sides");
        }
        return !options.disclosesMe() || mayDisclose(caller, message.procedure(), request);
    }

    private static boolean mayDisclose(RouterSession caller, Uri procedure, Request request) {
        return caller.home().callerDisclosure() == Disclosure.NEVER
                ? request.refuse(
                        WampError.DISCLOSE_ME_DISALLOWED,
                        "option 'disclose_me' is true, this realm does not disclose callers")
                : request.isAllowed(
                        Action.DISCLOSE_CALLER,
                        procedure,
                        MatchPolicy.EXACT,
                        WampError.DISCLOSE_ME_DISALLOWED);
    }

    private @Nullable Callee pick(Call message, CallOptions options, Request request) {
        Registration registration = registrations.find(message.procedure());
        Callee callee = registration == null ? null : registration.pick(options);
        if (callee == null) {
            request.refuse(
                    WampError.NO_SUCH_PROCEDURE,
                    "no procedure '" + message.procedure() + "' is registered");
        } else if (options.progress() && !callee.session().features().takesCallsInParts()) {
            request.refuse(
                    WampError.FEATURE_NOT_SUPPORTED, "the callee does not take progressive calls");
            return null;
        }
        return callee;
    }

    /**
     * A CALL with the request id of one that is pending, which it continues. Specification:
     * Advanced Profile, "Progressive Call Invocations".
     */
    public void proceed(PendingCall call, Call message) {
        if (!call.expectsMore || !call.procedure.equals(message.procedure())) {
            throw new ProtocolViolation("request id " + message.request() + " is in use");
        }
        try {
            call.expectsMore = isProgress(message.options());
            Invocations.proceed(call, call.expectsMore, message.payload());
        } catch (InvalidOption e) {
            Answers.giveUp(call, WampError.INVALID_ARGUMENT, String.valueOf(e.getMessage()));
        }
    }

    private static boolean isProgress(Dict options) {
        return !options.isEmpty() && options.bool("progress", false);
    }

    public void yield(RouterSession callee, Yield message) {
        if (isProgress(message.options())) {
            progress(callee, message);
            return;
        }
        PendingCall call = callee.answered(message.request());
        if (call != null) {
            call.callee.ended();
            Dict details = message.options().custom();
            Invocations.answer(
                    call,
                    callee,
                    message.payload(),
                    payload -> new Result(call.request, details, payload));
        }
    }

    private static void progress(RouterSession callee, Yield message) {
        PendingCall call = callee.invoked(message.request());
        if (call == null) {
            return; // nobody waits for it any more
        }
        if (call.receivesProgress) {
            Dict custom = message.options().custom();
            Dict details = custom.isEmpty() ? PROGRESS : custom.with("progress", true);
            Invocations.progress(call, callee, details, message.payload());
        } else {
            callee.counters().resultsDropped.increment();
        }
    }

    /** An ERROR of a callee in answer to an invocation. */
    public void fail(RouterSession callee, Message.Error message) {
        if (message.requestType() != Message.INVOCATION) {
            throw new ProtocolViolation("received ERROR for request type " + message.requestType());
        }
        PendingCall call = callee.answered(message.request());
        if (call == null) {
            return;
        }
        call.callee.ended();
        if (message.error().isValid(callee.home().uriRule())) {
            Invocations.answer(
                    call,
                    callee,
                    message.payload(),
                    payload ->
                            new Message.Error(
                                    Message.CALL,
                                    call.request,
                                    message.details(),
                                    message.error(),
                                    payload));
        } else {
            Invocations.fail(
                    call,
                    call.callee,
                    WampError.INVALID_URI,
                    "the callee failed with '" + message.error() + "', which is not a valid URI");
        }
    }

    public void cancel(RouterSession caller, Cancel message) {
        CancelMode mode = CancelMode.of(message.options());
        PendingCall call = caller.calls().get(message.request());
        if (call == null) {
            return; // it has been answered in the meantime
        }
        if (!Request.of(caller, message).isAllowed(Action.CANCEL, call.procedure)) {
            return;
        }
        boolean isInterruptible = call.callee.session().features().interruptible();
        CancelMode possible = isInterruptible ? mode : CancelMode.SKIP;
        if (possible != CancelMode.KILL) {
            Answers.cancel(call);
        }
        Invocations.cancel(call, possible, WampError.CANCELED);
    }

    /** The session has ended: its procedures go, its calls and invocations end. */
    public void leave(RouterSession session) {
        session.registrations().drain(registrations::leave);
        session.invocations()
                .drain(
                        call -> {
                            call.callee.ended();
                            Invocations.fail(
                                    call, call.callee, WampError.CANCELLED, "the callee has left");
                        });
        session.calls()
                .drain(
                        call -> {
                            Answers.forget(call);
                            Invocations.cancel(call, CancelMode.KILL_NO_WAIT, WampError.CANCELED);
                        });
    }
}
