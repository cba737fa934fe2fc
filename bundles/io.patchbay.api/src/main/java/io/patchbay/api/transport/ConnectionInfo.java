package io.patchbay.api.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * What is known about a connection. Immutable.
 *
 * @param transport the kind of transport, say {@code websocket}
 * @param listener the listener that accepted it
 * @param remote the address of the peer; not an {@link InetSocketAddress} for a Unix socket
 * @param secure whether it runs over TLS
 * @param peerCertificates the client's certificate chain, empty if it gave none
 */
public record ConnectionInfo(
        String transport,
        String listener,
        SocketAddress remote,
        boolean secure,
        List<X509Certificate> peerCertificates) {

    /** The peer's IP address; empty for a peer on this machine that has none. */
    public Optional<InetAddress> address() {
        return remote instanceof InetSocketAddress inet
                ? Optional.ofNullable(inet.getAddress())
                : Optional.empty();
    }
}
