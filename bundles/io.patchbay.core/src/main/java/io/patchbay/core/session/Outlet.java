package io.patchbay.core.session;

import io.patchbay.core.broker.Outgoing;
import io.patchbay.wamp.Dict;
import io.patchbay.wamp.Message.ToClient;
import io.patchbay.wamp.Uri;

/** Where a session's messages go: over a connection, or to a client in this process. Loop only. */
public interface Outlet {
    /**
     * Sends a message, unless it is larger than the peer accepts.
     *
     * @return whether it was sent
     */
    boolean send(ToClient message);

    /** Sends an event that goes to many, which was or will be encoded once for all of them. */
    boolean send(Outgoing event);

    /** Bytes that wait for the peer. */
    long pendingBytes();

    /**
     * Stops reading from the peer until as many {@link #resume} followed, also where another
     * session has come to the same connection in the meantime.
     */
    void pause();

    void resume();

    /** The router ends the session with GOODBYE, for that reason and with these details. */
    void shutDown(Uri reason, Dict details);

    /** A message that had to wait could not be handled: the session ends at once. */
    void failed(RuntimeException e);

    /** The client does not read: the session ends at once. */
    void tooSlow();
}
