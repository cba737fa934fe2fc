package io.patchbay.itests.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * A process that drives a WAMP library on behalf of the tests. It reads requests from standard
 * input and writes answers and news to standard output, a JSON object a line:
 *
 * <pre>
 * {"id":1,"op":"connect","session":1,"url":"ws://...","serializer":"json","realm":"realm1","ca":"/a.pem"}
 * {"id":1,"op":"connect",..., "login":{"method":"wampcra","authid":"joe","secret":"..."}}     or so
 * {"id":1,"value":{"session":4711,"realm":"realm1"}}          what WELCOME said
 * {"id":2,"op":"call","session":1,"procedure":"com.example.add","args":[1,2],"kwargs":{},"options":{}}
 * {"id":2,"error":{"uri":"wamp.error.no_such_procedure","args":[],"kwargs":{}}}
 * {"news":"event","session":1,"topic":"com.example.topic","args":[],"kwargs":{},"publication":5,"details":{}}
 * {"news":"left","session":1,"reason":"wamp.close.system_shutdown"}
 * </pre>
 *
 * <p>The operations and their members are the methods of {@link Client}. A procedure that is
 * registered behaves as {@code echo}: answers with what it got; {@code fail}: answers so with an
 * error; {@code progress}: sends each of its arguments as a part, and "the end"; {@code details}:
 * answers with the details of the invocation; {@code session}: answers with the id of its session;
 * or {@code hang}: tells that it was {@code invoked}, perhaps {@code interrupted}, and never
 * answers. Options and details are named as in the specification. Binary values are {@link Bytes}.
 * Several sessions share a process.
 */
final class Agent implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
    private static final AtomicLong LAST_ID = new AtomicLong();

    private final String name;
    private final Process process;
    private final BufferedWriter requests;
    private final Map<Long, CompletableFuture<@Nullable Object>> answers =
            new ConcurrentHashMap<>();
    private final Map<Long, Consumer<Map<String, Object>>> listeners = new ConcurrentHashMap<>();
    private volatile boolean ended;

    private Agent(String name, Process process) {
        this.name = name;
        this.process = process;
        this.requests = process.outputWriter(UTF_8);
    }

    /** Starts the process; what it writes to standard error goes to that file. */
    static Agent start(
            String name, List<String> command, Map<String, String> environment, Path log) {
        var builder = new ProcessBuilder(command).redirectError(log.toFile());
        builder.environment().putAll(environment);
        try {
            var agent = new Agent(name, builder.start());
            Thread.ofVirtual().name(name).start(agent::receive);
            return agent;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A number for a session or a request that no other has. */
    static long nextId() {
        return LAST_ID.incrementAndGet();
    }

    /** Tells that listener the news of a session. */
    void listen(long session, Consumer<Map<String, Object>> listener) {
        listeners.put(session, listener);
    }

    void forget(long session) {
        listeners.remove(session);
    }

    CompletableFuture<@Nullable Object> request(
            String operation, long session, Map<String, ?> members) {
        return request(nextId(), operation, session, members);
    }

    /** Sends a request whose number matters, as others refer to it. */
    CompletableFuture<@Nullable Object> request(
            long id, String operation, long session, Map<String, ?> members) {
        var message = new HashMap<String, Object>(members);
        message.put("id", id);
        message.put("op", operation);
        message.put("session", session);
        var answer = new CompletableFuture<@Nullable Object>();
        answers.put(id, answer);
        write(message);
        if (ended) {
            failAll();
        }
        return answer;
    }

    private void write(Map<String, Object> message) {
        try {
            synchronized (requests) {
                requests.write(JSON.writeValueAsString(message));
                requests.write('\n');
                requests.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(name + " takes no requests", e);
        }
    }

    private void receive() {
        try (BufferedReader lines = process.inputReader(UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                handle(line);
            }
        } catch (IOException e) {
            System.err.println(name + ": " + e);
        } finally {
            ended = true;
            failAll();
        }
    }

    private void handle(String line) throws JsonProcessingException {
        Map<String, Object> message = JSON.readValue(line, OBJECT);
        if (message.containsKey("news")) {
            Consumer<Map<String, Object>> listener = listeners.get(number(message.get("session")));
            if (listener != null) {
                listener.accept(message);
            }
            return;
        }
        CompletableFuture<@Nullable Object> answer = answers.remove(number(message.get("id")));
        if (answer == null) {
            System.err.println(name + " answers what was not asked: " + line);
        } else if (message.get("error") instanceof Map<?, ?> error) {
            answer.completeExceptionally(refusal(JSON.convertValue(error, OBJECT)));
        } else {
            answer.complete(message.get("value"));
        }
    }

    private static Refusal refusal(Map<String, Object> error) {
        Payload payload = payload(error);
        return new Refusal(String.valueOf(error.get("uri")), payload.args(), payload.kwargs());
    }

    /** The members {@code args} and {@code kwargs} of a message. */
    static Payload payload(Map<String, Object> message) {
        return new Payload(
                JSON.convertValue(message.get("args"), new TypeReference<List<Object>>() {}),
                JSON.convertValue(message.get("kwargs"), OBJECT));
    }

    static long number(@Nullable Object value) {
        return ((Number) Objects.requireNonNull(value)).longValue();
    }

    private void failAll() {
        var failure = new IllegalStateException(name + " has ended");
        answers.values().forEach(answer -> answer.completeExceptionally(failure));
    }

    @Override
    public void close() {
        try {
            requests.close();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
