package io.patchbay.core.dealer;

import io.patchbay.api.access.Action;
import io.patchbay.core.registry.Registry;
import io.patchbay.core.session.Request;
import io.patchbay.core.session.RouterSession;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.MatchPolicy;
import io.patchbay.wamp.Message;
import io.patchbay.wamp.Message.Call;
import io.patchbay.wamp.Message.Cancel;
import io.patchbay.wamp.Message.Interrupt;
import io.patchbay.wamp.Message.Invocation;
import io.patchbay.wamp.Message.Register;
import io.patchbay.wamp.Message.Registered;
import io.patchbay.wamp.Message.Result;
import io.patchbay.wamp.Message.Unregister;
import io.patchbay.wamp.Message.Unregistered;
import io.patchbay.wamp.Message.Yield;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.WampError;
import io.patchbay.wamp.codec.ProtocolViolation;

import org.jspecify.annotations.Nullable;

/**
 * The dealer of one realm. Does no I/O and holds no thread: each method runs on the loop of the
 * session that it is given and crosses to the loop of the other side by itself. Specification:
 * Basic Profile, "Remote Procedure Calls"; Advanced Profile, "Call Canceling".
 */
public final class Dealer {
    private final Registry<Registration> registrations;

    public Dealer(Uri realm) {
        this.registrations = new Registry<>(realm);
    }

    public int registrationCount() {
        return registrations.size();
    }

    public void register(RouterSession session, Register message) {
        var request = Request.of(session, message);
        if (!request.isExact(message.options())
                || !request.isValid(message.procedure())
                || !request.isUnreserved(message.procedure())
                || !request.isAllowed(Action.REGISTER, message.procedure())) {
            return;
        }
        Registration registration = claim(session, message.procedure());
        if (registration == null) {
            request.refuse(
                    WampError.PROCEDURE_ALREADY_EXISTS,
                    "'" + message.procedure() + "' is registered already");
        } else {
            session.registrations().put(registration.id(), registration);
            session.send(new Registered(message.request(), registration.id()));
        }
    }

    /** Registers the procedure, unless somebody has it. */
    private @Nullable Registration claim(RouterSession session, Uri procedure) {
        var claimed = new Registration[1];
        registrations.change(
                MatchPolicy.EXACT,
                procedure,
                (entry, ids) -> {
                    if (entry != null) {
                        return entry;
                    }
                    return claimed[0] = ids.make(id -> new Registration(id, procedure, session));
                });
        return claimed[0];
    }

    public void unregister(RouterSession session, Unregister message) {
        Registration registration = session.registrations().get(message.registration());
        var request = Request.of(session, message);
        if (registration == null) {
            request.refuse(
                    WampError.NO_SUCH_REGISTRATION,
                    "no registration " + message.registration() + " is held by this session");
        } else if (request.isAllowed(Action.UNREGISTER, registration.procedure())) {
            session.registrations().remove(message.registration());
            release(registration);
            session.send(new Unregistered(message.request(), Dict.EMPTY));
        }
    }

    private void release(Registration registration) {
        registrations.change(
                MatchPolicy.EXACT,
                registration.procedure(),
                (entry, ids) -> {
                    ids.release(registration.id());
                    return null;
                });
    }

    public void call(RouterSession caller, Call message) {
        var request = Request.of(caller, message);
        if (!request.isValid(message.procedure())
                || !request.isAllowed(Action.CALL, message.procedure())
                || !hasRoom(caller, message, request)
                || caller.home().meta().answer(caller, request, message)) {
            return;
        }
        Registration registration = registrations.find(MatchPolicy.EXACT, message.procedure());
        if (registration == null) {
            request.refuse(
                    WampError.NO_SUCH_PROCEDURE,
                    "no procedure '" + message.procedure() + "' is registered");
            return;
        }
        var call = new PendingCall(caller, registration, message.request());
        caller.calls().put(call.request, call);
        caller.counters().callsOpened.increment();
        route(call, registration, message.payload());
    }

    private static boolean hasRoom(RouterSession caller, Call message, Request request) {
        if (caller.isDraining()) {
            return request.refuse(WampError.UNAVAILABLE, "the router is shutting down");
        }
        if (caller.calls().size() >= caller.limits().pendingCalls()) {
            return request.refuse(
                    WampError.UNAVAILABLE,
                    caller.calls().size() + " calls of this session wait for their answer");
        }
        if (caller.calls().get(message.request()) != null) {
            throw new ProtocolViolation("request id " + message.request() + " is in use");
        }
        return true;
    }

