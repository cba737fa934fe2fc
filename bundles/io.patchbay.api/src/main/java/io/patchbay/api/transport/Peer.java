package io.patchbay.api.transport;

import io.patchbay.wamp.Uri;

import org.osgi.annotation.versioning.ProviderType;

/** The router's end of a connection. All methods are called on the connection's loop. */
@ProviderType
public interface Peer {
    /** One whole message. The array is only borrowed: it may be reused when this returns. */
    void receive(byte[] data, int offset, int length);

    /** The peer broke the transport's own rules; its session, if any, is aborted with this text. */
    void violated(String what);

    /** {@link Connection#pendingBytes} has fallen to zero after it was not. */
    void drained();

    /** The session, if any, ends with GOODBYE and that reason; then the connection is closed. */
    void shutDown(Uri reason);

    /** The connection is gone; the last call. */
    void closed();
}
