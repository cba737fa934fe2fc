package io.patchbay.transport.websocket;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerAdapter;
import io.netty.channel.ChannelHandlerContext;

import java.util.function.Function;

/** Comes when the handshake was answered, and at once makes room for the {@link FrameReader}. */
final class Opening extends ChannelHandlerAdapter {
    private final Function<Channel, FrameReader> open;

    Opening(Function<Channel, FrameReader> open) {
        this.open = open;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        context.pipeline().replace(this, null, open.apply(context.channel()));
    }
}
