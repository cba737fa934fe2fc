package io.patchbay.core.session;

import io.patchbay.api.session.Identity;
import io.patchbay.api.transport.CloseReason;
import io.patchbay.api.transport.Connection;
import io.patchbay.api.transport.ConnectionInfo;
import io.patchbay.api.transport.Loop;
import io.patchbay.api.transport.Peer;
import io.patchbay.core.realm.Realm;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Message;
import io.patchbay.wamp.Message.Abort;
import io.patchbay.wamp.Message.Goodbye;
import io.patchbay.wamp.Message.Hello;
import io.patchbay.wamp.Message.Welcome;
import io.patchbay.wamp.Payload;
import io.patchbay.wamp.Uri;
import io.patchbay.wamp.WampError;
import io.patchbay.wamp.codec.Format;
import io.patchbay.wamp.codec.MessageCodec;
import io.patchbay.wamp.codec.ProtocolViolation;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * The router's end of a connection: the state machine of the specification's "Sessions" chapter. A
 * connection may carry one session after another.
 */
public final class ClientPeer implements Peer, Applicant {
    private static final Logger LOG = LoggerFactory.getLogger(ClientPeer.class);

    private enum State {
        /** No session; only HELLO may come. */
        CLOSED,
        /** HELLO has come and is being decided upon. */
        ESTABLISHING,
        ESTABLISHED,
        /** The router said GOODBYE and waits for the client's. */
        SHUTTING_DOWN,
        /** Nothing is heard or said any more. */
        GONE
    }

    private final Connection connection;
    private final MessageCodec codec;
    private final LoopState loop;
    private final SessionContext context;
    private final Doorman doorman;
    private final Consumer<ClientPeer> onGone;
    private final ConnectionOutlet outlet;
    private State state = State.CLOSED;
    private @Nullable Handshake handshake;
    private @Nullable RouterSession session;
    private Loop.@Nullable Timer deadline;

    /**
     * @param onGone told once when the connection has ended
     */
    public ClientPeer(
            Connection connection,
            Format format,
            LoopState loop,
            SessionContext context,
            Doorman doorman,
            Consumer<ClientPeer> onGone) {
        this.connection = connection;
        this.codec = loop.codecs().of(format);
        this.loop = loop;
        this.context = context;
        this.doorman = doorman;
        this.onGone = onGone;
        this.outlet = new ConnectionOutlet(this, connection, codec, loop);
        setDeadline(context.limits().hello(), this::helloIsLate);
    }

    public Format format() {
        return codec.format();
    }

    @Override
    public Loop loop() {
        return loop.loop();
    }

    @Override
    public ConnectionInfo info() {
        return connection.info();
    }

    Connection connection() {
        return connection;
    }

    /** A message could not be handled. */
    void failed(RuntimeException e) {
        if (e instanceof ProtocolViolation) {
            abort(WampError.PROTOCOL_VIOLATION, String.valueOf(e.getMessage()));
        } else {
            crash(e);
        }
    }

