package io.patchbay.api.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known about a connection. Immutable.
 *
 * @param transport the kind of transport, say {@code websocket}
 * @param listener the listener that accepted it
 * @param remote the address of the peer; not an {@link InetSocketAddress} for a Unix socket
 * @param secure whether it runs over TLS
 * @param peerCertificates the client's certificate chain, empty if it gave none
 * @param channels what identifies the TLS connection, by type of channel binding (RFC 5929, 9266)
 * @param cookies those that came with the request by which the connection began and whose names
 *     begin with {@link #COOKIES}, by name; they are secrets
 */
public record ConnectionInfo(
        String transport,
        String listener,
        SocketAddress remote,
        boolean secure,
        List<X509Certificate> peerCertificates,
        Map<String, byte[]> channels,
        Map<String, String> cookies) {
    /** What the names of the cookies begin with that are meant for a router. */
    public static final String COOKIES = "bondy_";

    /** The transport of sessions that bundles of the router have opened for themselves. */
    public static final String LOCAL = "local";

    /** Of a connection that began with no cookies. */
    public ConnectionInfo(
            String transport,
            String listener,
            SocketAddress remote,
            boolean secure,
            List<X509Certificate> peerCertificates,
            Map<String, byte[]> channels) {
        this(transport, listener, remote, secure, peerCertificates, channels, Map.of());
    }

    /** Of a connection that is not bound to a channel. */
    public ConnectionInfo(
            String transport,
            String listener,
            SocketAddress remote,
            boolean secure,
            List<X509Certificate> peerCertificates) {
        this(transport, listener, remote, secure, peerCertificates, Map.of());
    }

    /** What both ends know of their TLS connection and nobody has for another one. */
    public Optional<byte[]> channelBinding(String type) {
        return Optional.ofNullable(channels.get(type));
    }

    /** The types of channel binding that there are. */
    public Set<String> channelBindings() {
        return channels.keySet();
    }

    /** Without the cookies. */
    @Override
    public String toString() {
        return transport + " " + listener + " " + remote;
    }

    /** The peer's IP address; empty for a peer on this machine that has none. */
    public Optional<InetAddress> address() {
        return remote instanceof InetSocketAddress inet
                ? Optional.ofNullable(inet.getAddress())
                : Optional.empty();
    }
}
