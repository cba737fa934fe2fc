package io.patchbay.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Copies what is read out of the loop's shared buffer, as the decoder keeps what it is given. It
 * leaves with the other HTTP handlers, and what comes instead reads from the shared buffer.
 */
final class ReadBufferRelease extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        var shared = (ByteBuf) msg;
        ByteBuf own = ctx.alloc().heapBuffer(shared.readableBytes());
        try {
            own.writeBytes(shared);
        } finally {
            shared.release();
        }
        ctx.fireChannelRead(own);
    }
}
