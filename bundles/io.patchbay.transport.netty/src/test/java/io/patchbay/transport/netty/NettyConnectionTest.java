package io.patchbay.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.patchbay.api.transport.CloseReason;
import io.patchbay.api.transport.ConnectionInfo;
import io.patchbay.api.transport.Peer;
import io.patchbay.wamp.Uri;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** In one thread: a turn of the loop ends when the test runs its tasks. */
class NettyConnectionTest {
    private final List<String> calls = new ArrayList<>();
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final NettyLoop loop = new NettyLoop(channel.eventLoop(), 0);
    private final Counted connection = new Counted();

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
        loop.release();
    }

    @Test
    void whatIsSentInOneTurnLeavesInOneWrite() {
        connection.send(new byte[] {1, 9}, 1, new byte[] {9, 2, 3, 9}, 1, 2);
        connection.send(new byte[] {4}, 1, new byte[0], 0, 0);

        assertThat(connection.pendingBytes()).isEqualTo(6);
        assertThat(channel.<ByteBuf>readOutbound()).isNull();
        channel.runPendingTasks();
        assertLeft(3, 1, 2, 3, 1, 4);
        assertThat(channel.<ByteBuf>readOutbound()).isNull();
        assertThat(connection.pendingBytes()).isZero();
    }

    @Test
    void bigBatchesAreSplitWithoutDisorder() {
        for (int i = 0; i < 3; i++) {
            connection.send(new byte[50_000], 50_000, new byte[] {(byte) i}, 0, 1);
        }
        channel.runPendingTasks();

        int left = 0;
        for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
            assertThat(out.readableBytes()).isLessThan(64 * 1024);
            assertThat(out.getByte(out.writerIndex() - 1)).isEqualTo((byte) left++);
            out.release();
        }
        assertThat(left).isEqualTo(3);
    }

    @Test
    void thePeerIsToldWhenAllHasLeft() {
        connection.attach(new Noting());

        connection.send(new byte[] {1}, 1, new byte[0], 0, 0);
        assertThat(calls).isEmpty();
        channel.runPendingTasks();

        assertThat(calls).containsExactly("drained");
    }

    @Test
    void closeWritesTheLastFrameBehindWhatIsPending() {
        connection.send(new byte[] {1}, 1, new byte[0], 0, 0);
        connection.close(CloseReason.NORMAL);
        connection.send(new byte[] {2}, 1, new byte[0], 0, 0);
        connection.close(CloseReason.TOO_SLOW);
        channel.runPendingTasks();

        assertLeft(1, 1, 'N');
        assertThat(channel.isActive()).isFalse();
    }

    @Test
    void whatIsPendingWhenTheChannelDiesIsGivenBack() {
        connection.attach(new Noting());
        connection.send(new byte[] {1}, 1, new byte[0], 0, 0);
        ByteBuf batch = connection.room(1);

        connection.disconnected();
        channel.close();
        channel.runPendingTasks();

        assertThat(batch.refCnt()).isZero();
        assertThat(calls).containsExactly("closed");
    }

    @Test
    void readingResumesInALaterTurnAndAfterCatchingUp() {
        connection.setReading(false);
        assertThat(channel.config().isAutoRead()).isFalse();
        assertThat(connection.isReading()).isFalse();

        connection.behind = true;
        connection.setReading(true);
        assertThat(channel.config().isAutoRead()).isFalse();
        channel.runPendingTasks();
        assertThat(channel.config().isAutoRead()).isFalse();

        connection.setReading(false);
        connection.behind = false;
        connection.setReading(true);
        channel.runPendingTasks();
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    @Test
    void theTransportHoldsReadingWhateverTheRouterWants() {
        connection.hold(true);
        connection.setReading(false);
        connection.setReading(true);
        channel.runPendingTasks();
        assertThat(channel.config().isAutoRead()).isFalse();

        connection.hold(false);
        channel.runPendingTasks();
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    @Test
    void anErrorOfTheRouterReachesTheHandlers() {
        channel.pipeline().addLast(new Noting());
        connection.attach(new Noting());
        connection.fails = true;

        connection.send(new byte[] {1}, 1, new byte[0], 0, 0);
        channel.runPendingTasks();

        assertThat(calls).containsExactly("caught");
    }

    @Test
    void connectionsOfALoopReadIntoOneBuffer() {
        var one = loop.readBuffers().newHandle();
        var other = loop.readBuffers().newHandle();
        ByteBuf first = one.allocate(channel.alloc());
        first.writeInt(7).release();
        ByteBuf second = other.allocate(channel.alloc());

        assertThat(second).isSameAs(first);
        assertThat(second.readableBytes()).isZero();
        ByteBuf whileKept = other.allocate(channel.alloc());
        assertThat(whileKept).isNotSameAs(second);
        second.release();
        whileKept.release();
    }

    private void assertLeft(int... octets) {
        byte[] expected = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            expected[i] = (byte) octets[i];
        }
        ByteBuf out = channel.readOutbound();
        assertThat(out).isEqualTo(Unpooled.wrappedBuffer(expected));
        out.release();
    }

    /** A frame is one octet of length; the last one is the initial of the reason. */
    private final class Counted extends NettyConnection {
        private boolean behind;
        private boolean fails;

        Counted() {
            super(
                    channel,
                    loop,
                    new ConnectionInfo("test", "test", new InetSocketAddress(0), false, List.of()),
                    255);
        }

        @Override
        protected void writeHeader(ByteBuf out, int messageLength) {
            out.writeByte(messageLength);
        }

        @Override
        protected void farewell(CloseReason reason) {
            room(1).writeByte(reason.name().charAt(0));
        }

        @Override
        protected boolean catchUp() {
            return !behind;
        }

        @Override
        protected void drained() {
            if (fails) {
                throw new IllegalStateException("thrown by the test");
            }
            super.drained();
        }
    }

    private final class Noting extends ChannelInboundHandlerAdapter implements Peer {
        @Override
        public void receive(byte[] data, int offset, int length) {
            calls.add("receive");
        }

        @Override
        public void violated(String what) {
            calls.add("violated");
        }

        @Override
        public void drained() {
            calls.add("drained");
        }

        @Override
        public void shutDown(Uri reason) {
            calls.add("shutDown");
        }

        @Override
        public void closed() {
            calls.add("closed");
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            calls.add("caught");
        }
    }
}
