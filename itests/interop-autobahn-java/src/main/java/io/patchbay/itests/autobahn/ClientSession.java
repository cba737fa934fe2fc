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
import io.crossbar.autobahn.wamp.types.RegisterOptions;
import io.crossbar.autobahn.wamp.types.Registration;
import io.crossbar.autobahn.wamp.types.SubscribeOptions;
import io.crossbar.autobahn.wamp.types.Subscription;
import io.crossbar.autobahn.wamp.types.TransportOptions;

import java.util.HashMap;
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
        var options = (Map<String, Object>) request.getOrDefault("options", Map.of());
        return switch ((String) request.get("op")) {
            case "subscribe" -> subscribe((String) request.get("topic"), options);
            case "unsubscribe" -> unsubscribe(request.get("topic"));
            case "publish" -> publish((String) request.get("topic"), args, kwargs, options);
            case "register" ->
                    register(
                            (String) request.get("procedure"),
                            (String) request.get("behaviour"),
                            options);
            case "unregister" -> unregister(request.get("procedure"));
            case "call" -> call((String) request.get("procedure"), args, kwargs, options);
            case "leave" -> leave();
            default -> throw new IllegalArgumentException("no such operation: " + request);
        };
    }

    private CompletableFuture<?> subscribe(String topic, Map<String, Object> options) {
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
                                        details.publication,
                                        "details",
                                        Map.of(
                                                "topic",
                                                details.topic,
                                                "retained",
                                                details.retained)));
        var chosen =
                new SubscribeOptions(
                        (String) options.get("match"), true, isSet(options, "get_retained"));
        return session.subscribe(topic, onEvent, chosen)
                .thenAccept(subscription -> subscriptions.put(topic, subscription));
    }

    private CompletableFuture<?> unsubscribe(Object topic) {
        return session.unsubscribe(subscriptions.get(topic));
    }

    private static boolean isSet(Map<String, Object> options, String name) {
        return Boolean.TRUE.equals(options.get(name));
    }

    private CompletableFuture<?> publish(
            String topic,
            List<Object> args,
            Map<String, Object> kwargs,
            Map<String, Object> options) {
        boolean acknowledge = isSet(options, "acknowledge");
        boolean excludeMe = !Boolean.FALSE.equals(options.get("exclude_me"));
        var chosen = new PublishOptions(acknowledge, excludeMe, isSet(options, "retain"));
        var published = session.publish(topic, args, kwargs, chosen);
        return acknowledge
                ? published.thenApply(publication -> publication.publication)
                : CompletableFuture.completedFuture(null);
    }

    private CompletableFuture<?> register(
            String procedure, String behaviour, Map<String, Object> options) {
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
                    case "details" ->
                            (args, kwargs, details) ->
                                    CompletableFuture.completedFuture(
                                            new InvocationResult(List.of(), about(details)));
                    case "session" ->
                            (args, kwargs, details) ->
                                    CompletableFuture.completedFuture(
                                            new InvocationResult(session.getID()));
                    default ->
                            (args, kwargs, details) -> {
                                news.accept(Map.of("news", "invoked", "procedure", procedure));
                                return new CompletableFuture<>();
                            };
                };
        var chosen =
                new RegisterOptions((String) options.get("match"), (String) options.get("invoke"));
        return session.register(procedure, endpoint, chosen)
                .thenAccept(registration -> registrations.put(procedure, registration));
    }

    private static Map<String, Object> about(InvocationDetails details) {
        var about = new HashMap<String, Object>();
        about.put("procedure", details.procedure);
        if (details.callerSessionID >= 0) {
            about.put("caller", details.callerSessionID);
            about.put("caller_authid", details.callerAuthID);
            about.put("caller_authrole", details.callerAuthRole);
        }
        return about;
    }

    private CompletableFuture<?> unregister(Object procedure) {
        return session.unregister(registrations.get(procedure));
    }

    private CompletableFuture<?> call(
            String procedure,
            List<Object> args,
            Map<String, Object> kwargs,
            Map<String, Object> options) {
        int timeout = (int) options.getOrDefault("timeout", 0);
        CallOptions chosen = timeout == 0 ? null : new CallOptions(timeout);
        CompletableFuture<CallResult> result = session.call(procedure, args, kwargs, chosen);
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
