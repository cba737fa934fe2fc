package io.patchbay.itests.interop;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A session of a library that others wrote. What it asks is answered within seconds or fails. */
final class Client implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Agent agent;
    private final Dialect dialect;
    private final long session = Agent.nextId();
    private final BlockingQueue<Map<String, Object>> events = new LinkedBlockingQueue<>();
    private final BlockingQueue<Map<String, Object>> parts = new LinkedBlockingQueue<>();
    private final BlockingQueue<Map<String, Object>> invocations = new LinkedBlockingQueue<>();
    private final CompletableFuture<String> left = new CompletableFuture<>();
    private Map<String, Object> welcome = Map.of();

    private Client(Agent agent, Dialect dialect) {
        this.agent = agent;
        this.dialect = dialect;
    }

    /** An event as a subscriber got it; {@code topic} is what it had subscribed. */
    record Event(String topic, Payload payload) {}

    /** What a subscriber was told about an event, and the event. */
    record Detailed(Map<String, Object> details, Payload payload) {}

    /**
     * @throws Refusal if the router answers with ABORT
     */
    static Client join(Agent agent, Dialect dialect, RunningRouter router, String realm) {
        return join(agent, dialect, router, realm, Map.of());
    }

    /**
     * @param login method, authid and secret; empty for an anonymous client
     * @throws Refusal if the router answers with ABORT
     */
    static Client join(
            Agent agent,
            Dialect dialect,
            RunningRouter router,
            String realm,
            Map<String, String> login) {
        var client = new Client(agent, dialect);
        agent.listen(client.session, client::hear);
        var request = new HashMap<String, Object>();
        request.put("url", router.url(dialect.transport()));
        request.put("serializer", dialect.serializer());
        request.put("realm", realm);
        request.put("ca", router.certificate().toString());
        if (!login.isEmpty()) {
            request.put("login", login);
        }
        client.welcome = object(await(agent.request("connect", client.session, request)));
        return client;
    }

    private void hear(Map<String, Object> news) {
        switch (String.valueOf(news.get("news"))) {
            case "event" -> events.add(news);
            case "progress" -> parts.add(news);
            case "left" -> left.complete(String.valueOf(news.get("reason")));
            default -> invocations.add(news);
        }
    }

    Dialect dialect() {
        return dialect;
    }

    /** What the library tells of WELCOME; at least {@code session} and {@code realm}. */
    Map<String, Object> welcome() {
        return welcome;
    }

    long session() {
        return Agent.number(welcome.get("session"));
    }

    void subscribe(String topic) {
        subscribe(topic, Map.of());
    }

    void subscribe(String topic, Map<String, ?> options) {
        ask("subscribe", Map.of("topic", topic, "options", options));
    }

    void unsubscribe(String topic) {
        ask("unsubscribe", Map.of("topic", topic));
    }

    /** Publishes with an acknowledgement; returns the id of the publication. */
    long publish(String topic, Payload payload) {
        return publish(topic, payload, Map.of());
    }

    long publish(String topic, Payload payload, Map<String, ?> options) {
        return Agent.number(publish(topic, payload, true, options));
    }

    /** Publishes to all, this client included. */
    void publishToAll(String topic, Payload payload) {
        publish(topic, payload, Map.of("exclude_me", false));
    }

    /** Publishes without an acknowledgement. */
    void publishSilently(String topic, Payload payload) {
        publish(topic, payload, false, Map.of());
    }

    private @Nullable Object publish(
            String topic, Payload payload, boolean acknowledge, Map<String, ?> options) {
        var all = new HashMap<String, Object>(options);
        all.put("acknowledge", acknowledge);
        var request = members(payload);
        request.put("topic", topic);
        request.put("options", all);
        return ask("publish", request);
    }

    /** The next event of any subscription. */
    Event event() {
        Map<String, Object> event = take(events, "event");
        return new Event(String.valueOf(event.get("topic")), Agent.payload(event));
    }

    /** The next event of any subscription, with its details. */
    Detailed detailedEvent() {
        Map<String, Object> event = take(events, "event");
        return new Detailed(object(event.get("details")), Agent.payload(event));
    }

    /** The next part of the result of any call. */
    Payload part() {
        return Agent.payload(take(parts, "part of a result"));
    }

    /** Registers a procedure that answers with what it gets. */
    void registerEcho(String procedure) {
        register(procedure, "echo");
    }

    /** Registers a procedure that answers with an error, {@code com.example.error.refused}. */
    void registerFailing(String procedure) {
        register(procedure, "fail");
    }

    /** Registers a procedure that never answers by itself. */
    void registerHanging(String procedure) {
        register(procedure, "hang");
    }

    private void register(String procedure, String behaviour) {
        register(procedure, behaviour, Map.of());
    }

    /**
     * @param behaviour as {@link Agent} has them
     */
    void register(String procedure, String behaviour, Map<String, ?> options) {
        ask("register", Map.of("procedure", procedure, "behaviour", behaviour, "options", options));
    }

    void unregister(String procedure) {
        ask("unregister", Map.of("procedure", procedure));
    }

    /** What the next hanging procedure has to tell: {@code invoked} or {@code interrupted}. */
    String invocation() {
        return String.valueOf(take(invocations, "invocation").get("news"));
    }

    Payload call(String procedure, Payload payload) {
        return begin(procedure, payload).result();
    }

    Payload call(String procedure, Payload payload, Map<String, ?> options) {
        return begin(procedure, payload, options).result();
    }

    /** Calls and does not wait for the result. */
    Call begin(String procedure, Payload payload) {
        return begin(procedure, payload, Map.of());
    }

    private Call begin(String procedure, Payload payload, Map<String, ?> options) {
        var request = members(payload);
        request.put("procedure", procedure);
        request.put("options", options);
        long id = Agent.nextId();
        return new Call(id, agent.request(id, "call", session, request));
    }

    /** A call that may wait for its answer. */
    final class Call {
        private final long id;
        private final CompletableFuture<@Nullable Object> answer;

        private Call(long id, CompletableFuture<@Nullable Object> answer) {
            this.id = id;
            this.answer = answer;
        }

        Payload result() {
            return Agent.payload(object(await(answer)));
        }

        void cancel(String mode) {
            ask("cancel", Map.of("call", id, "mode", mode));
        }
    }

    /** Says GOODBYE and returns once the connection has ended. */
    void leave() {
        ask("leave", Map.of());
    }

    /** Waits until the session has ended; the reason of GOODBYE, empty if the library hides it. */
    String left() {
        return await(left);
    }

    private @Nullable Object ask(String operation, Map<String, ?> members) {
        return await(agent.request(operation, session, members));
    }

    private static Map<String, Object> members(Payload payload) {
        var members = new HashMap<String, Object>();
        members.put("args", payload.args());
        members.put("kwargs", payload.kwargs());
        return members;
    }

    private Map<String, Object> take(BlockingQueue<Map<String, Object>> queue, String what) {
        try {
            Map<String, Object> news = queue.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (news == null) {
                throw new AssertionError(dialect + " got no " + what + " within " + PATIENCE);
            }
            return news;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T extends @Nullable Object> T await(CompletableFuture<T> answer) {
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("no answer within " + PATIENCE, e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RuntimeException failure(@Nullable Throwable cause) {
        return cause instanceof Refusal refusal ? refusal : new IllegalStateException(cause);
    }

    private static Map<String, Object> object(@Nullable Object value) {
        var object = new LinkedHashMap<String, Object>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, member) -> object.put(String.valueOf(key), member));
        }
        return object;
    }

    @Override
    public void close() {
        if (!left.isDone()) {
            leave();
        }
        agent.forget(session);
    }
}
