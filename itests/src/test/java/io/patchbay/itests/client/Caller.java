package io.patchbay.itests.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** A session of a user whom its realm trusts, or of nobody, that calls procedures. Blocking. */
public final class Caller implements AutoCloseable {
    private static final Map<String, Object> ROLES =
            Map.of(
                    "caller", Map.of(),
                    "callee", Map.of(),
                    "subscriber", Map.of(),
                    "publisher", Map.of());

    private final Client client;
    private final Queue<Event> events = new ArrayDeque<>();

    private Caller(Client client) {
        this.client = client;
    }

    /**
     * What a call came to.
     *
     * @param error its URI, or null
     */
    public record Answer(String error, List<Object> args, Map<String, Object> kwargs) {}

    /** What somebody published. */
    public record Event(long subscription, List<Object> args) {}

    /**
     * @param user its name, or {@code anonymous}
     */
    public static Caller join(int port, String realm, String user) throws IOException {
        boolean isAnonymous = user.equals("anonymous");
        Client client = Client.on(RawSocketLink.connect(port, Format.JSON), Format.JSON);
        client.send(
                Wamp.HELLO,
                realm,
                isAnonymous
                        ? Map.of("roles", ROLES)
                        : Map.of("roles", ROLES, "authmethods", List.of("trust"), "authid", user));
        client.expect(Wamp.WELCOME);
        return new Caller(client);
    }

    public Answer call(String procedure, Object... args) throws IOException {
        return call(procedure, List.of(args), Map.of());
    }

    public Answer call(String procedure, List<?> args, Map<String, ?> kwargs) throws IOException {
        client.request(Wamp.CALL, Map.of(), procedure, args, kwargs);
        List<Object> message = next();
        boolean isError = (long) message.get(0) == Wamp.ERROR;
        if (!isError) {
            Exercised.done(procedure);
        }
        int at = isError ? 5 : 3;
        return new Answer(
                isError ? (String) message.get(4) : null,
                message.size() > at ? list(message.get(at)) : List.of(),
                message.size() > at + 1 ? dict(message.get(at + 1)) : Map.of());
    }

    /** The only result of a call that must go well; null if there is none. */
    public Object result(String procedure, Object... args) throws IOException {
        Answer answer = call(procedure, args);
        assertThat(answer.error()).as("%s: %s", procedure, answer).isNull();
        return answer.args().isEmpty() ? null : answer.args().get(0);
    }

    public long subscribe(String topic) throws IOException {
        client.request(Wamp.SUBSCRIBE, Map.of(), topic);
        return (long) next().get(2);
    }

    public long register(String procedure) throws IOException {
        client.request(Wamp.REGISTER, Map.of(), procedure);
        return (long) next().get(2);
    }

    /** The error with which registering the procedure is refused. */
    public Object registering(String procedure) throws IOException {
        client.request(Wamp.REGISTER, Map.of(), procedure);
        return next().get(4);
    }

    /** The error with which publishing to the topic is refused. */
    public Object publishing(String topic) throws IOException {
        client.request(Wamp.PUBLISH, Map.of("acknowledge", true), topic);
        return next().get(4);
    }

    /** The next event, which may have come already. */
    public Event event() throws IOException {
        while (events.isEmpty()) {
            events.add(event(client.expect(Wamp.EVENT)));
        }
        return events.remove();
    }

    /** Whether the router ends the session, which is waited for. */
    public boolean isEnded() throws IOException {
        List<Object> message = next();
        return message == null || (long) message.get(0) == Wamp.GOODBYE;
    }

    /** The next message that is no event. */
    private List<Object> next() throws IOException {
        List<Object> message = client.receive();
        while (message != null && (long) message.get(0) == Wamp.EVENT) {
            events.add(event(message));
            message = client.receive();
        }
        return message;
    }

    private static Event event(List<Object> message) {
        return new Event(
                (long) message.get(1), message.size() > 4 ? list(message.get(4)) : List.of());
    }

    @SuppressWarnings("unchecked")
    public static List<Object> list(Object value) {
        return (List<Object>) value;
    }

    @SuppressWarnings("unchecked")
    public static Map<String, Object> dict(Object value) {
        return (Map<String, Object>) value;
    }

    /** Hangs up without a word. */
    @Override
    public void close() {
        client.close();
    }
}
