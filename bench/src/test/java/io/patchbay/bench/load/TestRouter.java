package io.patchbay.bench.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * The least router that the driver can be tried against: JSON over raw socket, no validation, one
 * lock. Refuses the realm {@code closed} and passwords other than {@code open sesame}, fails calls
 * to unknown procedures, can drop every tenth event.
 */
final class TestRouter implements AutoCloseable {
    private final ObjectMapper json = new ObjectMapper();
    private final ServerSocket server = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
    private final Map<String, List<Peer>> subscribers = new HashMap<>();
    private final Map<String, Peer> callees = new HashMap<>();
    private final Map<Long, Call> calls = new HashMap<>();
    private final boolean dropsEvents;
    private long lastId;

    TestRouter(boolean dropsEvents) throws IOException {
        this.dropsEvents = dropsEvents;
        Thread.ofVirtual().start(this::accept);
    }

    String url() {
        return "rs://127.0.0.1:" + server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Peer peer = new Peer(server.accept());
                Thread.ofVirtual().start(peer::serve);
            } catch (IOException e) {
                return;
            }
        }
    }

    private synchronized void route(Peer from, JsonNode m) throws IOException {
        long id = m.path(1).asLong();
        switch (m.get(0).asInt()) {
            case MessageType.HELLO -> from.greet(m.get(1).asText(), m.get(2));
            case MessageType.AUTHENTICATE -> from.welcome(m.get(1).asText().equals("open sesame"));
            case MessageType.SUBSCRIBE -> {
                subscribers
                        .computeIfAbsent(m.get(3).asText(), topic -> new ArrayList<>())
                        .add(from);
                from.send(MessageType.SUBSCRIBED, id, 1);
            }
            case MessageType.REGISTER -> {
                callees.put(m.get(3).asText(), from);
                from.send(MessageType.REGISTERED, id, 1);
            }
            case MessageType.PUBLISH -> publish(m);
            case MessageType.CALL -> call(from, m);
            case MessageType.YIELD -> calls.remove(id).answer(m.get(3));
            default -> throw new IOException("unexpected " + m);
        }
    }

    private void publish(JsonNode m) throws IOException {
        for (Peer subscriber : matching(m.get(3).asText())) {
            if (!subscriber.isAddressed(m.get(2))) {
                continue;
            }
            lastId++;
            if (!dropsEvents || lastId % 10 != 0) {
                subscriber.send(MessageType.EVENT, 1, lastId, Map.of(), m.get(4));
            }
        }
    }

    /** Who has subscribed to what the topic begins with. */
    private List<Peer> matching(String topic) {
        List<Peer> found = new ArrayList<>();
        subscribers.forEach(
                (pattern, peers) -> found.addAll(topic.startsWith(pattern) ? peers : List.of()));
        return found;
    }

    private void call(Peer from, JsonNode m) throws IOException {
        Peer callee = callees.get(m.get(3).asText());
        if (callee == null) {
            from.send(
                    MessageType.ERROR,
                    MessageType.CALL,
                    m.get(1),
                    Map.of(),
                    "wamp.error.no_such_procedure");
            return;
        }
        calls.put(++lastId, new Call(from, m.get(1).asLong()));
        callee.send(MessageType.INVOCATION, lastId, 1, Map.of(), m.get(4));
    }

    private record Call(Peer caller, long id) {
        void answer(JsonNode arguments) throws IOException {
            caller.send(MessageType.RESULT, id, Map.of(), arguments);
        }
    }

    private final class Peer {
        private final DataInputStream in;
        private final OutputStream out;
        private long id;

        Peer(Socket socket) throws IOException {
            socket.setTcpNoDelay(true);
            in = new DataInputStream(socket.getInputStream());
            out = socket.getOutputStream();
        }

        void serve() {
            try {
                out.write(in.readNBytes(4));
                while (true) {
                    route(this, json.readTree(in.readNBytes(in.readInt())));
                }
            } catch (IOException e) {
                // the driver has closed its socket
            }
        }

        void greet(String realm, JsonNode details) throws IOException {
            if (details.get("authmethods").get(0).asText().equals("password")) {
                send(MessageType.CHALLENGE, "password", Map.of());
            } else {
                welcome(!realm.equals("closed"));
            }
        }

        void welcome(boolean admitted) throws IOException {
            if (admitted) {
                id = ++lastId;
                send(MessageType.WELCOME, id, Map.of());
            } else {
                send(MessageType.ABORT, Map.of(), "wamp.error.no_such_realm");
            }
        }

        boolean isAddressed(JsonNode options) {
            return !isListed(options.path("exclude"))
                    && (!options.has("eligible") || isListed(options.get("eligible")));
        }

        private boolean isListed(JsonNode ids) {
            return StreamSupport.stream(ids.spliterator(), false)
                    .anyMatch(listed -> listed.asLong() == id);
        }

        void send(Object... elements) throws IOException {
            ArrayNode message = json.valueToTree(elements);
            byte[] body = json.writeValueAsBytes(message);
            byte[] frame =
                    ByteBuffer.allocate(4 + body.length).putInt(body.length).put(body).array();
            out.write(frame);
        }
    }
}
