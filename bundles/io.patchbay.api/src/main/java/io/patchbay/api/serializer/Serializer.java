package io.patchbay.api.serializer;

import io.patchbay.wamp.codec.Format;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A format that sessions can speak, registered as a service. When it is unregistered, the sessions
 * that use it end. Any thread.
 */
@ConsumerType
public interface Serializer extends Format {
    /** The number in the raw socket handshake, or 0 if it has none. */
    int rawSocketId();

    /** Whether a document is text in UTF-8, so that WebSocket carries it in text messages. */
    boolean isText();

    /** The WebSocket subprotocol. */
    default String subprotocol() {
        return "wamp.2." + name();
    }
}
