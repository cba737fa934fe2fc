package io.patchbay.transport.rawsocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.testkit.TestIdentity;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.SSLSocket;

/** The contract over TLS, and what is special about it. */
class OverTlsTest extends RawSocketTransportTest {
    @TempDir static Path folder;
    private static TestIdentity server;
    private static TestIdentity alice;
    private static TestIdentity mallory;

    @BeforeAll
    static void createIdentities() throws Exception {
        server = TestIdentity.create(folder, "server");
        alice = TestIdentity.create(folder, "alice");
        mallory = TestIdentity.create(folder, "mallory");
    }

    @Override
    String[] settings() {
        return tls();
    }

    @Override
    RawClient silent(SocketAddress address) throws IOException {
        return RawClient.over(socket(address, alice));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void speaksTheConfiguredVersionsOnly(String version) throws IOException {
        try (var only = new Started(router, tls("tls.protocols", version));
                SSLSocket socket = socket(only.address(), alice)) {
            socket.startHandshake();

            assertThat(socket.getSession().getProtocol()).isEqualTo(version);
        }
    }

    @Test
    void connectionsAreTellingThatTheyAreSecure() throws IOException {
        try (RawClient client = silent(address()).handshake()) {
            var info = router.nextPeer().connection().info();

            assertThat(info.secure()).isTrue();
            assertThat(info.peerCertificates()).isEmpty();
            assertThat(client).isNotNull();
        }
    }

    @Test
    void connectionsAreBoundToTheServersCertificate() throws Exception {
        byte[] certificate = server.store().getCertificate("server").getEncoded();
        try (RawClient client = silent(address()).handshake()) {
            var info = router.nextPeer().connection().info();

            assertThat(info.channelBinding("tls-server-end-point"))
                    .hasValue(MessageDigest.getInstance("SHA-384").digest(certificate));
            assertThat(client).isNotNull();
        }
    }

    /** What the client finds out by itself is tested where clients are that can. */
    @Test
    @EnabledForJreRange(minVersion = 25)
    void eachConnectionIsBoundToAChannelOfItsOwn() throws IOException {
        try (RawClient one = silent(address()).handshake();
                RawClient other = silent(address()).handshake()) {
            byte[] first = exporter();
            byte[] second = exporter();

            assertThat(first).hasSize(32).isNotEqualTo(second);
            assertThat(one).isNotSameAs(other);
        }
    }

    private byte[] exporter() {
        return router.nextPeer().connection().info().channelBinding("tls-exporter").orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"want", "need"})
    void theClientsCertificateIsTold(String auth) throws Exception {
        try (var strict = new Started(router, mutual(auth));
                RawClient client = RawClient.over(socket(strict.address(), alice)).handshake()) {
            var info = router.nextPeer().connection().info();

            assertThat(info.peerCertificates())
                    .containsExactly((X509Certificate) alice.store().getCertificate("alice"));
            assertThat(client).isNotNull();
        }
    }

    @Test
    void aCertificateOfAnotherAuthorityIsRefused() {
        try (var strict = new Started(router, mutual("need"))) {
            assertThatThrownBy(
                            () ->
                                    RawClient.over(socket(strict.address(), mallory))
                                            .handshake()
                                            .close())
                    .isInstanceOf(IOException.class);
            assertThat(router.waitingPeers()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aClientThatClosesItsSideOfTlsIsClosed(String version) throws IOException {
        try (var only = new Started(router, tls("tls.protocols", version));
                SSLSocket socket = socket(only.address(), alice)) {
            RawClient client = RawClient.over(socket).handshake();

            socket.shutdownOutput();

            client.awaitClosed();
            router.nextPeer().awaitClosed();
        }
    }

    @Test
    void plainTextIsClosedQuietly() throws IOException {
        try (RawClient client = RawClient.silent(address())) {
            client.write(0x7f, 0xf2, 0, 0, 0, 0, 0, 0);

            client.awaitClosed();
            assertThat(router.waitingPeers()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "tls.certificate.file, /none, a PEM file that can be read",
        "tls.key.file, /none, a PEM file that can be read",
        "tls.key.file, '', a PEM file",
        "tls.client.auth, maybe, 'one of none, want, need'",
        "tls.protocols, SSLv3, 'TLSv1.3, TLSv1.2 or both'"
    })
    void badSettingsAreExplained(String key, String value, String expectation) {
        assertThat(Started.problem(router, tls(key, value)))
                .startsWith("rawsocket-test to listen: io.patchbay.transport.rawsocket-test.cfg: ")
                .contains(key + " = " + value + ": expected " + expectation);
    }

    @Test
    void aBrokenKeyIsExplained() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.key"), "no key");

        assertThat(Started.problem(router, tls("tls.key.file", broken.toString())))
                .contains("tls.key.file = " + broken + ": expected valid PEM");
    }

    @Test
    void askingForCertificatesNeedsAnAuthority() {
        assertThat(Started.problem(router, tls("tls.client.auth", "need")))
                .contains("tls.client.ca.file");
    }

    private static SSLSocket socket(SocketAddress address, TestIdentity client) throws IOException {
        try {
            return (SSLSocket)
                    client.trusting(server)
                            .getSocketFactory()
                            .createSocket(
                                    InetAddress.getLoopbackAddress(),
                                    ((InetSocketAddress) address).getPort());
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static String[] mutual(String auth) {
        return tls("tls.client.auth", auth, "tls.client.ca.file", alice.certificate().toString());
    }

    private static String[] tls(String... more) {
        var settings =
                new ArrayList<>(
                        List.of(
                                "tls.certificate.file",
                                server.certificate().toString(),
                                "tls.key.file",
                                server.key().toString()));
        settings.addAll(List.of(more));
        return settings.toArray(String[]::new);
    }
}
