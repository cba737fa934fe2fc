package io.patchbay.transport.rawsocket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.patchbay.api.serializer.Serializer;
import io.patchbay.api.transport.CloseReason;
import io.patchbay.api.transport.Loop.Timer;
import io.patchbay.api.transport.Peer;
import io.patchbay.transport.netty.Listener;
import io.patchbay.transport.netty.ShutDown;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.Optional;

/**
 * Agrees on serializer and message lengths in four octets each way, then makes room for the {@link
 * FrameReader}. Specification: "RawSocket Transport", "Handshake".
 */
final class Handshake extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(Handshake.class);
    private static final int OCTETS = 4;
    private static final int MAGIC = 0x7f;

    private final RawSocketListener listener;
    private final Listener by;
    private final RawSocketSettings settings;
    private final boolean tooMany;
    private int octets;
    private int request;
    private boolean dropped;
    private @Nullable Timer timer;

    /**
     * @param by what accepted the connection
     * @param tooMany whether the limit is reached, so that it is refused
     */
    Handshake(
            RawSocketListener listener, Listener by, RawSocketSettings settings, boolean tooMany) {
        this.listener = listener;
        this.by = by;
        this.settings = settings;
        this.tooMany = tooMany;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        timer =
                listener.loop(context.channel())
                        .schedule(() -> timeOut(context), settings.handshakeTimeout());
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        if (timer != null) {
            timer.cancel();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        var in = (ByteBuf) message;
        try {
            read(context, in);
        } finally {
            in.release();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ShutDown) {
            close(context);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException || cause instanceof DecoderException) {
            LOG.debug("{}: {}", context.channel().remoteAddress(), cause.toString());
        } else {
            LOG.error("{}: closed after an error", context.channel().remoteAddress(), cause);
        }
        close(context);
    }

    private void read(ChannelHandlerContext context, ByteBuf in) {
        while (octets < OCTETS && in.isReadable()) {
            request = request << 8 | in.readUnsignedByte();
            octets++;
        }
        if (dropped) {
            return;
        }
        if (request >>> (8 * (octets - 1)) != MAGIC) {
            drop(context, Refusal.NOT_RAW_SOCKET);
        } else if (octets == OCTETS) {
            answer(context, in);
        }
    }

    private void answer(ChannelHandlerContext context, ByteBuf in) {
        int serializerId = request >>> 16 & 0xf;
        if (serializerId == 0) {
            drop(context, Refusal.NOT_RAW_SOCKET);
            return;
        }
        RawSocketConnection connection = connection(context.channel());
        open(connection, serializerId);
        context.pipeline().replace(this, null, connection.reader());
        // What came behind the four octets is for the reader.
        context.fireChannelRead(in.retain());
    }

    private RawSocketConnection connection(Channel channel) {
        int lengthNibble = request >>> 20 & 0xf;
        return new RawSocketConnection(
                channel,
                listener.loop(channel),
                by.describe(channel, "rawsocket"),
                Frame.LENGTH_MIN << lengthNibble,
                settings,
                listener.counters());
    }

    private void open(RawSocketConnection connection, int serializerId) {
        if (tooMany) {
            refuse(connection, Refusal.TOO_MANY_CONNECTIONS);
            return;
        }
        if ((request & 0xffff) != 0) {
            refuse(connection, Refusal.RESERVED_BITS);
            return;
        }
        Optional<Serializer> serializer = listener.serializer(serializerId);
        if (serializer.isEmpty()) {
            refuse(connection, Refusal.UNSUPPORTED_SERIALIZER);
            return;
        }
        Optional<Peer> peer = listener.door().open(connection, serializer.get());
        if (peer.isEmpty()) {
            refuse(connection, Refusal.TOO_MANY_CONNECTIONS);
            return;
        }
        connection.attach(peer.get());
        connection.reply(settings.lengthNibble(), serializerId);
    }

    private void refuse(RawSocketConnection connection, Refusal reason) {
        listener.counters().refused(reason);
        connection.reply(reason.code(), 0);
        connection.close(CloseReason.REFUSED);
    }

    private void timeOut(ChannelHandlerContext context) {
        drop(context, Refusal.TIMEOUT);
    }

    private void drop(ChannelHandlerContext context, Refusal reason) {
        dropped = true;
        listener.counters().refused(reason);
        close(context);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // nothing is left to do when it is closed
    private static void close(ChannelHandlerContext context) {
        context.close();
    }
}
