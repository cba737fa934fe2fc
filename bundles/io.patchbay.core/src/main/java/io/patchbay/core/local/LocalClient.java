package io.patchbay.core.local;

import io.patchbay.api.realm.Rights;
import io.patchbay.api.session.Identity;
import io.patchbay.api.session.LocalSession;
import io.patchbay.api.session.WampFailure;
import io.patchbay.api.transport.ConnectionInfo;
import io.patchbay.core.broker.Outgoing;
import io.patchbay.core.realm.Realm;
import io.patchbay.core.session.Features;
import io.patchbay.core.session.LoopState;
import io.patchbay.core.session.Outlet;
import io.patchbay.core.session.RouterSession;
import io.patchbay.core.session.SessionContext;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Ids;
import io.patchbay.wamp.Message;
import io.patchbay.wamp.Message.ToClient;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.WampError;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * The client side of a session inside the router: messages go to and from the session as objects.
 * Its state lives on the session's loop.
 */
final class LocalClient implements LocalSession, Outlet {
    private static final Logger LOG = LoggerFactory.getLogger(LocalClient.class);
    private static final Uri RUNTIME_ERROR = Uri.of("wamp.error.runtime_error");
    private static final WampFailure LEFT =
            new WampFailure(WampError.CANCELED, Payload.of("the session has left its realm"));

    private final RouterSession session;
    private final LoopState state;
    private final Map<Long, CompletableFuture<Message>> requests = new HashMap<>();
    private final Map<Long, List<Listener>> subscriptions = new HashMap<>();
    private final Map<Long, CallHandler> registrations = new HashMap<>();
    private long lastRequest;

    /** Joins; what is asked of it waits until it has. Any thread. */
    static LocalClient open(
            SessionContext context,
            LoopState state,
            Realm realm,
            long id,
            Identity identity,
            ConnectionInfo connection,
            Dict attributes) {
        return new LocalClient(
                state,
                outlet ->
                        new RouterSession(
                                id,
                                realm,
                                identity,
                                connection,
                                Features.LOCAL,
                                attributes,
                                context,
                                state,
                                outlet));
    }

    /**
     * @param session makes the router's side, given this side
     */
    private LocalClient(LoopState state, Function<Outlet, RouterSession> session) {
        this.state = state;
        this.session = session.apply(this);
        state.loop().execute(this.session::join);
    }

    @Override
    public long id() {
        return session.id();
    }

    @Override
    public Uri realm() {
        return session.realm();
    }

    @Override
    public Identity identity() {
        return session.identity();
    }

    @Override
    public ConnectionInfo connection() {
        return session.connection();
    }

    @Override
    public Rights rights() {
        return session.rights();
    }

    @Override
    public CompletionStage<Payload> call(Uri procedure, Dict options, Payload payload) {
        return request(
                id -> new Message.Call(id, options, procedure, payload),
                answer -> ((Message.Result) answer).payload());
    }

    @Override
    public CompletionStage<Void> publish(Uri topic, Dict options, Payload payload) {
        Dict acknowledged = options.with("acknowledge", true);
        return request(id -> new Message.Publish(id, acknowledged, topic, payload))
                .thenAccept(answer -> {});
    }

    @Override
    public CompletionStage<Handle> subscribe(Uri topic, Dict options, EventHandler handler) {
        return request(
                id -> new Message.Subscribe(id, options, topic),
                answer -> subscribed((Message.Subscribed) answer, handler));
    }

    private Handle subscribed(Message.Subscribed answer, EventHandler handler) {
        var listener = new Listener(answer.subscription(), handler);
        subscriptions.computeIfAbsent(listener.id, key -> new ArrayList<>(1)).add(listener);
        return listener;
    }

    /** One of those who share a subscription, which ends with the last of them. */
    private final class Listener implements Handle {
        private final long id;
        private final EventHandler handler;

        Listener(long id, EventHandler handler) {
            this.id = id;
            this.handler = handler;
        }

        @Override
        public long id() {
            return id;
        }

        @Override
        public CompletionStage<Void> release() {
            var answer = new CompletableFuture<Message>();
            CompletionStage<Void> released = answer.thenAccept(done -> forget(this));
            state.loop().execute(() -> unsubscribe(this, answer));
            return released;
        }
    }

    private void unsubscribe(Listener leaving, CompletableFuture<Message> answer) {
        boolean isShared = listeners(leaving.id).stream().anyMatch(other -> other != leaving);
        if (isShared) {
            answer.complete(new Message.Unsubscribed(0, Dict.EMPTY));
        } else {
            send(id -> new Message.Unsubscribe(id, leaving.id), answer);
        }
    }

    private void forget(Listener leaving) {
        listeners(leaving.id).remove(leaving);
        if (listeners(leaving.id).isEmpty()) {
            subscriptions.remove(leaving.id);
        }
    }

    private List<Listener> listeners(long subscription) {
        return subscriptions.getOrDefault(subscription, List.of());
    }

    @Override
    public CompletionStage<Handle> register(Uri procedure, Dict options, CallHandler handler) {
        return request(
                id -> new Message.Register(id, options, procedure),
                answer -> registered((Message.Registered) answer, handler));
    }

