package io.patchbay.bench.net;

import io.patchbay.bench.wire.Format;
import io.patchbay.bench.wire.Framing;
import io.patchbay.bench.wire.RawSocketFraming;
import io.patchbay.bench.wire.WebSocketFraming;

import java.net.InetSocketAddress;
import java.net.URI;

/**
 * Where the router listens: {@code rs://host:port}, {@code ws://host:port/path}, or {@code
 * relay://host:port} for the bare relay.
 */
public record Target(Scheme scheme, InetSocketAddress address, String path) {
    /** What is spoken at the address. */
    public enum Scheme {
        RS,
        WS,
        RELAY
    }

    /**
     * Reads a URL.
     *
     * @throws IllegalArgumentException if {@code url} is none of the above, or its host is unknown
     */
    public static Target of(String url) {
        URI uri = URI.create(url);
        if (uri.getHost() == null || uri.getPort() < 0 || uri.getScheme() == null) {
            throw new IllegalArgumentException("expected scheme://host:port, got " + url);
        }
        InetSocketAddress address = new InetSocketAddress(uri.getHost(), uri.getPort());
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("unknown host " + uri.getHost());
        }
        return new Target(
                scheme(uri), address, uri.getRawPath().isEmpty() ? "/" : uri.getRawPath());
    }

    private static Scheme scheme(URI uri) {
        return switch (uri.getScheme()) {
            case "rs" -> Scheme.RS;
            case "ws" -> Scheme.WS;
            case "relay" -> Scheme.RELAY;
            default ->
                    throw new IllegalArgumentException(
                            "expected rs, ws or relay, got " + uri.getScheme());
        };
    }

    public boolean isLoopback() {
        return address.getAddress().isLoopbackAddress();
    }

    /** A new connection's framing for WAMP in {@code format}. */
    public Framing wampFraming(Format format) {
        return switch (scheme) {
            case RS -> new RawSocketFraming(format);
            case WS ->
                    new WebSocketFraming(
                            format, address.getHostString() + ":" + address.getPort(), path);
            case RELAY -> throw new IllegalArgumentException("a relay does not speak WAMP");
        };
    }
}
