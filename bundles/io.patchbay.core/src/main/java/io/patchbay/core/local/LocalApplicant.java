package io.patchbay.core.local;

import io.patchbay.api.session.Identity;
import io.patchbay.api.session.LocalSession;
import io.patchbay.api.session.WampFailure;
import io.patchbay.api.transport.ConnectionInfo;
import io.patchbay.api.transport.Loop;
import io.patchbay.core.realm.Realm;
import io.patchbay.core.session.Applicant;
import io.patchbay.core.session.Doorman;
import io.patchbay.core.session.Features;
import io.patchbay.core.session.Handshake;
import io.patchbay.core.session.LoopState;
import io.patchbay.core.session.SessionContext;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Message;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.WampError;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A client that did not come by a transport, and is authenticated like one that did. Lives on the
 * loop of its session.
 */
final class LocalApplicant implements Applicant {
    private static final Logger LOG = LoggerFactory.getLogger(LocalApplicant.class);

    private final SessionContext context;
    private final LoopState state;
    private final ConnectionInfo connection;
    private final String answer;
    private final CompletableFuture<LocalSession> joined = new CompletableFuture<>();
    private @Nullable Handshake handshake;
    private boolean answered;

    /**
     * @param answer what it says to a challenge
     */
    LocalApplicant(
            SessionContext context, LoopState state, ConnectionInfo connection, String answer) {
        this.context = context;
        this.state = state;
        this.connection = connection;
        this.answer = answer;
    }

    /** Any thread. */
    CompletionStage<LocalSession> join(Doorman doorman, Message.Hello hello) {
        loop().execute(() -> begin(doorman, hello));
        return joined;
    }

    private void begin(Doorman doorman, Message.Hello hello) {
        if (context.isDraining()) {
            abort(WampError.SYSTEM_SHUTDOWN, "the router is shutting down");
            return;
        }
        Loop.Timer deadline = loop().schedule(this::late, context.limits().hello());
        handshake = doorman.greet(this, hello);
        joined.whenComplete((session, failure) -> loop().execute(() -> end(deadline)));
        try {
            handshake.start();
        } catch (RuntimeException e) {
            crash(e);
        }
    }

    private void end(Loop.Timer deadline) {
        deadline.cancel();
        if (handshake != null) {
            handshake.abandon();
        }
    }

    private void late() {
        abort(WampError.TIMEOUT, "no session was established in time");
    }

    @Override
    public Loop loop() {
        return state.loop();
    }

    @Override
    public ConnectionInfo info() {
        return connection;
    }

    @Override
    public boolean isEstablishing(Handshake candidate) {
        return handshake == candidate && !joined.isDone();
    }

    /** There is one answer only: who is asked twice proves nothing by it. */
    @Override
    public void challenge(Message.Challenge challenge) {
        if (answered || handshake == null) {
            abort(WampError.AUTHENTICATION_FAILED, "authentication failed");
        } else {
            answered = true;
            handshake.answer(new Message.Authenticate(answer, Dict.EMPTY));
        }
    }

    @Override
    public void admit(Realm realm, long id, Identity identity, Features features, Dict attributes) {
        joined.complete(
                LocalClient.open(context, state, realm, id, identity, connection, attributes));
    }

    @Override
    public void abort(Uri reason, String text) {
        if (joined.completeExceptionally(new WampFailure(reason, Payload.of(text)))) {
            context.counters().aborted(reason);
        }
    }

    @Override
    public void crash(RuntimeException bug) {
        context.counters().bugs.increment();
        LOG.error("A client from {} could not join", connection.remote(), bug);
        joined.completeExceptionally(bug);
    }
}
