package io.patchbay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;

import org.junit.jupiter.api.Test;

class RelayHandlerTest {
    private final RelayPeers peers = new RelayPeers();
    private final EmbeddedChannel callee = connected("45");
    private final EmbeddedChannel caller = connected("43");

    @Test
    void aCallGoesToTheCalleeWithTheCallersNumber() {
        receive(caller, "00000006 00000000 aabb");

        assertThat(sent(callee)).isEqualTo("0000000600000001aabb");
    }

    @Test
    void anAnswerGoesBackToTheCallerThatItNames() {
        EmbeddedChannel other = connected("43");

        receive(callee, "00000005 00000002 cc");
        receive(callee, "00000005 00000001 dd");

        assertThat(sent(other)).isEqualTo("0000000500000002cc");
        assertThat(sent(caller)).isEqualTo("0000000500000001dd");
    }

    @Test
    void calleesTakeTurns() {
        EmbeddedChannel other = connected("45");

        receive(caller, "00000004 00000000 00000004 00000000");

        assertThat(sent(callee)).isEqualTo("0000000400000001");
        assertThat(sent(other)).isEqualTo("0000000400000001");
    }

    @Test
    void anIncompleteFrameWaits() {
        receive(caller, "00000006 0000");
        assertThat(callee.<ByteBuf>readOutbound()).isNull();

        receive(caller, "0000 aabb");

        assertThat(sent(callee)).isEqualTo("0000000600000001aabb");
    }

    @Test
    void aFrameForNobodyIsDropped() {
        callee.close();

        receive(caller, "00000004 00000000");

        assertThat(caller.isOpen()).isTrue();
    }

    @Test
    void aFrameTooShortForTheNumberClosesTheConnection() {
        receive(caller, "00000001 00");

        assertThat(caller.isOpen()).isFalse();
    }

    private EmbeddedChannel connected(String role) {
        EmbeddedChannel channel = new EmbeddedChannel(new RelayHandler(peers));
        receive(channel, role);
        return channel;
    }

    private static void receive(EmbeddedChannel channel, String hex) {
        channel.writeInbound(
                Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex.replace(" ", ""))));
    }

    private static String sent(EmbeddedChannel channel) {
        ByteBuf frame = channel.readOutbound();
        try {
            return ByteBufUtil.hexDump(frame);
        } finally {
            frame.release();
        }
    }
}
