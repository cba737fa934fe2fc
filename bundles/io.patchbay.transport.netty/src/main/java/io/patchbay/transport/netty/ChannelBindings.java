package io.patchbay.transport.netty;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLSession;

/** What identifies a TLS connection to both of its ends. */
final class ChannelBindings {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelBindings.class);
    private static final String LABEL = "EXPORTER-Channel-Binding"; // RFC 9266, section 3
    private static final int LENGTH = 32;

    /** Since Java 25; empty before. */
    private static final Optional<Method> EXPORT = export();

    private ChannelBindings() {}

    private static Optional<Method> export() {
        try {
            return Optional.of(
                    ExtendedSSLSession.class.getMethod(
                            "exportKeyingMaterialData", String.class, byte[].class, int.class));
        } catch (NoSuchMethodException e) {
            return Optional.empty();
        }
    }

    /** By type; empty without TLS. */
    static Map<String, byte[]> of(Channel channel) {
        SslHandler handler = channel.pipeline().get(SslHandler.class);
        if (handler == null) {
            return Map.of();
        }
        SSLSession session = handler.engine().getSession();
        var bindings = new HashMap<String, byte[]>();
        endPoint(session).ifPresent(hash -> bindings.put("tls-server-end-point", hash));
        exporter(session).ifPresent(key -> bindings.put("tls-exporter", key));
        return Map.copyOf(bindings);
    }

    /** RFC 5929, section 4.1: a hash of our certificate. */
    private static Optional<byte[]> endPoint(SSLSession session) {
        Certificate[] chain = session.getLocalCertificates();
        if (chain == null || chain.length == 0 || !(chain[0] instanceof X509Certificate own)) {
            return Optional.empty();
        }
        try {
            return Optional.of(MessageDigest.getInstance(hash(own)).digest(own.getEncoded()));
        } catch (GeneralSecurityException e) {
            LOG.debug("No tls-server-end-point for {}", own.getSigAlgName(), e);
            return Optional.empty();
        }
    }

    /** That of the certificate's signature, but none weaker than SHA-256. */
    private static String hash(X509Certificate certificate) {
        String algorithm = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
        if (algorithm.startsWith("SHA384")) {
            return "SHA-384";
        }
        return algorithm.startsWith("SHA512") ? "SHA-512" : "SHA-256";
    }

    /** RFC 9266. */
    private static Optional<byte[]> exporter(SSLSession session) {
        if (EXPORT.isEmpty()
                || !(session instanceof ExtendedSSLSession)
                || !session.getProtocol().equals("TLSv1.3")) {
            return Optional.empty();
        }
        try {
            return Optional.of((byte[]) EXPORT.get().invoke(session, LABEL, new byte[0], LENGTH));
        } catch (IllegalAccessException | InvocationTargetException e) {
            LOG.debug("No tls-exporter", e);
            return Optional.empty();
        }
    }
}
