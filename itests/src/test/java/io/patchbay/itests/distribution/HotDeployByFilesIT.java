package io.patchbay.itests.distribution;

import static io.patchbay.itests.distribution.RouterProcess.patiently;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.itests.client.Client;
import io.patchbay.itests.client.Format;
import io.patchbay.itests.client.PluginJar;
import io.patchbay.itests.client.Refused;
import io.patchbay.itests.client.Wamp;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An operator's changes, by file operations alone, to a router that runs. Each test has a session
 * that must not notice.
 */
class HotDeployByFilesIT {
    private static final String CBOR = "io.patchbay.serializer.cbor";
    private static final String WEB_SOCKET = "io.patchbay.transport.websocket";
    private static final String RAW_SOCKET_CFG = "io.patchbay.transport.rawsocket-default.cfg";
    private static final String SECOND_CFG = "io.patchbay.transport.rawsocket-second.cfg";

    @TempDir private static Path folder;

    private static RouterProcess router;

    private Client bystander;
    private int port;

    @BeforeAll
    static void start() throws IOException {
        router = RouterProcess.in(folder, "-Dio.netty.leakDetection.level=paranoid").start();
    }

    @AfterAll
    static void stop() {
        if (router != null) {
            router.close();
        }
    }

    @BeforeEach
    void join() throws IOException {
        port = router.port("rawsocket-default");
        bystander = Client.overRawSocket(port, Format.MSGPACK);
        router.markLog();
    }

    @AfterEach
    void bystanderHasNotNoticed() throws IOException {
        bystander.callItself();
        bystander.close();
    }

    @Test
    void aSerializerComesChangesAndGoesWithItsJar() throws Exception {
        try (var user = Client.overRawSocket(port, Format.CBOR)) {
            router.undeploy(CBOR);
            user.expectGoodbye(Wamp.SYSTEM_SHUTDOWN);
        }
        assertThatThrownBy(() -> Client.overRawSocket(port, Format.CBOR))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(1));

