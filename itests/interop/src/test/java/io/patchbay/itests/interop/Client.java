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
    private final BlockingQueue<Map<String, Object>> invocations = new LinkedBlockingQueue<>();
    private final CompletableFuture<String> left = new CompletableFuture<>();
    private Map<String, Object> welcome = Map.of();

    private Client(Agent agent, Dialect dialect) {
        this.agent = agent;
        this.dialect = dialect;
    }

    /** An event as a subscriber got it. */
    record Event(String topic, Payload payload) {}

    /**
     * @throws Refusal if the router answers with ABORT
     */
    static Client join(Agent agent, Dialect dialect, RunningRouter router, String realm) {
        var client = new Client(agent, dialect);
        agent.listen(client.session, client::hear);
        var request =
                Map.of(
                        "url", router.url(dialect.transport()),
                        "serializer", dialect.serializer(),
                        "realm", realm,
                        "ca", router.certificate().toString());
        client.welcome = object(await(agent.request("connect", client.session, request)));
        return client;
    }

    private void hear(Map<String, Object> news) {
        switch (String.valueOf(news.get("news"))) {
            case "event" -> events.add(news);
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

    void subscribe(String topic) {
        ask("subscribe", Map.of("topic", topic));
    }

    void unsubscribe(String topic) {
        ask("unsubscribe", Map.of("topic", topic));
    }

    /** Publishes with an acknowledgement; returns the id of the publication. */
    long publish(String topic, Payload payload) {
        return Agent.number(publish(topic, payload, true, true));
    }

    /** Publishes to all, this client included. */
    void publishToAll(String topic, Payload payload) {
        publish(topic, payload, true, false);
    }

    /** Publishes without an acknowledgement. */
    void publishSilently(String topic, Payload payload) {
        publish(topic, payload, false, true);
    }

    private @Nullable Object publish(
            String topic, Payload payload, boolean acknowledge, boolean excludeMe) {
        var request = members(payload);
        request.put("topic", topic);
        request.put("acknowledge", acknowledge);
        request.put("excludeMe", excludeMe);
        return ask("publish", request);
    }

    /** The next event of any subscription. */
    Event event() {
        Map<String, Object> event = take(events, "event");
        return new Event(String.valueOf(event.get("topic")), Agent.payload(event));
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
        ask("register", Map.of("procedure", procedure, "behaviour", behaviour));
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

    /** Calls and does not wait for the result. */
    Call begin(String procedure, Payload payload) {
        var request = members(payload);
        request.put("procedure", procedure);
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
