package io.patchbay.api.transport;

import org.osgi.annotation.versioning.ConsumerType;

import java.net.SocketAddress;
import java.util.List;

/** A running listener of a transport, registered as a service while it lives. Any thread. */
@ConsumerType
public interface Transport {
    /** The name by which operators know it, say {@code rawsocket-default}. */
    String name();

    /** The addresses that it listens on; empty once it has stopped accepting. */
    List<SocketAddress> addresses();

    /** Closes what listens; connections that exist live on. Returns when that is done. */
    void stopAccepting();
}