        router.deploy(CBOR);
        try (var user = joinOnceItIsThere(Format.CBOR)) {
            user.callItself();
            byte[] changed = PluginJar.withVersion(router.shipped(CBOR), "0.2.0");
            Files.write(router.deployed(CBOR), changed);
            user.expectGoodbye(Wamp.SYSTEM_SHUTDOWN);
        }
        try (var user = joinOnceItIsThere(Format.CBOR)) {
            user.callItself();
        }
    }

    private Client joinOnceItIsThere(Format format) {
        return patiently()
                .ignoreExceptionsInstanceOf(Refused.class)
                .until(() -> Client.overRawSocket(port, format), client -> true);
    }

    @Test
    void aTransportComesChangesAndGoesWithItsJar() throws Exception {
        int webSocket = router.port("http-public");
        try (var user = Client.overWebSocket(webSocket, Format.JSON)) {
            router.undeploy(WEB_SOCKET);
            user.expectGoodbye(Wamp.SYSTEM_SHUTDOWN);
        }
        patiently()
                .untilAsserted(
                        () ->
                                assertThatThrownBy(
                                                () -> Client.overWebSocket(webSocket, Format.JSON))
                                        .isInstanceOf(ConnectException.class));

        router.markLog();
        router.deploy(WEB_SOCKET);
        router.awaitLog("http-public listens on");
        try (var user = Client.overWebSocket(router.port("http-public"), Format.JSON)) {
            user.callItself();
            router.markLog();
            byte[] changed = PluginJar.withVersion(router.shipped(WEB_SOCKET), "0.2.0");
            Files.write(router.deployed(WEB_SOCKET), changed);
            user.expectGoodbye(Wamp.SYSTEM_SHUTDOWN);
        }
        router.awaitLog("http-public listens on");
        try (var user = Client.overWebSocket(router.port("http-public"), Format.JSON)) {
            user.callItself();
        }
    }

    @Test
    void aListenerMovesWithItsFileAndNoOtherDoes() throws Exception {
        Files.writeString(router.etc(SECOND_CFG), "host = 127.0.0.1\nport = 0\n");
        router.awaitLog("rawsocket-second listens on");
        int first = router.port("rawsocket-second");
        router.markLog();
        try (var user = Client.overRawSocket(first, Format.JSON)) {
            user.callItself();
            Files.writeString(router.etc(SECOND_CFG), "host = 0.0.0.0\nport = 0\n");
            user.expectGoodbye(Wamp.SYSTEM_SHUTDOWN);
        }
        router.awaitLog("rawsocket-second listens on");
        int second = router.port("rawsocket-second");
        Client.overRawSocket(second, Format.JSON).close();
        assertThatThrownBy(() -> Client.overRawSocket(first, Format.JSON))
                .isInstanceOf(ConnectException.class);

        Files.delete(router.etc(SECOND_CFG));
        patiently()
                .untilAsserted(
                        () ->
                                assertThatThrownBy(() -> Client.overRawSocket(second, Format.JSON))
                                        .isInstanceOf(ConnectException.class));
        assertThat(router.port("rawsocket-default")).isEqualTo(port);
        Client.overRawSocket(port, Format.JSON).close();
    }

    @Test
    void aLimitChangesWithoutEndingSessions() throws Exception {
        String good = Files.readString(router.etc(RAW_SOCKET_CFG));

        Files.writeString(router.etc(RAW_SOCKET_CFG), good + "\nmessage.limit.bytes = 1024\n");
        patiently().until(() -> Handshakes.lengthNibble(port) == 1);

        bystander.callItself();
        Files.writeString(router.etc(RAW_SOCKET_CFG), good);
        patiently().until(() -> Handshakes.lengthNibble(port) == 15);
    }

    @Test
    void aBadValueIsToldAndTheFormerConfigurationStays() throws Exception {
        String good = Files.readString(router.etc(RAW_SOCKET_CFG));

        Files.writeString(router.etc(RAW_SOCKET_CFG), "host = 127.0.0.1\nport = seventy\n");

        router.awaitLog(
                "ERROR",
                RAW_SOCKET_CFG,
                "port",
                "seventy",
                "expected a whole number",
                "configuration stays in force");
        Client.overRawSocket(port, Format.JSON).close();
        Files.writeString(router.etc(RAW_SOCKET_CFG), good);
    }

    @Test
    void aBadRealmFileIsToldAndTheRealmsStay() throws Exception {
        String good = Files.readString(router.etc("realms.json"));

        Files.writeString(
                router.etc("realms.json"), good.replace("127.0.0.0/8", "127.0.0.0/eight"));

        router.awaitLog(
                "ERROR", "realms.json", "cidr", "127.0.0.0/eight", "expected", "realms stay");
        Client.overRawSocket(port, Format.JSON).close();

        router.markLog();
        Files.writeString(router.etc("realms.json"), good);
        router.awaitLog("realms.json", "[realm1]");
    }

    @Test
    void aBadCoreValueIsToldAndTheFormerConfigurationStays() throws Exception {
        Files.writeString(router.etc("io.patchbay.core.cfg"), "hello.timeout.ms = soon\n");

        router.awaitLog("ERROR", "io.patchbay.core.cfg", "hello.timeout.ms", "soon", "expected");
        Client.overRawSocket(port, Format.JSON).close();

        Files.writeString(router.etc("io.patchbay.core.cfg"), "");
    }

    @Test
    void aBundleThatMissesSomethingIsToldWithWhatItMisses() throws Exception {
        byte[] lacking =
                PluginJar.with(
                        router.shipped(CBOR),
                        "Import-Package",
                        "com.example.missing;version=\"[1.2,2)\"");
        Path jar = router.deployed("com.example.lacking");

        Files.write(jar, PluginJar.with(lacking, "Bundle-SymbolicName", "com.example.lacking"));

        router.awaitLog("ERROR", "com.example.lacking.jar", "com.example.missing", "1.2", "nobody");
        Files.delete(jar);
    }

    @Test
    void aFileThatIsNoJarIsTold() throws Exception {
        Path jar = router.deployed("broken");

        Files.writeString(jar, "This was cut short");

        router.awaitLog("ERROR", "broken.jar", "no bundle");
        Files.delete(jar);
    }

    @Test
    void aJarIsNotTakenBeforeItIsWhole() throws Exception {
        byte[] jar = Files.readAllBytes(router.shipped(CBOR));
        router.undeploy(CBOR);
        patiently()
                .untilAsserted(
                        () ->
                                assertThatThrownBy(() -> Client.overRawSocket(port, Format.CBOR))
                                        .isInstanceOf(Refused.class));

        try (var out = Files.newOutputStream(router.deployed(CBOR))) {
            int half = jar.length / 2;
            out.write(jar, 0, half);
            out.flush();
            router.awaitLog("ERROR", CBOR + ".jar", "no bundle");
            out.write(jar, half, jar.length - half);
        }

        joinOnceItIsThere(Format.CBOR).close();
    }

    @Test
    void operatorsCanAskHowItIs() throws Exception {
        assertThat(router.get("/ping").statusCode()).isEqualTo(204);
        assertThat(router.get("/ready").statusCode()).isEqualTo(204);
        assertThat(router.metric("patchbay_sessions")).isGreaterThanOrEqualTo(1);
        assertThat(router.metric("patchbay_bugs_total")).isZero();
        assertThat(router.log()).doesNotContain("LEAK");
    }
}
