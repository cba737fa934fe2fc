package io.patchbay.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.serializer.Serializer;
import io.patchbay.api.transport.ConnectionInfo;
import io.patchbay.api.transport.RouterDoor;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Message;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.codec.Codecs;
import io.patchbay.wamp.codec.MessageCodec;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A WAMP client over an {@link InMemoryConnection}. It speaks real bytes and checks nothing, so
 * that a test can also send what a client must not. Whatever reads lets the loops settle first.
 */
public final class TestClient {
    /** All roles with the features that the router knows. */
    public static final Dict ALL_ROLES = roles(true);

    private static final int LARGEST = 1 << 24;

    private final InMemoryConnection connection;
    private final MessageCodec codec;
    private long lastRequest;
    private long session;

    private TestClient(InMemoryConnection connection, Serializer serializer) {
        this.connection = connection;
        this.codec = new Codecs().of(serializer);
    }

    /** {@code HELLO.Details} of a client with all roles. */
    public static Dict roles(boolean interruptible) {
        return roles(
                Set.of("progressive_call_results", "progressive_call_invocations"),
                interruptible
                        ? Set.of(
                                "call_canceling",
                                "call_timeout",
                                "progressive_call_results",
                                "progressive_call_invocations")
                        : Set.of());
    }

    /**
     * {@code HELLO.Details} of a client with all roles and those features of a caller and callee.
     */
    public static Dict roles(Set<String> caller, Set<String> callee) {
        return Dict.of(
                "roles",
                Map.of(
                        "publisher", Map.of(),
                        "subscriber", Map.of(),
                        "caller", features(caller),
                        "callee", features(callee)));
    }

    private static Map<String, Object> features(Set<String> names) {
        return Map.of(
                "features", names.stream().collect(Collectors.toMap(name -> name, n -> true)));
    }

    public static TestClient connect(RouterDoor door, ManualLoop loop, Serializer serializer) {
        return connect(door, loop, serializer, LARGEST, local());
    }

    /**
     * @param maxMessageBytes the largest message that the client accepts
     */
    public static TestClient connect(
            RouterDoor door,
            ManualLoop loop,
            Serializer serializer,
            int maxMessageBytes,
            ConnectionInfo info) {
        var connection = new InMemoryConnection(loop, info, maxMessageBytes);
        loop.execute(() -> connection.attach(door.open(connection, serializer).orElseThrow()));
        loop.settle();
        return new TestClient(connection, serializer);
    }

    /** A connection from the loopback address. */
    public static ConnectionInfo local() {
        return from(InetAddress.getLoopbackAddress());
    }

    public static ConnectionInfo from(InetAddress address) {
        return new ConnectionInfo(
                "memory", "test", new InetSocketAddress(address, 4711), false, List.of());
    }

    public InMemoryConnection connection() {
        return connection;
    }

    /** Joins with all roles. */
    public Message.Welcome join(String realm) {
        return join(realm, ALL_ROLES);
    }

    public Message.Welcome join(String realm, Dict details) {
        send(new Message.Hello(Uri.of(realm), details));
        lastRequest = 0;
        var welcome = next(Message.Welcome.class);
        session = welcome.session();
        return welcome;
    }

    /** The id of the session joined last. */
    public long session() {
        return session;
    }

    /** Sends a message; the router gets it when the loops turn. */
    public void send(Message message) {
        codec.encode(message);
        connection.deliver(codec.toBytes());
    }

    /** Sends bytes as they are. */
    public void sendBytes(byte[] bytes) {
        connection.deliver(bytes);
    }

    /** The next sequential request id. */
    public long nextRequest() {
        return ++lastRequest;
    }

    /** Subscribes and yields the id of the subscription. */
    public long subscribe(String topic) {
        return subscribe(topic, Dict.EMPTY);
    }

    public long subscribe(String topic, Dict options) {
        send(new Message.Subscribe(nextRequest(), options, Uri.of(topic)));
        return next(Message.Subscribed.class).subscription();
    }

    /** Registers and yields the id of the registration. */
    public long register(String procedure) {
        return register(procedure, Dict.EMPTY);
    }

    public long register(String procedure, Dict options) {
        send(new Message.Register(nextRequest(), options, Uri.of(procedure)));
        return next(Message.Registered.class).registration();
    }

    /** Publishes without acknowledgement. */
    public void publish(String topic, Object... args) {
        publish(topic, Dict.EMPTY, Payload.of(args));
    }

    /** Publishes and yields the id of the request. */
    public long publish(String topic, Dict options, Payload payload) {
        long request = nextRequest();
        send(new Message.Publish(request, options, Uri.of(topic), payload));
        return request;
    }

    /** Calls and yields the id of the request. */
    public long call(String procedure, Object... args) {
        return call(procedure, Payload.of(args));
    }

    public long call(String procedure, Payload payload) {
        return call(procedure, Dict.EMPTY, payload);
    }

    public long call(String procedure, Dict options, Payload payload) {
        long request = nextRequest();
        send(new Message.Call(request, options, Uri.of(procedure), payload));
        return request;
    }

    public void cancel(long call, String mode) {
        send(new Message.Cancel(call, Dict.of("mode", mode)));
    }

    public void yield(long invocation, Object... args) {
        send(new Message.Yield(invocation, Dict.EMPTY, Payload.of(args)));
    }

    /** Answers a part of an invocation. */
    public void yieldPart(long invocation, Object... args) {
        send(new Message.Yield(invocation, Dict.of("progress", true), Payload.of(args)));
    }

    /** Answers an invocation with ERROR. */
    public void fail(long invocation, String error, Object... args) {
        send(
                new Message.Error(
                        Message.INVOCATION,
                        invocation,
                        Dict.EMPTY,
                        Uri.of(error),
                        Payload.of(args)));
    }

    /** Takes the next message, which must be of that type. */
    public <M extends Message> M next(Class<M> type) {
        connection.loop().settle();
        byte[] message = connection.take();
        assertThat(message).as("a message of type %s", type.getSimpleName()).isNotNull();
        Message decoded = decode(message);
        assertThat(decoded).isInstanceOf(type);
        return type.cast(decoded);
    }

    /** Takes all messages that are there. */
    public List<Message> received() {
        connection.loop().settle();
        var messages = new ArrayList<Message>();
        byte[] message;
        while ((message = connection.take()) != null) {
            messages.add(decode(message));
        }
        return messages;
    }

    /** Takes all messages that are there, which must be of that type. */
    public <M extends Message> List<M> received(Class<M> type) {
        List<Message> messages = received();
        assertThat(messages).hasOnlyElementsOfType(type);
        return messages.stream().map(type::cast).toList();
    }

    /** Takes the next message as the bytes that came. */
    public byte[] nextBytes() {
        connection.loop().settle();
        byte[] message = connection.take();
        assertThat(message).as("a message").isNotNull();
        return message;
    }

    /** Decodes a message that was sent to this client. */
    public Message decode(byte[] message) {
        return codec.decode(message, 0, message.length);
    }

    /** The client is gone without a word. */
    public void disconnect() {
        connection.disconnect();
        connection.loop().settle();
    }
}