    @Override
    public void receive(byte[] data, int offset, int length) {
        if (state == State.GONE) {
            return;
        }
        try {
            Message message = codec.decode(data, offset, length);
            loop.received(message.type());
            handle(message);
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private void handle(Message message) {
        RouterSession established = session;
        if (established != null && state == State.ESTABLISHED) {
            handle(established, message);
        } else if (message instanceof Abort) {
            finish(CloseReason.NORMAL);
        } else {
            switch (state) {
                case CLOSED -> open(message);
                case ESTABLISHING -> authenticate(message);
                case SHUTTING_DOWN -> awaitGoodbye(message);
                default -> {}
            }
        }
    }

    private void handle(RouterSession established, Message message) {
        switch (message) {
            case Goodbye m -> established.whenHandled(this::leave);
            case Abort m -> finish(CloseReason.NORMAL);
            default -> {
                established.handle(message);
                established.checkOwnReading();
            }
        }
    }

    private void open(Message message) {
        if (!(message instanceof Hello hello)) {
            throw new ProtocolViolation(
                    "received "
                            + Counters.nameOf(message.type())
                            + " before a session was established");
        }
        state = State.ESTABLISHING;
        handshake = doorman.greet(this, hello);
        handshake.start();
    }

    private void authenticate(Message message) {
        if (!(message instanceof Message.Authenticate answer) || handshake == null) {
            throw new ProtocolViolation(
                    "received "
                            + Counters.nameOf(message.type())
                            + " while the session was being established");
        }
        handshake.answer(answer);
    }

    private void awaitGoodbye(Message message) {
        if (message instanceof Goodbye) {
            finish(CloseReason.GOING_AWAY);
        }
    }

    /** The client said GOODBYE: it is answered, and the connection is free for another session. */
    private void leave() {
        outlet.send(new Goodbye(Dict.EMPTY, WampError.GOODBYE_AND_OUT));
        endSession();
        state = State.CLOSED;
        setDeadline(context.limits().hello(), this::noSessionFollows);
    }

    /** Sends a CHALLENGE. */
    @Override
    public void challenge(Message.Challenge challenge) {
        outlet.send(challenge);
    }

    /** Lets the client in. */
    @Override
    public void admit(Realm realm, long id, Identity identity, Features features, Dict attributes) {
        var joined =
                new RouterSession(
                        id,
                        realm,
                        identity,
                        connection.info(),
                        features,
                        attributes,
                        context,
                        loop,
                        outlet);
        session = joined;
        joined.join();
        if (outlet.send(new Welcome(id, doorman.welcome(joined)))) {
            cancelDeadline();
            handshake = null;
            state = State.ESTABLISHED;
        } else {
            abort(WampError.PAYLOAD_SIZE_EXCEEDED, "WELCOME is larger than the client accepts");
        }
    }

    @Override
    public boolean isEstablishing(Handshake candidate) {
        return state == State.ESTABLISHING && handshake == candidate;
    }

    private void noSessionFollows() {
        if (state == State.CLOSED) {
            finish(CloseReason.NORMAL);
        } else {
            helloIsLate();
        }
    }

    private void helloIsLate() {
        abort(
                WampError.PROTOCOL_VIOLATION,
                "no session was established within " + context.limits().hello().toMillis() + " ms");
    }

    /** Ends everything with ABORT. */
    @Override
    public void abort(Uri reason, String text) {
        if (state == State.GONE) {
            return;
        }
        context.counters().aborted(reason);
        LOG.debug("{}: aborted with {}: {}", connection.info().remote(), reason, Wording.of(text));
        outlet.send(new Abort(Dict.of("message", Wording.of(text)), reason, Payload.EMPTY));
        finish(
                reason.equals(WampError.PROTOCOL_VIOLATION)
                        ? CloseReason.PROTOCOL_VIOLATION
                        : CloseReason.REFUSED);
    }

    /** The router failed: that is logged, and nobody else is disturbed. */
    @Override
    public void crash(RuntimeException bug) {
        context.counters().bugs.increment();
        LOG.error(
                "Session {} from {} ended by a fault of the router",
                session == null ? "(none)" : session.id(),
                connection.info().remote(),
                bug);
        finish(CloseReason.INTERNAL_ERROR);
    }

    void tooSlow() {
        LOG.info(
                "{}: closed, {} bytes wait to be read",
                connection.info().remote(),
                connection.pendingBytes());
        finish(CloseReason.TOO_SLOW);
    }

    @Override
    public void violated(String what) {
        abort(WampError.PROTOCOL_VIOLATION, what);
    }

    @Override
    public void drained() {
        if (session != null) {
            session.drained();
        }
    }

    @Override
    public void shutDown(Uri reason) {
        shutDown(reason, Dict.EMPTY);
    }

    /**
     * @param details of the GOODBYE
     */
    void shutDown(Uri reason, Dict details) {
        switch (state) {
            case ESTABLISHED -> {
                endSession();
                state = State.SHUTTING_DOWN;
                outlet.send(new Goodbye(details, reason));
                setDeadline(context.limits().goodbye(), () -> finish(CloseReason.GOING_AWAY));
            }
            case ESTABLISHING -> abort(reason, "the router closes this connection");
            case CLOSED -> finish(CloseReason.GOING_AWAY);
            default -> {}
        }
    }

    @Override
    public void closed() {
        finish(CloseReason.NORMAL);
    }

    private void finish(CloseReason reason) {
        if (state == State.GONE) {
            return;
        }
        state = State.GONE;
        cancelDeadline();
        if (handshake != null) {
            handshake.abandon();
            handshake = null;
        }
        endSession();
        connection.close(reason);
        onGone.accept(this);
    }

    private void endSession() {
        if (session != null) {
            session.end();
            session = null;
        }
    }

    private void setDeadline(Duration delay, Runnable task) {
        cancelDeadline();
        deadline = loop.loop().schedule(task, delay);
    }

    private void cancelDeadline() {
        if (deadline != null) {
            deadline.cancel();
            deadline = null;
        }
    }
}
