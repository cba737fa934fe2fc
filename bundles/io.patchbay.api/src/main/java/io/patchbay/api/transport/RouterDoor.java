package io.patchbay.api.transport;

import io.patchbay.api.serializer.Serializer;

import org.osgi.annotation.versioning.ProviderType;

import java.util.Collection;
import java.util.Optional;

/** Where transports bring connections to. A service of the core. */
@ProviderType
public interface RouterDoor {
    /** The serializers that are there now. Any thread. */
    Collection<Serializer> serializers();

    /**
     * Accepts a connection that has agreed on a serializer. Called on the connection's loop.
     *
     * @return the end to deliver messages to, or empty when the router takes no more connections;
     *     the transport then refuses in its own way
     */
    Optional<Peer> open(Connection connection, Serializer serializer);
}
