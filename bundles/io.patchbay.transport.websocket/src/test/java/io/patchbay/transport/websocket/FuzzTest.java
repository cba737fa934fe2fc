package io.patchbay.transport.websocket;

import static io.patchbay.transport.websocket.WsClient.BINARY;
import static io.patchbay.transport.websocket.WsClient.CONTINUATION;
import static io.patchbay.transport.websocket.WsClient.FIN;
import static io.patchbay.transport.websocket.WsClient.PING;
import static io.patchbay.transport.websocket.WsClient.TEXT;
import static io.patchbay.transport.websocket.WsClient.concat;
import static io.patchbay.transport.websocket.WsClient.frame;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import io.patchbay.testkit.RecordingPeer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;

/**
 * Scripts of frames with random damage: whatever comes, the connection ends in order, nothing fails
 * inside, no buffer is lost, and another session notices nothing. Netty reports lost buffers by the
 * same logger that failures use.
 */
class FuzzTest extends WsTest {
    private static final int SCRIPTS = 1_500;
    private static final String OFFER = "Sec-WebSocket-Extensions: permessage-deflate";

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        root().addAppender(log);
    }

    @AfterEach
    void stopListening() {
        root().detachAppender(log);
    }

    @Test
    void damageHarmsNobodyElse() throws IOException {
        router.echo();
        try (WsClient witness = connect("cbor")) {
            RecordingPeer witnessed = router.nextPeer();
            for (int seed = 0; seed < SCRIPTS; seed++) {
                attack(seed);
                if (seed % 100 == 0) {
                    byte[] message = {(byte) seed};
                    witness.send(message);
                    assertThat(witness.receive()).isEqualTo(message);
                }
            }
            assertThat(witnessed.isClosed()).isFalse();
        }
        System.gc();
        try (WsClient afterwards = connect("json")) {
            afterwards.send(new byte[] {'x'});
            assertThat(afterwards.receive()).hasSize(1);
        }
        assertThat(log.list).filteredOn(event -> event.getLevel() == Level.ERROR).isEmpty();
    }

    private void attack(int seed) throws IOException {
        var random = new Random(seed);
        boolean text = random.nextBoolean();
        try (WsClient client = connect(text ? "json" : "msgpack", OFFER)) {
            RecordingPeer peer = router.nextPeer();
            byte[] damaged = damage(script(random, text ? TEXT : BINARY), random);
            try {
                sendInPieces(client, damaged, random);
                client.write(WsClient.close(1000, ""));
            } catch (IOException closed) {
                // It had enough already.
            }
            client.disconnect();
            peer.awaitClosed();
        }
    }

    private static byte[] script(Random random, int opcode) {
        byte[] script = new byte[0];
        for (int i = 0; i < 5; i++) {
            byte[] payload = new byte[random.nextInt(300)];
            Arrays.fill(payload, (byte) 'a');
            script =
                    concat(
                            script,
                            frame(FIN | opcode, payload),
                            frame(opcode, payload),
                            frame(FIN | PING, "ping"),
                            frame(FIN | CONTINUATION, payload),
                            frame(FIN | 0x40 | opcode, HexFormat.of().parseHex("f248cdc9c90700")));
        }
        return script;
    }

    private static byte[] damage(byte[] script, Random random) {
        byte[] damaged = script;
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(damaged.length);
            damaged =
                    switch (random.nextInt(4)) {
                        case 0 -> flip(damaged, at, 1 << random.nextInt(8));
                        case 1 -> flip(damaged, at, random.nextInt(256));
                        case 2 -> concat(Arrays.copyOf(damaged, at), rest(damaged, at + 1));
                        default -> concat(Arrays.copyOf(damaged, at + 1), rest(damaged, at / 2));
                    };
        }
        return damaged;
    }

    private static byte[] flip(byte[] data, int at, int bits) {
        byte[] flipped = data.clone();
        flipped[at] ^= (byte) bits;
        return flipped;
    }

    private static byte[] rest(byte[] data, int from) {
        return Arrays.copyOfRange(data, from, data.length);
    }

    private static void sendInPieces(WsClient client, byte[] data, Random random)
            throws IOException {
        int at = 0;
        while (at < data.length) {
            int end = Math.min(data.length, at + 1 + random.nextInt(400));
            client.write(Arrays.copyOfRange(data, at, end));
            at = end;
        }
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }
}
