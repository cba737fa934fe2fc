package io.patchbay.transport.netty;

import io.netty.handler.ssl.ClientAuth;
import io.patchbay.api.config.Settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The keys {@code tls.*} of a listener.
 *
 * @param certificate PEM file with the certificate chain
 * @param key PEM file with the private key, PKCS#8, without a password
 * @param clientCa PEM file with the authorities that client certificates are checked against
 */
public record TlsSettings(
        Path certificate,
        Path key,
        Optional<Path> clientCa,
        ClientAuth clientAuth,
        List<String> protocols) {

    private static final String CERTIFICATE = "tls.certificate.file";
    private static final String KEY = "tls.key.file";
    private static final String CLIENT_CA = "tls.client.ca.file";
    private static final String CLIENT_AUTH = "tls.client.auth";
    private static final String PROTOCOLS = "tls.protocols";

    /** Empty if neither a certificate nor a key is given. */
    static Optional<TlsSettings> of(Settings settings) {
        Optional<Path> certificate = settings.path(CERTIFICATE);
        Optional<Path> key = settings.path(KEY);
        if (certificate.isEmpty() && key.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new TlsSettings(
                        required(settings, CERTIFICATE, certificate),
                        required(settings, KEY, key),
                        settings.path(CLIENT_CA),
                        clientAuth(settings),
                        protocols(settings)));
    }

    private static Path required(Settings settings, String key, Optional<Path> path) {
        return path.orElseThrow(
                () -> settings.invalid(key, "a PEM file, as TLS needs a certificate and its key"));
    }

    private static ClientAuth clientAuth(Settings settings) {
        ClientAuth auth =
                switch (settings.choice(CLIENT_AUTH, "none", "want", "need")) {
                    case "want" -> ClientAuth.OPTIONAL;
                    case "need" -> ClientAuth.REQUIRE;
                    default -> ClientAuth.NONE;
                };
        if (auth != ClientAuth.NONE && settings.path(CLIENT_CA).isEmpty()) {
            throw settings.invalid(CLIENT_CA, "a PEM file, as " + CLIENT_AUTH + " asks for one");
        }
        return auth;
    }

    private static List<String> protocols(Settings settings) {
        List<String> protocols = settings.list(PROTOCOLS);
        if (protocols.isEmpty() || !List.of("TLSv1.3", "TLSv1.2").containsAll(protocols)) {
            throw settings.invalid(PROTOCOLS, "TLSv1.3, TLSv1.2 or both");
        }
        return protocols;
    }
}
