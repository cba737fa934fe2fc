package io.patchbay.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.testkit.TestIdentity;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLSocket;

/** The contract over TLS, and what is special about it. */
class OverTlsTest extends WebSocketTransportTest {
    @TempDir static Path folder;
    private static TestIdentity server;
    private static TestIdentity alice;

    @BeforeAll
    static void createIdentities() throws Exception {
        server = TestIdentity.create(folder, "server");
        alice = TestIdentity.create(folder, "alice");
    }

    @Override
    String[] settings() {
        return new String[] {
            "http.tls.certificate.file",
            server.certificate().toString(),
            "http.tls.key.file",
            server.key().toString(),
            "http.tls.client.auth",
            "want",
            "http.tls.client.ca.file",
            alice.certificate().toString()
        };
    }

    @Override
    WsClient silent(SocketAddress address) throws IOException {
        try {
            SSLSocket socket =
                    (SSLSocket)
                            alice.trusting(server)
                                    .getSocketFactory()
                                    .createSocket(
                                            InetAddress.getLoopbackAddress(),
                                            ((InetSocketAddress) address).getPort());
            return WsClient.over(socket);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    @Test
    void theRouterLearnsTheClientsCertificate() throws Exception {
        try (Client client = connect(address())) {
            var info = router.nextPeer().connection().info();

            assertThat(info.secure()).isTrue();
            assertThat(info.peerCertificates())
                    .containsExactly((X509Certificate) alice.store().getCertificate("alice"));
            assertThat(client).isNotNull();
        }
    }
}
