package io.patchbay.bench;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.patchbay.bench.wire.RelayFraming.Role;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * One connection of the relay. Its first byte names its role. A caller's frame gets the caller's
 * number written over its first four bytes and goes to a callee; a callee's frame goes back to the
 * caller that it names.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a connection that fails is closed and says so
final class RelayHandler extends ByteToMessageDecoder {
    private static final int HEADER_BYTES = 4;
    private static final int LENGTH_MASK = 0xff_ffff;
    private static final int CALLER_BYTES = 4;

    private final RelayPeers peers;
    private final List<Channel> unflushed = new ArrayList<>();
    private boolean identified;
    private boolean callee;
    private int number;
    private int answered = -1;
    private @Nullable Channel answeredChannel;

    RelayHandler(RelayPeers peers) {
        this.peers = peers;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (!identified) {
            identify(context.channel(), in.readByte());
        }
        while (in.readableBytes() >= HEADER_BYTES) {
            int frame = HEADER_BYTES + (in.getInt(in.readerIndex()) & LENGTH_MASK);
            if (in.readableBytes() < frame) {
                return;
            }
            if (frame < HEADER_BYTES + CALLER_BYTES) {
                context.close();
                return;
            }
            forward(in.readRetainedSlice(frame));
        }
    }

    private void identify(Channel channel, byte role) {
        identified = true;
        callee = role == Role.CALLEE.code();
        if (callee) {
            peers.addCallee(channel);
        } else {
            number = peers.addCaller(channel);
        }
    }

    private void forward(ByteBuf frame) {
        Channel receiver = callee ? caller(frame) : nextCallee(frame);
        if (receiver == null) {
            frame.release();
            return;
        }
        receiver.write(frame, receiver.voidPromise());
        if (!unflushed.contains(receiver)) {
            unflushed.add(receiver);
        }
    }

    private @Nullable Channel nextCallee(ByteBuf frame) {
        frame.setInt(HEADER_BYTES, number);
        return peers.nextCallee();
    }

    private @Nullable Channel caller(ByteBuf frame) {
        int caller = frame.getInt(HEADER_BYTES);
        if (caller != answered) {
            answered = caller;
            answeredChannel = peers.caller(caller);
        }
        return answeredChannel;
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) throws Exception {
        super.channelReadComplete(context);
        for (Channel receiver : unflushed) {
            receiver.flush();
        }
        unflushed.clear();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        peers.remove(number, context.channel());
        super.channelInactive(context);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
