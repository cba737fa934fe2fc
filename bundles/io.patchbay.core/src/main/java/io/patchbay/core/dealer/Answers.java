package io.patchbay.core.dealer;

import io.patchbay.core.session.RouterSession;
import io.patchbay.core.session.Wording;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Message;
import io.patchbay.wamp.Message.Result;
import io.patchbay.wamp.Message.ToClient;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.WampError;

/** What a caller gets for its call: parts of the result, and one final answer. Caller's loop. */
final class Answers {
    private static final String TOO_LARGE = "the result is larger than this session accepts";

    private Answers() {}

    /** Gives the call its final answer, unless it has it already. */
    static void conclude(PendingCall call, ToClient answer) {
        RouterSession caller = call.caller;
        if (!caller.calls().close(call)) {
            return;
        }
        forget(call);
        if (!caller.send(answer)) {
            caller.send(error(call, WampError.PAYLOAD_SIZE_EXCEEDED, TOO_LARGE));
        }
    }

    /** Whatever is kept for a call that is closed goes. */
    static void forget(PendingCall call) {
        call.caller.counters().callsClosed.increment();
        if (call.timeout != null) {
            call.timeout.stop();
        }
    }

    /** Ends the call because its caller has canceled it. */
    static void cancel(PendingCall call) {
        conclude(call, error(call, WampError.CANCELED, "the call was canceled"));
    }

    /** Ends the call with an error of the router. */
    static void fail(PendingCall call, Uri error, String text) {
        call.caller.counters().refused(error);
        conclude(call, error(call, error, text));
    }

    private static Message.Error error(PendingCall call, Uri error, String text) {
        return new Message.Error(
                Message.CALL, call.request, Dict.EMPTY, error, Payload.of(Wording.of(text)));
    }

    /** Ends the call with an error of the router, and its invocation with an interrupt. */
    static void giveUp(PendingCall call, Uri error, String text) {
        fail(call, error, text);
        Invocations.cancel(call, CancelMode.KILL_NO_WAIT, error);
    }

    /** Brings a part of the result, if the call is still open. */
    static void progress(PendingCall call, Result part) {
        RouterSession caller = call.caller;
        if (!caller.calls().isOpen(call)) {
            return;
        }
        if (caller.isOverloaded(call.callee.session())) {
            giveUp(call, WampError.UNAVAILABLE, "the caller does not keep up with the results");
        } else if (!caller.send(part)) {
            giveUp(call, WampError.PAYLOAD_SIZE_EXCEEDED, TOO_LARGE);
        } else if (call.timeout != null) {
            call.timeout.restart();
        }
    }
}
