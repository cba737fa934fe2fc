package io.patchbay.transport.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.patchbay.api.config.InvalidSetting;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** TLS for server sockets, by the JDK's provider. Immutable; any thread. */
public final class Tls {
    private static final Closing CLOSING = new Closing();

    private final SslContext context;

    private Tls(SslContext context) {
        this.context = context;
    }

    /**
     * Reads the files.
     *
     * @param source the configuration file, for messages
     * @throws InvalidSetting if one cannot be used
     */
    public static Tls of(String source, TlsSettings settings) {
        readable(source, "tls.certificate.file", settings.certificate());
        readable(source, "tls.key.file", settings.key());
        settings.clientCa().ifPresent(ca -> readable(source, "tls.client.ca.file", ca));
        SslContextBuilder builder = keyed(source, settings);
        try {
            return new Tls(
                    builder.sslProvider(SslProvider.JDK)
                            .clientAuth(settings.clientAuth())
                            .protocols(settings.protocols())
                            .build());
        } catch (SSLException | IllegalArgumentException e) {
            throw invalid(source, "tls.certificate.file", settings.certificate(), e);
        }
    }

    /**
     * Puts TLS in front of the channel's handlers; a handshake may take ten seconds. A client that
     * closes its side of TLS is treated as one that closes its side of TCP: it may wait for ours.
     */
    void install(Channel channel) {
        channel.pipeline().addLast(context.newHandler(channel.alloc()), CLOSING);
    }

    @Sharable
    private static final class Closing extends ChannelInboundHandlerAdapter {
        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event)
                throws Exception {
            if (event instanceof SslCloseCompletionEvent) {
                context.close();
            }
            super.userEventTriggered(context, event);
        }
    }

    /** The client's certificates; empty if it gave none, or without TLS. */
    static List<X509Certificate> peerCertificates(Channel channel) {
        SslHandler handler = channel.pipeline().get(SslHandler.class);
        var chain = new ArrayList<X509Certificate>();
        if (handler != null) {
            try {
                for (Certificate one : handler.engine().getSession().getPeerCertificates()) {
                    chain.add((X509Certificate) one);
                }
            } catch (SSLPeerUnverifiedException none) {
                return List.of();
            }
        }
        return List.copyOf(chain);
    }

    private static SslContextBuilder keyed(String source, TlsSettings settings) {
        SslContextBuilder builder;
        try {
            builder =
                    SslContextBuilder.forServer(
                            settings.certificate().toFile(), settings.key().toFile());
        } catch (IllegalArgumentException e) {
            throw invalid(source, "tls.key.file", settings.key(), e);
        }
        try {
            settings.clientCa().ifPresent(ca -> builder.trustManager(ca.toFile()));
        } catch (IllegalArgumentException e) {
            throw invalid(source, "tls.client.ca.file", settings.clientCa().orElseThrow(), e);
        }
        return builder;
    }

    private static void readable(String source, String key, Path file) {
        if (!Files.isReadable(file)) {
            throw new InvalidSetting(source, key, file, "a PEM file that can be read");
        }
    }

    private static InvalidSetting invalid(String source, String key, Path file, Exception why) {
        Throwable cause = why.getCause() == null ? why : why.getCause();
        return new InvalidSetting(source, key, file, "valid PEM (" + cause.getMessage() + ")");
    }
}
