package io.patchbay.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.testkit.OpaqueSerializer;
import io.patchbay.testkit.RecordingRouter;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

@Timeout(60)
class OpeningHandshakeTest {
    private final RecordingRouter router =
            new RecordingRouter(
                    OpaqueSerializer.JSON, OpaqueSerializer.MSGPACK, OpaqueSerializer.CBOR);
    private Started started = new Started(router);

    @AfterEach
    void close() {
        started.close();
    }

    private void configure(String... settings) {
        started.close();
        started = new Started(router, settings);
    }

    @Test
    void isAnsweredAsTheSpecificationShows() throws IOException {
        try (WsClient client = connect()) {
            String head = client.upgrade("json");

            assertThat(head)
                    .contains("sec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n")
                    .contains("upgrade: websocket\r\n", "connection: upgrade\r\n")
                    .contains("sec-websocket-protocol: wamp.2.json\r\n")
                    .doesNotContain("extensions", "content-length", "transfer-encoding");
            var peer = router.nextPeer();
            assertThat(peer.serializer()).isEqualTo(OpaqueSerializer.JSON);
            assertThat(peer.connection().info().transport()).isEqualTo("websocket");
            assertThat(peer.connection().info().listener()).isEqualTo("http-public");
            assertThat(peer.connection().info().address()).isPresent();
        }
    }

