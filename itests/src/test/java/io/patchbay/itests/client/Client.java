package io.patchbay.itests.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A session in {@code realm1}. Blocking; one thread receives, any may send. */
public final class Client implements AutoCloseable {
    private static final Map<String, Object> ROLES =
            Map.of(
                    "publisher", Map.of(),
                    "subscriber", Map.of(),
                    "caller", Map.of(),
                    "callee", Map.of());

    private final Link link;
    private final Format format;
    private long session;
    private long lastRequest;

    private Client(Link link, Format format) {
        this.link = link;
        this.format = format;
    }

    /** Opens a connection. */
    @FunctionalInterface
    public interface Transport {
        Link connect(int port, Format format) throws IOException;
    }

    public static Client overRawSocket(int port, Format format) throws IOException {
        return join(RawSocketLink::connect, port, format);
    }

    public static Client overWebSocket(int port, Format format) throws IOException {
        return join(WebSocketLink::connect, port, format);
    }

    /** Connects and says HELLO; returns after WELCOME. */
    public static Client join(Transport transport, int port, Format format) throws IOException {
        Client client = on(transport.connect(port, format), format);
        client.hello();
        client.session = (long) client.expect(Wamp.WELCOME).get(1);
        return client;
    }

    /** A client that has said nothing yet. */
    public static Client on(Link link, Format format) {
        return new Client(link, format);
    }

    public void hello() throws IOException {
        send(Wamp.HELLO, "realm1", Map.of("roles", ROLES));
    }

    public long session() {
        return session;
    }

    public Link link() {
        return link;
    }

    /** Sends a message of these elements. */
    public void send(Object... message) throws IOException {
        link.send(format.write(List.of(message)));
    }

    /** Sends a message of a type whose second element is a request id, and returns that. */
    public synchronized long request(long type, Object... rest) throws IOException {
        var message = new ArrayList<Object>();
        message.add(type);
        message.add(++lastRequest);
        message.addAll(List.of(rest));
        link.send(format.write(message));
        return lastRequest;
    }

    /** The next message, or null if the router has ended the connection. */
    public List<Object> receive() throws IOException {
        byte[] message = link.receive();
        return message == null ? null : format.read(message);
    }

    /** The next message, which must be of that type. */
    public List<Object> expect(long type) throws IOException {
        List<Object> message = receive();
        if (message == null || (long) message.get(0) != type) {
            throw new AssertionError("expected message " + type + " but got " + message);
        }
        return message;
    }

    /** The router must say GOODBYE for that reason; it is answered, and both hang up. */
    public void expectGoodbye(String reason) throws IOException {
        List<Object> goodbye = expect(Wamp.GOODBYE);
        if (!goodbye.get(2).equals(reason)) {
            throw new AssertionError("expected reason " + reason + " but got " + goodbye);
        }
        send(Wamp.GOODBYE, Map.of(), Wamp.GOODBYE_AND_OUT);
        List<Object> more = receive();
        if (more != null) {
            throw new AssertionError("expected the end but got " + more);
        }
        close();
    }

    public long register(String procedure) throws IOException {
        request(Wamp.REGISTER, Map.of(), procedure);
        return (long) expect(Wamp.REGISTERED).get(2);
    }

    public long subscribe(String topic) throws IOException {
        request(Wamp.SUBSCRIBE, Map.of(), topic);
        return (long) expect(Wamp.SUBSCRIBED).get(2);
    }

    /** Proves that calls are routed: registers a procedure and calls it, with a result. */
    public void callItself() throws IOException {
        String procedure = "com.example.self." + session;
        long registration = register(procedure);
        request(Wamp.CALL, Map.of(), procedure, List.of("ping"));
        send(Wamp.YIELD, expect(Wamp.INVOCATION).get(1), Map.of(), List.of("pong"));
        List<Object> result = expect(Wamp.RESULT);
        if (!result.get(3).equals(List.of("pong"))) {
            throw new AssertionError("expected pong but got " + result);
        }
        request(Wamp.UNREGISTER, registration);
        expect(Wamp.UNREGISTERED);
    }

    /** Hangs up without a word. */
    @Override
    public void close() {
        try {
            link.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
