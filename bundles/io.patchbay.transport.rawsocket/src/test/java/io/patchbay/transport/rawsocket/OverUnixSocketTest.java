package io.patchbay.transport.rawsocket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The contract over a Unix domain socket, and what is special about its file. */
@DisabledOnOs(OS.WINDOWS)
class OverUnixSocketTest extends RawSocketTransportTest {
    @TempDir Path folder;

    @Override
    String[] settings() {
        return settings("auto", "contract.sock");
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "nio"})
    void theFileHasItsPermissionsAndGoesWithTheListener(String io) throws IOException {
        Path file = folder.resolve("own.sock");
        try (var server = new Started(router, settings(io, "own.sock"));
                RawClient client = RawClient.ready(server.address())) {
            assertThat(server.address()).isEqualTo(UnixDomainSocketAddress.of(file));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-rw----");
            var info = router.nextPeer().connection().info();
            assertThat(info.remote()).isInstanceOf(UnixDomainSocketAddress.class);
            assertThat(info.address()).isEmpty();
            assertThat(client).isNotNull();
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void aFileThatAKilledProcessLeftIsReplaced() throws IOException {
        Path file = folder.resolve("stale.sock");
        try (var left = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            left.bind(UnixDomainSocketAddress.of(file));
        }
        assertThat(file).exists();

        try (var server = new Started(router, settings("auto", "stale.sock"));
                RawClient client = RawClient.ready(server.address())) {
            assertThat(client).isNotNull();
        }
    }

    @Test
    void aSocketThatIsServedIsLeftAlone() throws IOException {
        Path file = folder.resolve("busy.sock");
        try (var other = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            other.bind(UnixDomainSocketAddress.of(file));

            assertThat(Started.problem(router, settings("auto", "busy.sock")))
                    .contains("unix.path = " + file)
                    .contains("already in use");
            assertThat(file).exists();
        }
    }

    @Test
    void aFileThatIsNoSocketIsLeftAlone() throws IOException {
        Path file = Files.writeString(folder.resolve("note.sock"), "precious");

        assertThat(Started.problem(router, settings("auto", "note.sock"))).contains("no socket");
        assertThat(file).hasContent("precious");
    }

    @Test
    void tcpAndUnixMayBeServedAtOnce() throws IOException {
        String path = folder.resolve("both.sock").toString();
        try (var server = new Started(router, "unix.path", path);
                RawClient tcp = RawClient.ready(server.transport().addresses().get(0));
                RawClient unix = RawClient.ready(server.transport().addresses().get(1))) {
            assertThat(tcp).isNotNull();
            assertThat(unix).isNotNull();
        }
    }

    private String[] settings(String io, String file) {
        return new String[] {
            "native", io, "port", "-1", "unix.path", folder.resolve(file).toString()
        };
    }
}
