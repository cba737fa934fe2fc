package io.patchbay.core.meta;

import io.patchbay.core.session.Request;
import io.patchbay.core.session.RouterSession;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Ids;
import io.patchbay.wamp.Message;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.WampError;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * A call of a procedure of the router's own: its arguments, and the way to answer it once. Caller's
 * loop only.
 */
final class MetaCall {
    private final RouterSession caller;
    private final Request request;
    private final long id;
    private final List<Object> args;
    private final Map<String, Object> kwargs;

    MetaCall(RouterSession caller, Request request, Message.Call message) {
        this.caller = caller;
        this.request = request;
        this.id = message.request();
        Payload payload = message.payload().decoded();
        this.args = payload.args();
        this.kwargs = payload.kwargs();
    }

    RouterSession caller() {
        return caller;
    }

    /** The positional argument, or null if it was not given. */
    @Nullable Object get(int index) {
        return index < args.size() ? args.get(index) : null;
    }

    @Nullable Object get(String keyword) {
        return kwargs.get(keyword);
    }

    /** An id, which some clients send as a floating-point number. */
    long id(int index, String name) {
        Object value = get(index);
        long id =
                switch (value) {
                    case Long number -> number;
                    case Double number when number == Math.rint(number) -> number.longValue();
                    case null, default -> 0;
                };
        if (!Ids.isValid(id)) {
            throw new InvalidArgument(name, value, "an id");
        }
        return id;
    }

    String string(int index, String name) {
        if (get(index) instanceof String text) {
            return text;
        }
        throw new InvalidArgument(name, get(index), "a string");
    }

    /** A list of strings, or null if it was not given. */
    @Nullable List<String> strings(int index, String name) {
        Object value = get(index);
        if (value == null) {
            return null;
        }
        if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().map(String.class::cast).toList();
        }
        throw new InvalidArgument(name, value, "a list of strings");
    }

    /** A dictionary; its values may be null. */
    Map<?, ?> dict(int index, String name) {
        if (get(index) instanceof Map<?, ?> map) {
            return map;
        }
        throw new InvalidArgument(name, get(index), "a dictionary");
    }

    /**
     * A keyword argument that is a string, or null if it was not given.
     *
     * @param longest how many characters it may have
     */
    @Nullable String string(String keyword, int longest) {
        Object value = get(keyword);
        if (value == null) {
            return null;
        }
        if (value instanceof String text && text.length() <= longest) {
            return text;
        }
        throw new InvalidArgument(keyword, value, "a string of at most " + longest + " characters");
    }

    /** Answers with one result, which may be null. */
    @SuppressWarnings("NullAway") // lists of application values hold nulls
    void answerWith(@Nullable Object result) {
        answer(result);
    }

    void answer(Object... results) {
        if (!caller.send(new Message.Result(id, Dict.EMPTY, Payload.of(results)))) {
            refuse(
                    WampError.PAYLOAD_SIZE_EXCEEDED,
                    "the result is larger than this session accepts");
        }
    }

    void refuse(Uri error, String text) {
        request.refuse(error, text);
    }
}
