package io.patchbay.transport.rawsocket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.patchbay.api.transport.ConnectionInfo;
import io.patchbay.transport.netty.NettyConnection;
import io.patchbay.transport.netty.NettyLoop;
import io.patchbay.transport.netty.Traffic;

/** A connection behind the handshake. On its loop. */
final class RawSocketConnection extends NettyConnection {
    /** Over this, no more PINGs are read until the peer has read its PONGs. */
    private static final int PENDING_PONGS_BYTES_MAX = 64 * 1024;

    private static final int MAGIC = 0x7f;

    private final Traffic.OfLoop traffic;
    private final FrameReader reader;

    RawSocketConnection(
            Channel channel,
            NettyLoop loop,
            ConnectionInfo info,
            int maxMessageBytes,
            RawSocketSettings settings,
            Counters counters) {
        super(channel, loop, info, maxMessageBytes);
        this.traffic = counters.traffic().of(loop);
        this.reader = new FrameReader(this, settings, counters);
    }

    /** The handler that reads what comes after the handshake. */
    FrameReader reader() {
        return reader;
    }

    /** Answers the handshake. */
    void reply(int highNibble, int lowNibble) {
        room(Integer.BYTES).writeInt(MAGIC << 24 | highNibble << 20 | lowNibble << 16);
    }

    void ping() {
        writeFrame(Frame.PING, 0);
    }

    /** Echoes a PING. A peer that does not read its PONGs is not read from either. */
    void pong(byte[] payload, int offset, int length) {
        writeFrame(Frame.PONG, length).writeBytes(payload, offset, length);
        if (pendingBytes() > PENDING_PONGS_BYTES_MAX) {
            hold(true);
        }
    }

    @Override
    protected void writeHeader(ByteBuf out, int messageLength) {
        out.writeInt(Frame.header(Frame.MESSAGE, messageLength));
        traffic.sent(Frame.HEADER_BYTES + messageLength);
    }

    @Override
    protected void drained() {
        hold(false);
        super.drained();
    }

    @Override
    protected boolean catchUp() {
        return reader.catchUp();
    }

    private ByteBuf writeFrame(int type, int length) {
        ByteBuf out = room(Frame.HEADER_BYTES + length);
        out.writeInt(Frame.header(type, length));
        traffic.sent(Frame.HEADER_BYTES + length);
        return out;
    }
}
