package io.patchbay.transport.rawsocket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.patchbay.api.transport.CloseReason;
import io.patchbay.api.transport.Loop.Timer;
import io.patchbay.api.transport.Peer;
import io.patchbay.transport.netty.Heartbeat;
import io.patchbay.transport.netty.NettyLoop;
import io.patchbay.transport.netty.ShutDown;
import io.patchbay.transport.netty.Traffic;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Cuts what is read into frames and delivers them. Bytes that cannot be delivered yet, of a frame
 * that is not whole or while reading is off, are kept in an array that grows with what has arrived,
 * not with what a header claims.
 */
final class FrameReader extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(FrameReader.class);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final byte[] NOTHING = {};

    /** What is kept beyond one message while reading is off; more ends the connection. */
    private static final int BACKLOG_BYTES_MAX = 1 << 20;

    private final RawSocketConnection connection;
    private final RawSocketSettings settings;
    private final Counters counters;
    private final Traffic.OfLoop traffic;
    private byte[] kept = NOTHING;
    private int keptLength;

    /** Whether what is kept may hold whole frames, so that what is read must queue behind it. */
    private boolean backlog;

    private int framesRead;
    private @Nullable Timer frameTimer;
    private @Nullable Heartbeat heartbeat;

    FrameReader(RawSocketConnection connection, RawSocketSettings settings, Counters counters) {
        this.connection = connection;
        this.settings = settings;
        this.counters = counters;
        this.traffic = counters.traffic().of(connection.loop());
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        if (settings.pingInterval().isPositive()) {
            heartbeat =
                    new Heartbeat(
                            connection,
                            settings.pingInterval(),
                            settings.pingTimeout(),
                            connection::ping,
                            () -> connection.close(CloseReason.GOING_AWAY));
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        var in = (ByteBuf) message;
        try {
            read(in);
        } finally {
            in.release();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        forget();
        if (frameTimer != null) {
            frameTimer.cancel();
        }
        if (heartbeat != null) {
            heartbeat.stop();
        }
        connection.disconnected();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ShutDown shutDown && connection.peer() != null) {
            connection.peer().shutDown(shutDown.reason());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException || cause instanceof DecoderException) {
            LOG.debug("{}: {}", connection.info().remote(), cause.toString());
            connection.abort();
        } else {
            LOG.error("{}: closed after an error", connection.info().remote(), cause);
            connection.close(CloseReason.INTERNAL_ERROR);
        }
    }

    /** Delivers what is kept. Returns whether no whole frame is left. */
    boolean catchUp() {
        int length = keptLength;
        byte[] data = takeKept();
        int end = deliverFrames(data, 0, length);
        keepRest(data, end, length);
        connection.loop().frameBuffers().giveBack(data);
        return !backlog;
    }

    /**
     * Reads what came in one go; the bytes are copied once, to where messages are delivered from.
     */
    private void read(ByteBuf in) {
        traffic.received(in.readableBytes());
        if (heartbeat != null) {
            heartbeat.heard();
        }
        while (in.isReadable() && !connection.isClosing()) {
            if (keptLength > 0 && !backlog && connection.isReading()) {
                finishKept(in);
            } else {
                byte[] scratch = connection.loop().scratch();
                int length = Math.min(in.readableBytes(), NettyLoop.SCRATCH_BYTES);
                in.readBytes(scratch, 0, length);
                take(scratch, length);
            }
        }
    }

    private void take(byte[] data, int length) {
        if (backlog || !connection.isReading()) {
            keep(data, 0, length, Integer.MAX_VALUE);
            backlog = true;
            return;
        }
        int end = deliverFrames(data, 0, length);
        keepRest(data, end, length);
    }

    /** Completes the frame that is kept, and delivers it if that was all of it. */
    private void finishKept(ByteBuf in) {
        if (keptLength < Frame.HEADER_BYTES) {
            keep(in, Frame.HEADER_BYTES);
            if (keptLength < Frame.HEADER_BYTES || !isAcceptable(header(kept, 0))) {
                return;
            }
        }
        int header = header(kept, 0);
        int whole = whole(header);
        keep(in, whole);
        if (keptLength == whole) {
            byte[] frame = takeKept();
            deliver(header, frame, Frame.HEADER_BYTES);
            connection.loop().frameBuffers().giveBack(frame);
            traffic.delivered(1);
        }
    }

    /** Delivers whole frames while reading is on. Returns where the first one not delivered is. */
    private int deliverFrames(byte[] data, int from, int to) {
        int at = from;
        int delivered = 0;
        while (to - at >= Frame.HEADER_BYTES && connection.isReading()) {
            int header = header(data, at);
            if (!isAcceptable(header)) {
                break;
            }
            int end = at + whole(header);
            if (end > to) {
                break;
            }
            deliver(header, data, at + Frame.HEADER_BYTES);
            delivered++;
            at = end;
        }
        traffic.delivered(delivered);
        return at;
    }

    private void deliver(int header, byte[] data, int offset) {
        framesRead++;
        Peer peer = connection.peer();
        switch (Frame.type(header)) {
            case Frame.MESSAGE -> {
                if (peer != null) {
                    peer.receive(data, offset, Frame.length(header));
                }
            }
            case Frame.PING -> connection.pong(data, offset, Frame.length(header));
            default -> {} // A PONG: that the peer lives was noticed when it was read.
        }
    }

    private boolean isAcceptable(int header) {
        if (!Frame.isDefined(header)) {
            fail("raw socket frame with reserved bits or of a reserved type");
            return false;
        }
        if (Frame.length(header) > settings.messageLimitBytes()) {
            fail("raw socket frame over the limit of " + settings.messageLimitBytes() + " bytes");
            return false;
        }
        return true;
    }

    private void fail(String what) {
        counters.violated();
        Peer peer = connection.peer();
        if (peer != null) {
            peer.violated(what);
        }
        connection.close(CloseReason.PROTOCOL_VIOLATION);
        forget();
    }

    private void keepRest(byte[] data, int from, int to) {
        if (from == to || connection.isClosing()) {
            return;
        }
        int length = to - from;
        boolean headed = length >= Frame.HEADER_BYTES && connection.isReading();
        keep(data, from, length, headed ? whole(header(data, from)) : Integer.MAX_VALUE);
        backlog = !connection.isReading();
        if (frameTimer == null) {
            watchFrame();
        }
    }

    private void keep(byte[] data, int from, int length, int enough) {
        if (keptLength + length - settings.messageLimitBytes() > BACKLOG_BYTES_MAX) {
            connection.abort();
            return;
        }
        reserve(keptLength + length, enough);
        System.arraycopy(data, from, kept, keptLength, length);
        keptLength += length;
    }

    /** Keeps more, until there is so much. */
    private void keep(ByteBuf in, int whole) {
        int length = Math.min(whole - keptLength, in.readableBytes());
        reserve(keptLength + length, whole);
        in.readBytes(kept, keptLength, length);
        keptLength += length;
    }

    /** Makes room, twice of what is needed if so much will be of use. */
    private void reserve(int needed, int enough) {
        if (needed > kept.length) {
            kept = connection.loop().frameBuffers().grow(kept, keptLength, needed, enough);
        }
    }

    /** What was kept is of no use any more. */
    private void forget() {
        connection.loop().frameBuffers().giveBack(takeKept());
    }

    /** Takes the array that holds what is kept; it is to be given back. */
    private byte[] takeKept() {
        byte[] taken = kept;
        kept = NOTHING;
        keptLength = 0;
        backlog = false;
        return taken;
    }

    private void watchFrame() {
        int begun = framesRead;
        int turns = connection.readingTurns();
        frameTimer =
                connection.loop().schedule(() -> checkFrame(begun, turns), settings.frameTimeout());
    }

    /**
     * One timer per time-out, not per frame: a frame is given up after one to two of them in which
     * all was read.
     */
    private void checkFrame(int begun, int turns) {
        frameTimer = null;
        if (keptLength == 0 || connection.isClosing()) {
            return;
        }
        if (framesRead == begun && turns == connection.readingTurns() && connection.isReading()) {
            fail("raw socket frame not finished in time");
        } else {
            watchFrame();
        }
    }

    private static int whole(int header) {
        return Frame.HEADER_BYTES + Frame.length(header);
    }

    private static int header(byte[] data, int at) {
        return (int) INT.get(data, at);
    }
}
