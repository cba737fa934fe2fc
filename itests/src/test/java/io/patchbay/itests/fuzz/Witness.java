package io.patchbay.itests.fuzz;

import io.patchbay.itests.client.Client;
import io.patchbay.itests.client.Format;
import io.patchbay.itests.client.Wamp;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A session that behaves while intruders do not: it subscribes to what they publish to, and what
 * comes of that must be well-formed; it calls itself, and must be answered each time.
 */
final class Witness implements AutoCloseable {
    private final Client client;
    private final String procedure;
    private long answers;
    private long events;

    private Witness(Client client) {
        this.client = client;
        this.procedure = "com.example.witness." + client.session();
    }

    static Witness join(Client.Transport transport, int port, Format format) throws IOException {
        var witness = new Witness(Client.join(transport, port, format));
        witness.client.register(witness.procedure);
        for (int i = 0; i < Conversation.TOPICS; i++) {
            witness.client.request(Wamp.SUBSCRIBE, Map.of(), Conversation.topic(i));
            witness.await(Wamp.SUBSCRIBED);
        }
        return witness;
    }

    /**
     * Calls itself and waits for the answer.
     *
     * @throws java.net.SocketTimeoutException if the router keeps silent
     * @throws RuntimeException if something malformed comes
     */
    void call() throws IOException {
        client.request(Wamp.CALL, Map.of(), procedure, List.of(answers));
        client.send(Wamp.YIELD, await(Wamp.INVOCATION).get(1), Map.of(), List.of(answers));
        List<?> arguments = (List<?>) await(Wamp.RESULT).get(3);
        if (!arguments.equals(List.of(answers))) {
            throw new AssertionError("expected " + answers + " but got " + arguments);
        }
        answers++;
    }

    private List<Object> await(long type) throws IOException {
        for (List<Object> m = client.receive(); m != null; m = client.receive()) {
            if (m.get(0).equals(type)) {
                return m;
            } else if (!m.get(0).equals(Wamp.EVENT)) {
                throw new AssertionError("expected message " + type + " but got " + m);
            }
            events++;
        }
        throw new AssertionError("expected message " + type + " but the session ended");
    }

    long answers() {
        return answers;
    }

    long events() {
        return events;
    }

    @Override
    public void close() {
        client.close();
    }
}
