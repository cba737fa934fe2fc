package io.patchbay.itests.autobahn;

import io.crossbar.autobahn.wamp.interfaces.ISerializer;
import io.crossbar.autobahn.wamp.interfaces.ITransport;
import io.crossbar.autobahn.wamp.interfaces.ITransportHandler;
import io.crossbar.autobahn.wamp.types.CloseDetails;

import java.util.concurrent.locks.LockSupport;

/**
 * Stands between transport and session, which know two races: the transport may tell that it is
 * connected before it can send, and then HELLO is lost; and the session makes the future for
 * WELCOME after it has sent HELLO.
 */
final class PatientHandler implements ITransportHandler {
    private static final long A_MOMENT = 100_000;

    private final ITransportHandler session;
    private final Object joining = new Object();

    /**
     * @param session one whose listeners run on threads of their own
     */
    PatientHandler(ITransportHandler session) {
        this.session = session;
    }

    @Override
    public void onConnect(ITransport transport, ISerializer serializer) {
        Thread.startVirtualThread(() -> connect(transport, serializer));
    }

    private void connect(ITransport transport, ISerializer serializer) {
        while (!transport.isOpen()) {
            LockSupport.parkNanos(A_MOMENT);
        }
        try {
            session.onConnect(transport, serializer);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends HELLO; until that has returned no message is handed on. */
    void join(Runnable hello) {
        synchronized (joining) {
            hello.run();
        }
    }

    @Override
    public void onMessage(byte[] payload, boolean isBinary) throws Exception {
        synchronized (joining) {
            session.onMessage(payload, isBinary);
        }
    }

    @Override
    public void onLeave(CloseDetails details) {
        session.onLeave(details);
    }

    @Override
    public void onDisconnect(boolean wasClean) {
        session.onDisconnect(wasClean);
    }

    @Override
    public boolean isConnected() {
        return session.isConnected();
    }
}