    @Test
    void theRouterLearnsTheCookiesThatAreMeantForIt() throws IOException {
        try (WsClient client = connect()) {
            client.upgrade("json", "Cookie: theme=dark; bondy_ticket_realm1=abc");

            assertThat(router.nextPeer().connection().info().cookies())
                    .containsExactly(Map.entry("bondy_ticket_realm1", "abc"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "wamp.2.cbor, wamp.2.json; cbor",
                "wamp.2.json,wamp.2.cbor; json",
                "soap, wamp.2.msgpack.batched, wamp.2.msgpack; msgpack"
            })
    void theClientsFirstChoiceIsTaken(String offered, String taken) throws IOException {
        try (WsClient client = connect()) {
            String head = client.request(offered);

            assertThat(head).contains("sec-websocket-protocol: wamp.2." + taken + "\r\n");
        }
    }

    @Test
    void subprotocolsMayBeOfferedInSeveralHeaders() throws IOException {
        try (WsClient client = connect()) {
            String head = client.request("mqtt", "Sec-WebSocket-Protocol: wamp.2.cbor");

            assertThat(head).contains("sec-websocket-protocol: wamp.2.cbor\r\n");
        }
    }

    @Test
    void whatIsThereIsToldWhenNothingFits() throws IOException {
        try (WsClient client = connect()) {
            client.write(get("Sec-WebSocket-Protocol: mqtt, WAMP.2.JSON"));

            assertThat(readAll(client))
                    .startsWith("HTTP/1.1 400 ")
                    .endsWith("The subprotocols are wamp.2.cbor, wamp.2.json, wamp.2.msgpack\n");
        }
        try (WsClient client = connect()) {
            client.write(get("x: no subprotocol"));

            assertThat(readAll(client)).startsWith("HTTP/1.1 400 ").contains("wamp.2.json");
        }
        assertThat(router.waitingPeers()).isZero();
        assertThat(metric("patchbay_transport_connections_refused_total")).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Upgrade: h2c; 426",
                "Upgrade:; 426",
                "Connection: keep-alive; 426",
                "Sec-WebSocket-Version: 8; 426",
                "Sec-WebSocket-Version:; 426",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ; 400",
                "Sec-WebSocket-Key: c2hvcnQ=; 400",
                "Sec-WebSocket-Key: !!!!; 400",
                "Sec-WebSocket-Key:; 400",
            })
    void badHandshakesAreRefused(String header, int status) throws IOException {
        String name = header.substring(0, header.indexOf(':') + 1);
        String request =
                new String(get("Sec-WebSocket-Protocol: wamp.2.json"), StandardCharsets.US_ASCII);
        String bad = request.replaceAll("(?m)^" + name + ".*\r\n", header + "\r\n");
        try (WsClient client = connect()) {
            client.write(bad.getBytes(StandardCharsets.US_ASCII));

            assertThat(readAll(client)).startsWith("HTTP/1.1 " + status + " ");
        }
    }

    @Test
    void theRightVersionIsTold() throws IOException {
        try (WsClient client = connect()) {
            client.write(
                    new String(get("a: b"), StandardCharsets.US_ASCII)
                            .replace("Version: 13", "Version: 99")
                            .getBytes(StandardCharsets.US_ASCII));

            assertThat(readAll(client))
                    .contains("sec-websocket-version: 13\r\n", "upgrade: websocket\r\n")
                    .containsIgnoringCase("connection: upgrade\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "HEAD", "PUT"})
    void otherMethodsAreRefused(String method) throws IOException {
        try (WsClient client = connect()) {
            client.write(
                    new String(
                                    get("Sec-WebSocket-Protocol: wamp.2.json"),
                                    StandardCharsets.US_ASCII)
                            .replace("GET", method)
                            .getBytes(StandardCharsets.US_ASCII));

            assertThat(client.readHead()).startsWith("HTTP/1.1 405 ").contains("allow: GET");
        }
    }

    @Test
    void oldHttpHasNoUpgrades() throws IOException {
        try (WsClient client = connect()) {
            client.write(
                    new String(
                                    get("Sec-WebSocket-Protocol: wamp.2.json"),
                                    StandardCharsets.US_ASCII)
                            .replace("HTTP/1.1", "HTTP/1.0")
                            .getBytes(StandardCharsets.US_ASCII));

            assertThat(readAll(client)).startsWith("HTTP/1.1 426 ");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "loopback, http://localhost, true",
        "loopback, http://localhost:8080, true",
        "loopback, https://127.0.0.1:3000, true",
        "loopback, http://[::1]:3000, true",
        "loopback, http://localhost.example.com, false",
        "loopback, http://evil.example.com, false",
        "loopback, http://127.0.0.1.example.com, false",
        "loopback, null, false",
        "'loopback,null', null, true",
        "*, http://evil.example.com, true",
        "https://example.com, https://example.com, true",
        "https://example.com, HTTPS://EXAMPLE.COM, true",
        "https://example.com, http://example.com, false",
        "https://example.com, https://example.com:8443, false",
        "https://example.com, https://example.com.evil.org, false",
        "https://*.example.com, https://a.b.example.com, true",
        "https://*.example.com, https://example.com, false",
        "https://*.example.com, https://evil.org/.example.com, false",
        "'https://a.org, https://b.org:*', https://b.org:99, true",
        "'', http://localhost, false",
    })
    void pagesConnectIfTheirOriginIsAllowed(String origins, String origin, boolean allowed)
            throws IOException {
        configure("origins", origins);
        try (WsClient client = connect()) {
            String head = client.request("wamp.2.json", "Origin: " + origin);

            assertThat(head).startsWith(allowed ? "HTTP/1.1 101 " : "HTTP/1.1 403 ");
        }
    }

    @Test
    void clientsWithoutAnOriginConnect() throws IOException {
        configure("origins", "");
        try (WsClient client = connect()) {
            assertThat(client.request("wamp.2.json")).startsWith("HTTP/1.1 101 ");
        }
    }

    @Test
    void framesMayComeRightBehindTheHandshake() throws IOException {
        try (WsClient client = connect()) {
            client.write(
                    WsClient.concat(
                            get("Sec-WebSocket-Protocol: wamp.2.json"),
                            WsClient.frame(0x81, "early"),
                            WsClient.frame(0x81, "late")));

            assertThat(client.readHead()).startsWith("HTTP/1.1 101 ");
            var peer = router.nextPeer();
            assertThat(peer.nextMessage()).asString().isEqualTo("early");
            assertThat(peer.nextMessage()).asString().isEqualTo("late");
        }
    }

    private WsClient connect() throws IOException {
        return WsClient.silent(started.address());
    }

    private static byte[] get(String header) {
        return ("GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                        + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                        + header
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Head and body of a response. */
    private static String readAll(WsClient client) throws IOException {
        String head = client.readHead();
        int length = head.indexOf("content-length: ") + "content-length: ".length();
        int bytes = Integer.parseInt(head.substring(length, head.indexOf('\r', length)));
        return head + new String(client.readBytes(bytes), StandardCharsets.UTF_8);
    }

    private double metric(String name) {
        return new Figures(started.transport()).get(name);
    }
}