    private void route(PendingCall call, Registration registration, Payload payload) {
        RouterSession callee = call.callee;
        if (callee.state() == call.caller.state()) {
            invoke(call, registration, payload);
        } else {
            Payload kept = payload.kept();
            callee.state().run(call.caller, kept.length(), () -> invoke(call, registration, kept));
        }
    }

    /** On the callee's loop. */
    private void invoke(PendingCall call, Registration registration, Payload payload) {
        RouterSession callee = call.callee;
        if (!callee.isOpen()) {
            fail(call, WampError.NO_SUCH_PROCEDURE, "the callee has just left");
        } else if (callee.isOverloaded(call.caller)
                || callee.invocations().size() >= callee.limits().pendingCalls()) {
            callee.counters().callsOverflowed.increment();
            fail(call, WampError.UNAVAILABLE, "the callee does not keep up with its calls");
        } else {
            send(call, registration, payload);
        }
    }

    private void send(PendingCall call, Registration registration, Payload payload) {
        RouterSession callee = call.callee;
        long id = callee.nextInvocation();
        if (callee.send(new Invocation(id, registration.id(), Dict.EMPTY, payload))) {
            call.invocation = id;
            callee.invoked(id, call);
        } else {
            fail(
                    call,
                    WampError.PAYLOAD_SIZE_EXCEEDED,
                    "the call is larger than its callee accepts");
        }
    }

    public void yield(RouterSession callee, Yield message) {
        PendingCall call = callee.answered(message.request());
        if (call != null) {
            answer(
                    call,
                    message.payload(),
                    payload -> new Result(call.request, Dict.EMPTY, payload));
        }
    }

    /** An ERROR of a callee in answer to an invocation. */
    public void fail(RouterSession callee, Message.Error message) {
        if (message.requestType() != Message.INVOCATION) {
            throw new ProtocolViolation("received ERROR for request type " + message.requestType());
        }
        PendingCall call = callee.answered(message.request());
        if (call != null) {
            answer(
                    call,
                    message.payload(),
                    payload ->
                            new Message.Error(
                                    Message.CALL,
                                    call.request,
                                    message.details(),
                                    message.error(),
                                    payload));
        }
    }

    private interface Answer {
        Message.ToClient with(Payload payload);
    }

    /** Brings an answer from the callee's loop to the caller. */
    private static void answer(PendingCall call, Payload payload, Answer answer) {
        if (call.caller.state() == call.callee.state()) {
            conclude(call, answer.with(payload));
        } else {
            Payload kept = payload.kept();
            call.caller
                    .state()
                    .run(call.callee, kept.length(), () -> conclude(call, answer.with(kept)));
        }
    }

    /** On the caller's loop: gives the call its one final answer, unless it has it already. */
    private static void conclude(PendingCall call, Message.ToClient answer) {
        RouterSession caller = call.caller;
        if (caller.calls().get(call.request) != call) {
            return;
        }
        caller.calls().remove(call.request);
        caller.counters().callsClosed.increment();
        if (!caller.send(answer)) {
            caller.send(
                    error(
                            call,
                            WampError.PAYLOAD_SIZE_EXCEEDED,
                            "the result is larger than this session accepts"));
        }
    }

    private static void fail(PendingCall call, Uri error, String text) {
        call.callee.counters().refused(error);
        answer(call, Payload.EMPTY, none -> error(call, error, text));
    }

    private static Message.Error error(PendingCall call, Uri error, String text) {
        return new Message.Error(Message.CALL, call.request, Dict.EMPTY, error, Payload.of(text));
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
        boolean wait = mode == CancelMode.KILL && call.callee.features().interruptible();
        if (!wait) {
            conclude(call, error(call, WampError.CANCELED, "the call was canceled"));
        }
        call.callee.state().run(caller, 0, () -> interrupt(call, mode));
    }

    /** On the callee's loop. */
    private static void interrupt(PendingCall call, CancelMode mode) {
        RouterSession callee = call.callee;
        boolean pending = callee.invocations().get(call.invocation) == call;
        if (!pending || mode == CancelMode.SKIP || !callee.features().interruptible()) {
            return;
        }
        if (mode == CancelMode.KILL_NO_WAIT) {
            callee.abandonInvocation(call.invocation);
        }
        callee.send(new Interrupt(call.invocation, Dict.of("mode", mode.wireName())));
    }

    /** The session has ended: its procedures go, its calls and invocations end. */
    public void leave(RouterSession session) {
        session.registrations().drain(this::release);
        session.invocations().drain(call -> fail(call, WampError.CANCELLED, "the callee has left"));
        session.calls()
                .drain(
                        call -> {
                            session.counters().callsClosed.increment();
                            call.callee
                                    .state()
                                    .run(
                                            session,
                                            0,
                                            () -> interrupt(call, CancelMode.KILL_NO_WAIT));
                        });
    }
}
