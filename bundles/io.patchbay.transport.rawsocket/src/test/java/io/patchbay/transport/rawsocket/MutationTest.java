package io.patchbay.transport.rawsocket;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import io.netty.buffer.ByteBufAllocator;
import io.patchbay.api.transport.CloseReason;
import io.patchbay.testkit.OpaqueSerializer;
import io.patchbay.testkit.RecordingPeer;
import io.patchbay.testkit.RecordingRouter;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;

/** Many connections that say almost the right thing, and peers that react in every way. */
@Timeout(180)
class MutationTest {
    private static final int CONNECTIONS = 1_000;
    private static final int FRAMES_MAX = 30;

    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final Random random = new Random(20_261_122);

    @BeforeEach
    void listenToLogs() {
        logged.start();
        root().addAppender(logged);
    }

    @AfterEach
    void forgetLogs() {
        root().detachAppender(logged);
    }

    @Test
    void noneIsStuckOrThrowsOrLeaksABuffer() throws IOException {
        var router = new RecordingRouter(OpaqueSerializer.MSGPACK);
        router.onMessage(MutationTest::react);
        try (var server =
                new Started(router, "frame.timeout.ms", "200", "message.limit.bytes", "65536")) {
            for (int i = 0; i < CONNECTIONS; i++) {
                talk(server);
            }
            for (int i = router.waitingPeers(); i > 0; i--) {
                router.nextPeer().awaitClosed();
            }
        }

        assertThat(logged.list).filteredOn(event -> event.getLevel() == Level.ERROR).isEmpty();
        assertNoLeak();
    }

    private void talk(Started server) throws IOException {
        try (RawClient client = RawClient.silent(server.address())) {
            client.write(mutated(new byte[] {0x7f, (byte) 0xf2, 0, 0}, 40));
            for (int frames = random.nextInt(FRAMES_MAX); frames > 0; frames--) {
                int type = random.nextInt(3);
                byte[] payload = new byte[random.nextInt(random.nextInt(20) == 0 ? 70_000 : 100)];
                random.nextBytes(payload);
                byte[] frame = RawClient.frame(type << 24 | payload.length, payload);
                client.write(mutated(frame, 60));
            }
        } catch (IOException closed) {
            // As it should for most of them.
        }
    }

    /** One of so many has a bit flipped; as many are cut. */
    private byte[] mutated(byte[] bytes, int oneOf) {
        if (random.nextInt(oneOf) == 0) {
            bytes[random.nextInt(Math.min(bytes.length, 4))] ^= (byte) (1 << random.nextInt(8));
        }
        return random.nextInt(oneOf) == 0
                ? Arrays.copyOf(bytes, random.nextInt(bytes.length))
                : bytes;
    }

    private static void react(RecordingPeer peer, byte[] message) {
        switch (message.length % 7) {
            case 0 -> peer.connection().send(message, message.length, message, 0, 0);
            case 1 -> {
                peer.connection().setReading(false);
                peer.connection().loop().execute(() -> peer.connection().setReading(true));
            }
            case 2 -> peer.send(message);
            case 3 -> {
                if (message.length % 5 == 0) {
                    peer.connection().close(CloseReason.NORMAL);
                }
            }
            default -> {}
        }
    }

    private void assertNoLeak() {
        for (int i = 0; i < 10; i++) {
            System.gc();
            // A buffer that was collected before it was given back is told of by the next ones.
            ByteBufAllocator.DEFAULT.directBuffer(1).release();
        }
        assertThat(logged.list).filteredOn(event -> event.getMessage().contains("LEAK")).isEmpty();
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    }
}
