package io.patchbay.transport.websocket;

import static io.patchbay.transport.websocket.WsClient.CLOSE;
import static io.patchbay.transport.websocket.WsClient.FIN;
import static io.patchbay.transport.websocket.WsClient.PING;
import static io.patchbay.transport.websocket.WsClient.TEXT;
import static io.patchbay.transport.websocket.WsClient.close;
import static io.patchbay.transport.websocket.WsClient.concat;
import static io.patchbay.transport.websocket.WsClient.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.api.transport.CloseReason;
import io.patchbay.testkit.RecordingPeer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;

class ClosingTest extends WsTest {
    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1002, 1003, 1007, 1008, 1011, 1012, 1014, 3000, 4999})
    void theClientsCodeIsEchoed(int code) throws IOException {
        try (WsClient client = connect("json")) {
            client.write(close(code, "bye, ∞"));

            assertThat(client.assertCloses(code)).isEmpty();
            client.disconnect();
            router.nextPeer().awaitClosed();
        }
    }

    @Test
    void aCloseFrameWithoutACodeIsAnsweredWithOne() throws IOException {
        try (WsClient client = connect("json")) {
            client.write(frame(FIN | CLOSE, ""));

            var answer = client.readFrame();
            assertThat(answer.bits()).isEqualTo(FIN | CLOSE);
            assertThat(answer.payload()).isEmpty();
            client.assertClosed();
        }
    }

    @Test
    void nothingIsHeardAfterTheClientsClose() throws IOException {
        try (WsClient client = connect("json")) {
            client.write(
                    concat(
                            frame(FIN | TEXT, "last"),
                            close(1000, ""),
                            frame(FIN | TEXT, "too late"),
                            frame(FIN | PING, "")));

            client.assertCloses(1000);
            client.disconnect();
            RecordingPeer peer = router.nextPeer();
            peer.awaitClosed();
            assertThat(peer.nextMessage()).asString().isEqualTo("last");
            assertThat(peer.waitingMessages()).isZero();
        }
    }

    @Test
    void aMessageMayStayUnfinished() throws IOException {
        try (WsClient client = connect("json")) {
            client.write(concat(frame(TEXT, "begun"), close(1001, "")));

            client.assertCloses(1001);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "NORMAL, 1000",
        "GOING_AWAY, 1001",
        "PROTOCOL_VIOLATION, 1002",
        "REFUSED, 1008",
        "TOO_SLOW, 1008",
        "INTERNAL_ERROR, 1011"
    })
    void theRoutersReasonBecomesACode(CloseReason reason, int code) throws IOException {
        try (WsClient client = connect("json")) {
            RecordingPeer peer = router.nextPeer();
            peer.connection().loop().execute(() -> peer.connection().close(reason));

            client.assertCloseFrame(code);
            client.write(close(code, ""));
            client.assertClosed();
        }
    }

    @Test
    void theClientMayFinishWhatItWasSendingUntilItCloses() throws IOException {
        try (WsClient client = connect("json")) {
            RecordingPeer peer = router.nextPeer();
            client.write(frame(TEXT, "beg"));
            peer.connection().loop().execute(() -> peer.connection().close(CloseReason.NORMAL));
            client.assertCloseFrame(1000);

            client.write(frame(FIN, "un"));
            client.write(frame(FIN | TEXT, "another"));
            client.write(frame(FIN | PING, "no pong comes"));
            client.write(close(1000, ""));

            client.assertClosed();
            client.disconnect();
            peer.awaitClosed();
            assertThat(peer.waitingMessages()).isZero();
        }
    }

    @Test
    void aClientThatNeverClosesIsCutOff() throws IOException {
        try (WsClient client = connect("json")) {
            RecordingPeer peer = router.nextPeer();
            peer.connection().loop().execute(() -> peer.connection().close(CloseReason.NORMAL));

            client.assertCloseFrame(1000);
            client.assertClosed();
            peer.awaitClosed();
        }
    }

    @Test
    void closingIsPossibleWhileReadingIsOff() throws Exception {
        try (WsClient client = connect("json")) {
            RecordingPeer peer = router.nextPeer();
            router.onMessage((other, message) -> {});
            peer.onLoop(
                    connection -> {
                        connection.setReading(false);
                        return true;
                    });
            client.write(concat(frame(FIN | TEXT, "one"), frame(FIN | TEXT, "two")));
            peer.connection().loop().execute(() -> peer.connection().close(CloseReason.NORMAL));
            client.assertCloseFrame(1000);
            client.write(close(1000, ""));

            client.assertClosed();
            client.disconnect();
            peer.awaitClosed();
            assertThat(peer.waitingMessages()).isZero();
        }
    }

    @Test
    void aViolationWhileClosingEndsItAtOnce() throws IOException {
        try (WsClient client = connect("json")) {
            RecordingPeer peer = router.nextPeer();
            peer.connection().loop().execute(() -> peer.connection().close(CloseReason.NORMAL));
            client.assertCloseFrame(1000);

            client.write(frame(0x83, "reserved"));

            client.assertClosed();
        }
    }
}
