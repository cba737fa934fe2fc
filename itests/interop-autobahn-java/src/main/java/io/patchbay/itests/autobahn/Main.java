package io.patchbay.itests.autobahn;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.crossbar.autobahn.wamp.exceptions.ApplicationError;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * Serves requests, a JSON object a line, until standard input ends. The protocol is described in
 * {@code Agent}, on the other side.
 */
public final class Main {
    private static final String BYTES = "$bytes";

    private final ObjectMapper json = new ObjectMapper();
    private final Map<Object, ClientSession> sessions = new ConcurrentHashMap<>();
    private final PrintStream out;

    private Main(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) throws IOException {
        var main = new Main(new PrintStream(System.out, true, UTF_8));
        System.setOut(System.err); // the library prints
        var in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            main.receive(line);
        }
        System.exit(0);
    }

    private void receive(String line) throws IOException {
        Map<String, Object> request = json.readValue(line, new TypeReference<>() {});
        request.replaceAll((key, value) -> toLibrary(value));
        CompletableFuture<?> answer;
        try {
            answer = perform(request);
        } catch (RuntimeException e) {
            answer = CompletableFuture.failedFuture(e);
        }
        answer.whenComplete((value, failure) -> answer(request.get("id"), value, failure));
    }

    private CompletableFuture<?> perform(Map<String, Object> request) {
        Object number = request.get("session");
        if (!request.get("op").equals("connect")) {
            return sessions.get(number).perform(request);
        }
        var session = new ClientSession(news -> tell(number, news));
        sessions.put(number, session);
        return session.connect(
                (String) request.get("url"),
                (String) request.get("serializer"),
                (String) request.get("realm"));
    }

    private void tell(Object session, Map<String, Object> news) {
        var message = new HashMap<>(news);
        message.put("session", session);
        write(message);
    }

    private void answer(Object id, Object value, Throwable failure) {
        var message = new HashMap<String, Object>();
        message.put("id", id);
        switch (failure) {
            case null -> message.put("value", value);
            case CompletionException e when e.getCause() instanceof ApplicationError error ->
                    message.put("error", refusal(error));
            case ApplicationError error -> message.put("error", refusal(error));
            default ->
                    message.put(
                            "error",
                            Map.of("uri", "", "args", List.of(failure + ""), "kwargs", Map.of()));
        }
        write(message);
    }

    private static Map<String, Object> refusal(ApplicationError error) {
        return Map.of(
                "uri", error.getMessage(),
                "args", error.args == null ? List.of() : error.args,
                "kwargs", error.kwargs == null ? Map.of() : error.kwargs);
    }

    private void write(Object message) {
        try {
            out.println(json.writeValueAsString(toTest(message)));
        } catch (IOException e) {
            System.err.println(e);
        }
    }

    private static Object toLibrary(Object value) {
        return value instanceof Map<?, ?> map && map.containsKey(BYTES)
                ? Base64.getDecoder().decode((String) map.get(BYTES))
                : each(value, Main::toLibrary);
    }

    private static Object toTest(Object value) {
        return switch (value) {
            case byte[] bytes -> Map.of(BYTES, Base64.getEncoder().encodeToString(bytes));
            case Float number -> number.doubleValue(); // whose text has all digits
            case null, default -> each(value, Main::toTest);
        };
    }

    private static Object each(Object value, UnaryOperator<Object> conversion) {
        return switch (value) {
            case List<?> list -> Arrays.asList(list.stream().map(conversion).toArray());
            case Map<?, ?> map -> {
                var converted = new LinkedHashMap<Object, Object>();
                map.forEach((key, v) -> converted.put(key, conversion.apply(v)));
                yield converted;
            }
            case null, default -> value;
        };
    }
}
