package io.patchbay.core.session;

import io.patchbay.wamp.Message;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletionStage;

/**
 * What a session sends while it is being found out whether it may do something: all waits its turn,
 * and no more is read. Session's loop only.
 */
final class Backlog {
    private final RouterSession session;
    private final Outlet outlet;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean isWaiting;

    Backlog(RouterSession session, Outlet outlet) {
        this.session = session;
        this.outlet = outlet;
    }

    boolean isWaiting() {
        return isWaiting;
    }

    /** Runs a task once the stage is complete, however, and then what was added after it. */
    void await(CompletionStage<?> stage, Runnable task) {
        isWaiting = true;
        waiting.addFirst(task);
        outlet.pause();
        stage.whenComplete((answer, failure) -> session.state().loop().execute(this::proceed));
    }

    /** Runs a task after all that waits. */
    void add(Runnable task) {
        if (waiting.size() < session.limits().pendingCalls()) {
            waiting.addLast(task);
        } else {
            session.tooSlow();
        }
    }

    private void proceed() {
        isWaiting = false;
        while (!isWaiting && session.isOpen() && !waiting.isEmpty()) {
            try {
                waiting.removeFirst().run();
            } catch (RuntimeException e) {
                outlet.failed(e);
            }
        }
        if (!session.isOpen()) {
            waiting.clear();
        }
        outlet.resume();
    }

    /** The same message, though what it was read from is used for others. */
    static Message kept(Message message) {
        return switch (message) {
            case Message.Call m ->
                    new Message.Call(m.request(), m.options(), m.procedure(), m.payload().kept());
            case Message.Publish m ->
                    new Message.Publish(m.request(), m.options(), m.topic(), m.payload().kept());
            case Message.Yield m -> new Message.Yield(m.request(), m.options(), m.payload().kept());
            case Message.Error m ->
                    new Message.Error(
                            m.requestType(),
                            m.request(),
                            m.details(),
                            m.error(),
                            m.payload().kept());
            default -> message;
        };
    }
}
