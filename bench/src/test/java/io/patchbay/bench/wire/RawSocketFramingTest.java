package io.patchbay.bench.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RawSocketFramingTest {
    private final Framing framing = new RawSocketFraming(Format.MSGPACK);
    private final Frames frames = new Frames();

    @Test
    void offersItsSerializerAndTheGreatestLength() {
        assertThat(framing.opening()).isEqualTo(Hex.bytes("7f f2 00 00"));
    }

    @Test
    void acceptsTheAnswerOnceItIsWhole() {
        assertThat(framing.accept(Hex.bytes("7f f2 00"), 0, 3)).isEqualTo(-1);
        assertThat(framing.accept(Hex.bytes("7f a2 00 00 99"), 0, 5)).isEqualTo(4);
    }

    @Test
    void refusalIsAFault() {
        assertThatThrownBy(() -> framing.accept(Hex.bytes("7f 10 00 00"), 0, 4))
                .isInstanceOf(WireFault.class)
                .hasMessageContaining("7f 10");
    }

    @Test
    void writesALengthBeforeTheMessage() {
        Bytes out = new Bytes();

        framing.begin(out, 0x01_0203);

        assertThat(out.toArray()).isEqualTo(Hex.bytes("00 01 02 03"));
    }

    @Test
    void readsMessagesAndPingsAndLeavesAnIncompleteFrame() {
        byte[] data = Hex.bytes("00000002 aabb  01000001 cc  02000000  00000003 dd");

        int used = frames.readAll(framing, data);

        assertThat(used).isEqualTo(15);
        assertThat(frames.messages).containsExactly(Hex.bytes("aabb"));
        assertThat(frames.pings).containsExactly(Hex.bytes("cc"));
    }

    @Test
    void unknownFrameTypeClosesTheConnection() {
        frames.readAll(framing, Hex.bytes("07000000"));

        assertThat(frames.closings).hasSize(1);
    }

    @Test
    void answersAPing() {
        Bytes out = new Bytes();

        framing.pong(out, Hex.bytes("cc"), 0, 1);

        assertThat(out.toArray()).isEqualTo(Hex.bytes("02000001 cc"));
    }
}
