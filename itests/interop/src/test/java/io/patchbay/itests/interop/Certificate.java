package io.patchbay.itests.interop;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/**
 * A certificate for this machine that the JDK's keytool has signed by itself.
 *
 * @param file in PEM
 * @param key in PEM
 */
record Certificate(Path file, Path key) {
    private static final String PASSWORD = "changeit";
    private static final String ALIAS = "router";

    static Certificate create(Path folder) {
        try {
            Files.createDirectories(folder);
            Path store = folder.resolve("router.p12");
            generate(store);
            var keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(store)) {
                keys.load(in, PASSWORD.toCharArray());
            }
            return new Certificate(
                    pem(
                            folder.resolve("router.pem"),
                            "CERTIFICATE",
                            keys.getCertificate(ALIAS).getEncoded()),
                    pem(
                            folder.resolve("router.key"),
                            "PRIVATE KEY",
                            keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded()));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void generate(Path store) throws IOException {
        String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process =
                new ProcessBuilder(
                                keytool,
                                "-genkeypair",
                                "-alias",
                                ALIAS,
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "san=ip:127.0.0.1,dns:localhost",
                                "-ext",
                                "bc=ca:true",
                                "-keystore",
                                store.toString(),
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                PASSWORD)
                        .inheritIO()
                        .start();
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException("keytool failed");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path pem(Path file, String kind, byte[] content) throws IOException {
        String body = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(content);
        return Files.writeString(
                file, "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(kind, body));
    }

    /** The settings of a listener that shows it. */
    String settings() {
        return "tls.certificate.file = " + file + "\ntls.key.file = " + key + "\n";
    }
}
