package io.patchbay.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.SocketException;
import java.util.Random;

/** Requests with random damage: each connection ends, and nothing fails inside. */
@Timeout(60)
class HttpFuzzTest {
    private static final int SCRIPTS = 1_500;
    private static final String SCRIPT =
            "GET /echo?a=b%20c HTTP/1.1\r\nHost: x\r\nAccept: */*\r\n\r\n"
                    + "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello"
                    + "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "3;x=y\r\nabc\r\n0\r\nTrailer: z\r\n\r\n"
                    + "HEAD /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final ListenerKit kit =
            new ListenerKit("request.timeout.ms", 300, "idle.timeout.ms", 300);

    @BeforeEach
    void listen() {
        log.start();
        root().addAppender(log);
    }

    @AfterEach
    void stopListening() {
        root().detachAppender(log);
        kit.close();
    }

    @Test
    void damageHarmsNobodyElse() throws IOException {
        kit.mountEcho("/echo");
        for (int seed = 0; seed < SCRIPTS; seed++) {
            attack(damage(new Random(seed)), seed % 10 == 0);
            if (seed % 50 == 0) {
                assertThat(kit.exchange("GET /echo HTTP/1.0\r\n\r\n")).contains(" 200 OK");
            }
        }
        System.gc();
        assertThat(kit.exchange("GET /echo HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 200 ");
        // Connections that were only just closed may still hold what they had received.
        await().until(() -> new Figures(kit.listener()).get("patchbay_http_bodies_bytes") == 0);
        assertThat(log.list).filteredOn(event -> event.getLevel() == Level.ERROR).isEmpty();
    }

    /**
     * @param patient whether to see what comes of it, even if that takes the router's patience
     */
    private void attack(String script, boolean patient) throws IOException {
        try (RawHttp client = kit.connect()) {
            client.send(script);
            if (patient) {
                assertThat(client.readToEnd()).startsWith("HTTP/1.1 ");
            }
        } catch (SocketException reset) {
            // It had enough already.
        }
    }

    private static String damage(Random random) {
        var damaged = new StringBuilder(SCRIPT);
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(damaged.length());
            switch (random.nextInt(4)) {
                case 0 -> damaged.setCharAt(at, (char) random.nextInt(256));
                case 1 -> damaged.deleteCharAt(at);
                case 2 -> damaged.insert(at, "\r\n");
                default -> damaged.insert(at, damaged.substring(at / 2, at));
            }
        }
        return damaged.toString();
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }
}
