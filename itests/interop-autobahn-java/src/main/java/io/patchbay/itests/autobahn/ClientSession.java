package io.patchbay.itests.autobahn;

import io.crossbar.autobahn.wamp.Session;
import io.crossbar.autobahn.wamp.exceptions.ApplicationError;
import io.crossbar.autobahn.wamp.interfaces.TriConsumer;
import io.crossbar.autobahn.wamp.interfaces.TriFunction;
import io.crossbar.autobahn.wamp.reflectionRoles.WampException;
import io.crossbar.autobahn.wamp.transports.NettyWebSocket;
import io.crossbar.autobahn.wamp.types.CallOptions;
import io.crossbar.autobahn.wamp.types.CallResult;
import io.crossbar.autobahn.wamp.types.EventDetails;
import io.crossbar.autobahn.wamp.types.InvocationDetails;
import io.crossbar.autobahn.wamp.types.InvocationResult;
import io.crossbar.autobahn.wamp.types.PublishOptions;
import io.crossbar.autobahn.wamp.types.Registration;
import io.crossbar.autobahn.wamp.types.Subscription;
import io.crossbar.autobahn.wamp.types.TransportOptions;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** A session of the library, and an operation of the tests as a method each. */
final class ClientSession {
    private static final String REFUSED = "com.example.error.refused";
    private static final int LIMIT = 16 << 20;
    private static final CallOptions NO_OPTIONS = null;

    private interface Endpoint
            extends TriFunction<
                    List<Object>,
                    Map<String, Object>,
                    InvocationDetails,
                    CompletableFuture<InvocationResult>> {}

    private final ExecutorService callbacks =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());
    private final Session session = new Session(callbacks);
    private final Map<Object, Subscription> subscriptions = new ConcurrentHashMap<>();
    private final Map<Object, Registration> registrations = new ConcurrentHashMap<>();
    private final CompletableFuture<Object> left = new CompletableFuture<>();
    private final Consumer<Map<String, Object>> news;

    /**
     * @param news told what happens without being asked
     */
    ClientSession(Consumer<Map<String, Object>> news) {
        this.news = news;
    }

    CompletableFuture<?> connect(String url, String serializer, String realm) {
        var joined = new CompletableFuture<Map<String, Object>>();
        var handler = new PatientHandler(session);
        session.addOnConnectListener(s -> handler.join(() -> join(realm, joined)));
        session.addOnLeaveListener(
                (s, details) -> {
                    if (!joined.completeExceptionally(new ApplicationError(details.reason))) {
                        leave(details.reason);
                    }
                });
        session.addOnDisconnectListener(
                (s, clean) -> {
                    joined.completeExceptionally(new IllegalStateException("disconnected"));
                    leave("");
                });
        var options = new TransportOptions();
        options.setMaxFramePayloadSize(LIMIT);
        try {
            new NettyWebSocket(url, List.of("wamp.2." + serializer)).connect(handler, options);
        } catch (Exception e) {
            joined.completeExceptionally(e);
        }
        return joined;
    }

    private void join(String realm, CompletableFuture<Map<String, Object>> joined) {
        session.join(realm)
                .thenAccept(
                        details ->
                                joined.complete(
                                        Map.of(
                                                "session",
                                                details.sessionID,
                                                "realm",
                                                details.realm)));
    }

    private void leave(String reason) {
        if (left.complete(null)) {
            news.accept(Map.of("news", "left", "reason", reason));
        }
    }

    @SuppressWarnings("unchecked")
    CompletableFuture<?> perform(Map<String, Object> request) {
        var args = (List<Object>) request.get("args");
        var kwargs = (Map<String, Object>) request.get("kwargs");
        return switch ((String) request.get("op")) {
            case "subscribe" -> subscribe((String) request.get("topic"));
            case "unsubscribe" -> unsubscribe(request.get("topic"));
            case "publish" -> publish(request, args, kwargs);
            case "register" ->
                    register((String) request.get("procedure"), (String) request.get("behaviour"));
            case "unregister" -> unregister(request.get("procedure"));
            case "call" -> call((String) request.get("procedure"), args, kwargs);
            case "leave" -> leave();
            default -> throw new IllegalArgumentException("no such operation: " + request);
        };
    }

    private CompletableFuture<?> subscribe(String topic) {
        TriConsumer<List<Object>, Map<String, Object>, EventDetails> onEvent =
                (args, kwargs, details) ->
                        news.accept(
                                Map.of(
                                        "news",
                                        "event",
                                        "topic",
                                        topic,
                                        "args",
                                        args == null ? List.of() : args,
                                        "kwargs",
                                        kwargs == null ? Map.of() : kwargs,
                                        "publication",
                                        details.publication));
        return session.subscribe(topic, onEvent)
                .thenAccept(subscription -> subscriptions.put(topic, subscription));
    }

    private CompletableFuture<?> unsubscribe(Object topic) {
        return session.unsubscribe(subscriptions.get(topic));
    }

    private CompletableFuture<?> publish(
            Map<String, Object> request, List<Object> args, Map<String, Object> kwargs) {
        boolean acknowledge = (boolean) request.get("acknowledge");
        boolean excludeMe = (boolean) request.get("excludeMe");
        var options = new PublishOptions(acknowledge, excludeMe);
        var published = session.publish((String) request.get("topic"), args, kwargs, options);
        return acknowledge
                ? published.thenApply(publication -> publication.publication)
                : CompletableFuture.completedFuture(null);
    }

    private CompletableFuture<?> register(String procedure, String behaviour) {
        Endpoint endpoint =
                switch (behaviour) {
                    case "echo" ->
                            (args, kwargs, details) ->
                                    CompletableFuture.completedFuture(
                                            new InvocationResult(args, kwargs));
                    case "fail" ->
                            (args, kwargs, details) ->
                                    CompletableFuture.failedFuture(
                                            new WampException(REFUSED, null, args, kwargs));
                    default ->
                            (args, kwargs, details) -> {
                                news.accept(Map.of("news", "invoked", "procedure", procedure));
                                return new CompletableFuture<>();
                            };
                };
        return session.register(procedure, endpoint)
                .thenAccept(registration -> registrations.put(procedure, registration));
    }

    private CompletableFuture<?> unregister(Object procedure) {
        return session.unregister(registrations.get(procedure));
    }

    private CompletableFuture<?> call(
            String procedure, List<Object> args, Map<String, Object> kwargs) {
        CompletableFuture<CallResult> result = session.call(procedure, args, kwargs, NO_OPTIONS);
        return result.thenApply(
                r ->
                        Map.of(
                                "args", r.results == null ? List.of() : r.results,
                                "kwargs", r.kwresults == null ? Map.of() : r.kwresults));
    }

    private CompletableFuture<?> leave() {
        session.leave();
        return left;
    }
}
