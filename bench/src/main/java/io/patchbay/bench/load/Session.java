package io.patchbay.bench.load;

import io.patchbay.bench.net.Connection;
import io.patchbay.bench.net.ConnectionHandler;
import io.patchbay.bench.net.EventLoop;
import io.patchbay.bench.net.Target;
import io.patchbay.bench.wire.Cursor;
import io.patchbay.bench.wire.Format;
import io.patchbay.bench.wire.Template;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Map;
import java.util.Objects;

/** A WAMP session that joins with every role. */
final class Session implements ConnectionHandler {
    private final int index;
    private final Format format;
    private final String realm;
    private final Applicant applicant;
    private final Events events;
    private final Cursor cursor = new Cursor();
    private final long beganNanos = System.nanoTime();
    private @Nullable Connection connection;
    private Receiver receiver = (type, body) -> {};
    private boolean joined;
    private long id;
    private long lastId;

    private Session(int index, Format format, String realm, Applicant applicant, Events events) {
        this.index = index;
        this.format = format;
        this.realm = realm;
        this.applicant = applicant;
        this.events = events;
    }

    /**
     * Begins to connect and join.
     *
     * @param index which of a group it is
     * @param source local address, or null for the system's choice
     */
    static Session open(
            EventLoop loop,
            Target target,
            @Nullable InetAddress source,
            int index,
            Format format,
            String realm,
            Applicant applicant,
            Events events)
            throws IOException {
        Session session = new Session(index, format, realm, applicant, events);
        session.connection =
                loop.connect(target.address(), source, target.wampFraming(format), session);
        return session;
    }

    int index() {
        return index;
    }

    /** The session's id; 0 until it has joined. */
    long id() {
        return id;
    }

    Format format() {
        return format;
    }

    /** When it began to connect, by {@link System#nanoTime}. */
    long beganNanos() {
        return beganNanos;
    }

    /** Hands every further message to {@code next}. */
    void receiver(Receiver next) {
        receiver = next;
    }

    /** A new request id. */
    long nextId() {
        return ++lastId;
    }

    void send(Object... message) {
        connection().send(format.message(message));
    }

    void send(Template message, long id) {
        connection().send(message, id);
    }

    /** Sends {@code message} under a new request id, which it returns. */
    long request(Template message) {
        long id = nextId();
        connection().send(message, id);
        return id;
    }

    /** Goes, without a word. */
    void leave() {
        connection().close();
    }

    private Connection connection() {
        return Objects.requireNonNull(connection);
    }

    @Override
    public void opened() {
        send(MessageType.HELLO, realm, applicant.details());
    }

    @Override
    public void message(byte[] data, int from, int length) {
        Cursor body = cursor.over(data, from, from + length);
        format.syntax().enterArray(body);
        int type = (int) format.syntax().number(body);
        if (joined && type != MessageType.ABORT && type != MessageType.GOODBYE) {
            receiver.received(type, body);
        } else if (type == MessageType.WELCOME) {
            joined = true;
            id = number(body);
            events.joined(this);
        } else if (type == MessageType.CHALLENGE) {
            send(MessageType.AUTHENTICATE, applicant.secret(), Map.of());
        } else {
            connection().close();
            events.failed("refused: " + body.text());
        }
    }

    /** Reads the next element of a message as a number. */
    long number(Cursor body) {
        return format.syntax().number(body);
    }

    /** Reads the request id out of an ERROR. */
    long failedRequest(Cursor body) {
        number(body);
        return number(body);
    }

    @Override
    public void failed(String reason) {
        events.failed(reason);
    }

    /** What a session tells its owner. */
    interface Events {
        void joined(Session session);

        /** The session is over, or never came to be. */
        void failed(String reason);
    }

    /** Takes the messages of a joined session. */
    interface Receiver {
        /**
         * A message of {@code type}; {@code body} stands on the element after that and is valid
         * during the call only.
         */
        void received(int type, Cursor body);
    }
}
