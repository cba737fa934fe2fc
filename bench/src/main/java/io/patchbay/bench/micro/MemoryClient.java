package io.patchbay.bench.micro;

import io.patchbay.api.session.Identity;
import io.patchbay.api.transport.CloseReason;
import io.patchbay.api.transport.Connection;
import io.patchbay.api.transport.ConnectionInfo;
import io.patchbay.api.transport.Loop;
import io.patchbay.api.transport.Peer;
import io.patchbay.bench.wire.Bytes;
import io.patchbay.bench.wire.Cursor;
import io.patchbay.bench.wire.Format;
import io.patchbay.bench.wire.Template;
import io.patchbay.wamp.Message;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * A client at the other end of a connection in memory. Allocates nothing once it runs, so that what
 * is allocated is the router's.
 */
final class MemoryClient implements Connection {
    private final InlineLoop loop;
    private final Format format;
    private final ConnectionInfo info =
            new ConnectionInfo(
                    "memory",
                    "memory",
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 1),
                    false,
                    List.of());
    private final Bytes outgoing = new Bytes();
    private final Bytes incoming = new Bytes();
    private final Cursor cursor = new Cursor();
    private @Nullable Peer peer;
    private long lastId;
    private long messages;

    MemoryClient(InlineLoop loop, Format format) {
        this.loop = loop;
        this.format = format;
    }

    void attach(Peer end) {
        peer = end;
    }

    /** Joins as somebody. */
    void join(Identity identity) {
        Map<String, Object> roles =
                Map.of(
                        "caller",
                        Map.of(),
                        "callee",
                        Map.of(),
                        "publisher",
                        Map.of(),
                        "subscriber",
                        Map.of());
        Map<String, Object> details =
                Map.of(
                        "roles",
                        roles,
                        "authid",
                        identity.authid(),
                        "authmethods",
                        List.of(identity.authmethod()));
        deliver(format.message(Message.HELLO, MemoryRouter.REALM, details));
        expect(Message.WELCOME);
    }

    /**
     * Logs in, and leaves the realm again.
     *
     * @param hello the whole message
     * @param answer makes AUTHENTICATE of the text of CHALLENGE
     */
    void login(byte[] hello, UnaryOperator<String> answer) {
        deliver(hello);
        String challenge = new String(incoming.array(), 0, incoming.size(), StandardCharsets.UTF_8);
        deliver(format.message(Message.AUTHENTICATE, answer.apply(challenge), Map.of()));
        expect(Message.WELCOME);
        deliver(format.message(Message.GOODBYE, Map.of(), "wamp.close.close_realm"));
    }

    /**
     * Sends a request {@code [type, new id, rest…]} that is answered at once by a message of type
     * {@code answer}.
     */
    void request(int type, int answer, Object... rest) {
        request(Template.of(format, type, rest));
        expect(answer);
    }

    /** Sends {@code message} under a new request id. */
    void request(Template message) {
        send(message, ++lastId);
    }

    void send(Template message, long id) {
        outgoing.clear();
        message.write(outgoing, id);
        router().receive(outgoing.array(), 0, outgoing.size());
        loop.drain();
    }

    private void deliver(byte[] message) {
        router().receive(message, 0, message.length);
        loop.drain();
    }

    private Peer router() {
        return Objects.requireNonNull(peer);
    }

    /** Checks that the last message received is of {@code type}; returns its first id. */
    long expect(int type) {
        Cursor message = cursor.over(incoming.array(), 0, incoming.size());
        format.syntax().enterArray(message);
        if (format.syntax().number(message) != type) {
            throw new IllegalStateException(
                    "expected a message of type " + type + ", got " + message.text());
        }
        return format.syntax().number(message);
    }

    /** How many messages have been received. */
    long messages() {
        return messages;
    }

    @Override
    public Loop loop() {
        return loop;
    }

    @Override
    public ConnectionInfo info() {
        return info;
    }

    @Override
    public int maxMessageBytes() {
        return 16 << 20;
    }

    @Override
    public void send(byte[] head, int headLength, byte[] tail, int tailOffset, int tailLength) {
        messages++;
        incoming.clear();
        incoming.put(head, 0, headLength);
        incoming.put(tail, tailOffset, tailLength);
    }

    @Override
    public long pendingBytes() {
        return 0;
    }

    @Override
    public void setReading(boolean on) {}

    @Override
    public void close(CloseReason reason) {
        Cursor message = cursor.over(incoming.array(), 0, incoming.size());
        throw new IllegalStateException("closed: " + reason + " " + message.text());
    }
}
