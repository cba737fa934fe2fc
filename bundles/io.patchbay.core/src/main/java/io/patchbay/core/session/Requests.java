package io.patchbay.core.session;

import io.patchbay.api.access.Action;
import io.patchbay.api.realm.Feature;
import io.patchbay.api.realm.Rights;
import io.patchbay.core.broker.Broker;
import io.patchbay.core.dealer.Dealer;
import io.patchbay.core.dealer.PendingCall;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Ids;
import io.patchbay.wamp.InvalidOption;
import io.patchbay.wamp.MatchPolicy;
import io.patchbay.wamp.Message;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.WampError;
import io.patchbay.wamp.codec.ProtocolViolation;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletionStage;

/**
 * Brings what a client sends to the broker and the dealer of its realm, if the client may send it
 * now and the realm offers it. Session's loop only.
 */
final class Requests {
    private final RouterSession session;
    private final Backlog backlog;
    private long lastRequest;

    Requests(RouterSession session, Outlet outlet) {
        this.session = session;
        this.backlog = new Backlog(session, outlet);
    }

    /**
     * Handles a message of the client, perhaps later.
     *
     * @throws ProtocolViolation if it may not be sent in an established session
     */
    void handle(Message message) {
        if (backlog.isWaiting()) {
            Message kept = Backlog.kept(message);
            backlog.add(() -> handle(kept));
            return;
        }
        CompletionStage<?> decision = session.rights().takeTime() ? undecided(message) : null;
        if (decision == null) {
            process(message);
        } else {
            Message kept = Backlog.kept(message);
            backlog.await(decision, () -> process(kept));
        }
    }

    /** Runs a task after the messages that have come. */
    void whenHandled(Runnable task) {
        if (backlog.isWaiting()) {
            backlog.add(task);
        } else {
            task.run();
        }
    }

    /** What it takes to tell whether the client may do that; null if nothing. */
    private @Nullable CompletionStage<?> undecided(Message message) {
        Rights rights = session.rights();
        try {
            return switch (message) {
                case Message.Call m ->
                        rights.prepare(Action.CALL, m.procedure(), MatchPolicy.EXACT);
                case Message.Publish m ->
                        rights.prepare(Action.PUBLISH, m.topic(), MatchPolicy.EXACT);
                case Message.Subscribe m ->
                        rights.prepare(Action.SUBSCRIBE, m.topic(), MatchPolicy.of(m.options()));
                case Message.Register m ->
                        rights.prepare(Action.REGISTER, m.procedure(), MatchPolicy.of(m.options()));
                default -> null;
            };
        } catch (InvalidOption e) {
            return null; // it is refused for that
        }
    }

    private void process(Message message) {
        try {
            dispatch(message);
        } catch (InvalidOption e) {
            refuse(message, WampError.INVALID_ARGUMENT, e);
        } catch (NotOffered e) {
            refuse(message, WampError.OPTION_NOT_ALLOWED, e);
        }
    }

    private void dispatch(Message message) {
        Broker broker = session.home().broker();
        Dealer dealer = session.home().dealer();
        switch (message) {
            case Message.Call m -> call(m);
            case Message.Yield m -> dealer.yield(session, m);
            case Message.Publish m -> broker.publish(session, accepted(m, m.options()));
            case Message.Error m -> dealer.fail(session, m);
            case Message.Subscribe m -> broker.subscribe(session, accepted(m, m.options()));
            case Message.Unsubscribe m -> broker.unsubscribe(session, sequential(m));
            case Message.Register m -> dealer.register(session, accepted(m, m.options()));
            case Message.Unregister m -> dealer.unregister(session, sequential(m));
            case Message.Cancel m -> dealer.cancel(session, offered(m, m.options()));
            case Message.EventReceived m -> {} // acknowledges what nobody asked to be acknowledged
            default -> throw unexpected(message);
        }
    }

    /** Only a CALL may come with the id of an earlier one, to which it then belongs. */
    private void call(Message.Call message) {
        Dealer dealer = session.home().dealer();
        PendingCall pending = session.calls().get(message.request());
        if (pending != null) {
            dealer.proceed(pending, message);
        } else if (!isLate(message)) {
            dealer.call(session, accepted(message, message.options()));
        }
    }

    /**
     * Whether it continues a call that has ended meanwhile. Specification: Advanced Profile,
     * "Progressive Call Invocations".
     */
    private boolean isLate(Message.Call message) {
        return message.request() <= lastRequest
                && session.features().callsInParts()
                && session.limits().sequentialIds();
    }

    static ProtocolViolation unexpected(Message message) {
        return new ProtocolViolation(
                "received " + Counters.nameOf(message.type()) + " in an established session");
    }

    private void refuse(Message message, Uri error, RuntimeException e) {
        long request =
                switch (message) {
                    case Message.Request m -> m.request();
                    case Message.Cancel m -> m.request();
                    default -> throw new ProtocolViolation(e.toString());
                };
        session.counters().refused(error);
        if (message instanceof Message.Publish m && !mayBeAcknowledged(m)) {
            session.counters().publishesRefused.increment();
            return;
        }
        session.send(
                new Message.Error(
                        message.type(),
                        request,
                        Dict.EMPTY,
                        error,
                        Payload.of(String.valueOf(e.getMessage()))));
    }

    /** False only if it is certain that no answer is wanted. */
    private static boolean mayBeAcknowledged(Message.Publish message) {
        Object acknowledge = message.options().get("acknowledge");
        return acknowledge != null && !acknowledge.equals(false);
    }

    private <M extends Message.Request> M sequential(M message) {
        if (session.limits().sequentialIds() && message.request() != Ids.next(lastRequest)) {
            throw new ProtocolViolation(
                    "request id "
                            + message.request()
                            + " is not sequential, expected "
                            + Ids.next(lastRequest));
        }
        lastRequest = message.request();
        return message;
    }

    private <M extends Message.Request> M accepted(M message, Dict options) {
        return offered(sequential(message), options);
    }

    private <M extends Message> M offered(M message, Dict options) {
        Feature missing = session.home().missing(message.type(), options);
        if (missing != null) {
            throw new NotOffered(missing);
        }
        return message;
    }

    /** A request asks for what its realm is without. Carries no stack trace. */
    private static final class NotOffered extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotOffered(Feature feature) {
            super("this realm is without " + feature.wireName(), null, false, false);
        }
    }
}