    private Handle registered(Message.Registered answer, CallHandler handler) {
        long registration = answer.registration();
        registrations.put(registration, handler);
        return new Handle() {
            @Override
            public long id() {
                return registration;
            }

            @Override
            public CompletionStage<Void> release() {
                return request(id -> new Message.Unregister(id, registration))
                        .thenAccept(done -> registrations.remove(registration));
            }
        };
    }

    private CompletionStage<Message> request(LongFunction<Message> message) {
        return request(message, Function.identity());
    }

    /**
     * @param onAnswer makes the result; on the loop, before anything else comes in
     */
    private <T> CompletionStage<T> request(
            LongFunction<Message> message, Function<Message, T> onAnswer) {
        var answer = new CompletableFuture<Message>();
        CompletionStage<T> result = answer.thenApply(onAnswer);
        state.loop().execute(() -> send(message, answer));
        return result;
    }

    private void send(LongFunction<Message> message, CompletableFuture<Message> answer) {
        if (!session.isOpen()) {
            answer.completeExceptionally(LEFT);
            return;
        }
        lastRequest = Ids.next(lastRequest);
        long request = lastRequest;
        requests.put(request, answer);
        try {
            session.handle(message.apply(request));
        } catch (RuntimeException e) {
            requests.remove(request);
            answer.completeExceptionally(e);
        }
    }

    @Override
    public boolean send(ToClient message) {
        switch (message) {
            case Message.Result m -> complete(m.request(), kept(m));
            case Message.Error m -> fail(m);
            case Message.Published m -> complete(m.request(), m);
            case Message.Subscribed m -> complete(m.request(), m);
            case Message.Unsubscribed m -> complete(m.request(), m);
            case Message.Registered m -> complete(m.request(), m);
            case Message.Unregistered m -> complete(m.request(), m);
            case Message.Event m -> deliver(m);
            case Message.Invocation m -> invoke(m);
            default -> {} // INTERRUPT comes to nothing; the rest is for remote clients
        }
        return true;
    }

    private static Message.Result kept(Message.Result result) {
        return new Message.Result(result.request(), result.details(), result.payload().kept());
    }

    private void complete(long request, Message answer) {
        CompletableFuture<Message> waiting = requests.remove(request);
        if (waiting != null) {
            waiting.complete(answer);
        }
    }

    private void fail(Message.Error error) {
        CompletableFuture<Message> waiting = requests.remove(error.request());
        if (waiting != null) {
            waiting.completeExceptionally(new WampFailure(error.error(), error.payload().kept()));
        }
    }

    private void deliver(Message.Event event) {
        Payload payload = event.payload().kept();
        for (Listener listener : listeners(event.subscription())) {
            try {
                listener.handler.onEvent(event.publication(), event.details(), payload);
            } catch (RuntimeException e) {
                LOG.error("A subscriber inside the router failed", e);
            }
        }
    }

    private void invoke(Message.Invocation invocation) {
        CallHandler handler = registrations.get(invocation.registration());
        Payload payload = invocation.payload().kept();
        // After the dealer has noted the invocation, which it does when this returns.
        state.loop().execute(() -> invoke(invocation, handler, payload));
    }

    private void invoke(
            Message.Invocation invocation, @Nullable CallHandler handler, Payload payload) {
        try {
            if (handler == null) {
                throw new WampFailure(WampError.NO_SUCH_PROCEDURE, Payload.EMPTY);
            }
            handler.onCall(invocation.details(), payload)
                    .whenComplete(
                            (result, failure) ->
                                    state.loop()
                                            .execute(
                                                    () ->
                                                            answer(
                                                                    invocation.request(),
                                                                    result,
                                                                    failure)));
        } catch (RuntimeException e) {
            answer(invocation.request(), null, e);
        }
    }

    private void answer(long invocation, @Nullable Payload result, @Nullable Throwable failure) {
        if (!session.isOpen()) {
            return;
        }
        session.handle(
                result != null
                        ? new Message.Yield(invocation, Dict.EMPTY, result)
                        : error(invocation, failure));
    }

    private static Message.Error error(long invocation, @Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof WampFailure wamp) {
            return error(invocation, wamp.error(), wamp.payload());
        }
        LOG.error("A procedure inside the router failed", cause);
        return error(invocation, RUNTIME_ERROR, Payload.of("the procedure failed"));
    }

    private static Message.Error error(long invocation, Uri error, Payload payload) {
        return new Message.Error(Message.INVOCATION, invocation, Dict.EMPTY, error, payload);
    }

    @Override
    public boolean send(Outgoing event) {
        deliver(event.event());
        return true;
    }

    @Override
    public long pendingBytes() {
        return 0;
    }

    /** A client in this process sends from tasks of its own: there is no stream to stop. */
    @Override
    public void pause() {}

    @Override
    public void resume() {}

    @Override
    public void shutDown(Uri reason, Dict details) {
        end();
    }

    @Override
    public void failed(RuntimeException e) {
        LOG.error("Session {} inside the router ended by a fault", id(), e);
        end();
    }

    @Override
    public void tooSlow() {
        end();
    }

    @Override
    public void close() {
        state.loop().execute(this::end);
    }

    private void end() {
        session.end();
        requests.values().forEach(waiting -> waiting.completeExceptionally(LEFT));
        requests.clear();
        subscriptions.clear();
        registrations.clear();
    }
}
