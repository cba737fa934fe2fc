package io.patchbay.core.meta;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.testkit.TestClient;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Message;
import io.patchbay.wamp.Payload;

import java.util.List;
import java.util.Map;

/** Calls of procedures of the router. */
final class Asking {
    private Asking() {}

    /** Calls and yields the positional results. */
    static List<Object> ask(TestClient client, String procedure, Object... args) {
        return ask(client, procedure, Payload.of(args));
    }

    static List<Object> ask(TestClient client, String procedure, Payload payload) {
        long request = client.call(procedure, payload);
        Message.Result result = client.next(Message.Result.class);
        assertThat(result.request()).isEqualTo(request);
        return result.payload().args();
    }

    /** The first positional value, which is a dictionary. */
    static Map<String, Object> dict(List<Object> values) {
        return Dict.of("first", values.get(0)).dict("first").asMap();
    }

    /** Calls and yields the ERROR. */
    static Message.Error refusal(TestClient client, String procedure, Object... args) {
        return refusal(client, procedure, Payload.of(args));
    }

    static Message.Error refusal(TestClient client, String procedure, Payload payload) {
        long request = client.call(procedure, payload);
        Message.Error error = client.next(Message.Error.class);
        assertThat(error.requestType()).isEqualTo(Message.CALL);
        assertThat(error.request()).isEqualTo(request);
        return error;
    }

    static Payload with(List<Object> args, String keyword, Object value) {
        return Payload.of(args, Map.of(keyword, value));
    }
}
