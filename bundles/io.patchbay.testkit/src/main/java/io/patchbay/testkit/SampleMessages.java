package io.patchbay.testkit;

import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Message;
import io.patchbay.wamp.Payload;

/** Messages made from others. */
final class SampleMessages {
    private SampleMessages() {}

    static Message event(Payload payload) {
        return new Message.Event(1, 2, Dict.EMPTY, payload);
    }

    /** The same message with its payload held as values, which must be encoded anew. */
    static Message withValues(Message message) {
        return switch (message) {
            case Message.Carrier carrier when carrier.payload().count() > 0 ->
                    with(carrier, valuesOf(carrier.payload()));
            default -> message;
        };
    }

    /** What was sent as an empty element stays one. */
    private static Payload valuesOf(Payload payload) {
        Payload values = payload.decoded();
        return values.count() == payload.count() ? values : payload;
    }

    private static Message with(Message.Carrier message, Payload payload) {
        return switch (message) {
            case Message.Abort m -> new Message.Abort(m.details(), m.reason(), payload);
            case Message.Error m ->
                    new Message.Error(
                            m.requestType(), m.request(), m.details(), m.error(), payload);
            case Message.Publish m ->
                    new Message.Publish(m.request(), m.options(), m.topic(), payload);
            case Message.Event m ->
                    new Message.Event(m.subscription(), m.publication(), m.details(), payload);
            case Message.Call m ->
                    new Message.Call(m.request(), m.options(), m.procedure(), payload);
            case Message.Result m -> new Message.Result(m.request(), m.details(), payload);
            case Message.Invocation m ->
                    new Message.Invocation(m.request(), m.registration(), m.details(), payload);
            case Message.Yield m -> new Message.Yield(m.request(), m.options(), payload);
        };
    }
}
