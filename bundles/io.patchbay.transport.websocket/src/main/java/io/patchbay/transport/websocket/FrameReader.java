package io.patchbay.transport.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.patchbay.api.transport.CloseReason;
import io.patchbay.api.transport.Loop.Timer;
import io.patchbay.transport.netty.Heartbeat;
import io.patchbay.transport.netty.NettyLoop;
import io.patchbay.transport.netty.ShutDown;
import io.patchbay.transport.netty.Traffic;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;

/**
 * Cuts what is read into frames. Bytes that cannot be taken yet, of a frame that is not whole or
 * while reading is off, are kept in an array that grows with what has arrived, not with what a
 * header claims.
 */
final class FrameReader extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(FrameReader.class);
    private static final byte[] NOTHING = {};

    /** What is kept beyond one frame while reading is off; more ends the connection. */
    private static final int BACKLOG_BYTES_MAX = 1 << 20;

    private final WebSocketConnection connection;
    private final WebSocketSettings settings;
    private final Inbox inbox;
    private final Traffic.OfLoop traffic;
    private final FrameHeader header = new FrameHeader();
    private byte[] kept = NOTHING;
    private int keptLength;

    /** Whether what is kept may hold whole frames, so that what is read must queue behind it. */
    private boolean backlog;

    private int finished;
    private @Nullable Timer frameTimer;
    private @Nullable Heartbeat heartbeat;

    FrameReader(
            WebSocketConnection connection,
            WebSocketSettings settings,
            Inbox inbox,
            Traffic.OfLoop traffic) {
        this.connection = connection;
        this.settings = settings;
        this.inbox = inbox;
        this.traffic = traffic;
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
                            connection::giveUp);
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
        connection.ended();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ShutDown shutDown) {
            if (connection.peer() != null) {
                connection.peer().shutDown(shutDown.reason());
            } else {
                connection.close(CloseReason.GOING_AWAY);
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException || cause instanceof DecoderException) {
            LOG.debug("{}: {}", connection.info().remote(), cause.toString());
            context.close();
        } else {
            LOG.error("{}: closed after an error", connection.info().remote(), cause);
            connection.crash();
        }
    }

    /** Takes what is kept. Returns whether no whole frame is left. */
    boolean catchUp() {
        int length = keptLength;
        byte[] data = takeKept();
        takeFrames(data, 0, length);
        connection.loop().frameBuffers().giveBack(data);
        settle();
        return !backlog;
    }

    private void read(ByteBuf in) {
        traffic.received(in.readableBytes());
        if (heartbeat != null) {
            heartbeat.heard();
        }
        if (backlog && connection.isClosing()) {
            catchUp();
        }
        while (in.isReadable() && !isOver()) {
            if (backlog || !isWanted()) {
                queue(in);
            } else if (keptLength == 0) {
                takeFrames(in);
            } else if (header.read(kept, 0, keptLength)) {
                fillKept(in);
            } else {
                keepHeader(in);
            }
        }
        settle();
    }

    /** Nothing may be taken now, or something that came before must be taken first. */
    private void queue(ByteBuf in) {
        backlog = true;
        if (keptLength + in.readableBytes() - settings.frameLimitBytes() > BACKLOG_BYTES_MAX) {
            in.skipBytes(in.readableBytes());
            connection.channel().close();
        } else {
            keep(in, in.readableBytes(), 0);
        }
    }

    /** Frames are copied once, to where they are unmasked and delivered from. */
    private void takeFrames(ByteBuf in) {
        byte[] scratch = connection.loop().scratch();
        int length = Math.min(in.readableBytes(), NettyLoop.SCRATCH_BYTES);
        in.readBytes(scratch, 0, length);
        takeFrames(scratch, 0, length);
    }

    /** Takes whole frames while that is wanted, and keeps the rest. */
    private void takeFrames(byte[] data, int from, int to) {
        int at = from;
        int frames = 0;
        int missing = 0;
        while (isWanted() && header.read(data, at, to - at) && inbox.accepts(header)) {
            int end = at + header.size() + header.length();
            missing = Math.max(0, end - to);
            if (missing > 0) {
                break;
            }
            taken(data, at);
            frames++;
            at = end;
        }
        traffic.delivered(frames);
        if (at < to && !isOver()) {
            reserve(to - at, to - at + missing);
            System.arraycopy(data, at, kept, 0, to - at);
            keptLength = to - at;
            backlog = !isWanted();
        }
    }

    private void keepHeader(ByteBuf in) {
        keep(in, 1, FrameHeader.BYTES_MAX);
        if (header.read(kept, 0, keptLength) && inbox.accepts(header)) {
            finishKept();
        }
    }

    /** Completes the frame that is kept, straight from what was read. */
    private void fillKept(ByteBuf in) {
        int whole = header.size() + header.length();
        keep(in, Math.min(whole - keptLength, in.readableBytes()), whole);
        finishKept();
    }

    private void finishKept() {
        if (keptLength == header.size() + header.length()) {
            byte[] frame = takeKept();
            taken(frame, 0);
            connection.loop().frameBuffers().giveBack(frame);
            traffic.delivered(1);
        }
    }

    private void taken(byte[] data, int at) {
        inbox.take(header, data, at + header.size());
        if (!inbox.isFragmented()) {
            finished++;
        }
    }

    /**
     * @param enough what will be needed at most: a guess to not reserve more
     */
    private void keep(ByteBuf in, int length, int enough) {
        reserve(keptLength + length, enough);
        in.readBytes(kept, keptLength, length);
        keptLength += length;
    }

    private void reserve(int needed, int enough) {
        if (needed > kept.length) {
            kept = connection.loop().frameBuffers().grow(kept, keptLength, needed, enough);
        }
    }

    /** Nothing more has come for now. */
    private void settle() {
        if (isOver()) {
            forget();
        } else if (frameTimer == null && isUnfinished()) {
            watchFrame();
        }
    }

    private void forget() {
        forgetKept();
        inbox.forget();
    }

    private void forgetKept() {
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

    /** Whether frames are to be taken now: the router reads, or we wait for the close frame. */
    private boolean isWanted() {
        return connection.isReading() || connection.awaitsClose();
    }

    /** Whether nothing that comes matters any more. */
    private boolean isOver() {
        return connection.isClosing() && !connection.awaitsClose();
    }

    private boolean isUnfinished() {
        return keptLength > 0 || inbox.isFragmented();
    }

    private void watchFrame() {
        int begun = finished;
        int turns = connection.readingTurns();
        frameTimer =
                connection.loop().schedule(() -> checkFrame(begun, turns), settings.frameTimeout());
    }

    /**
     * One timer per time-out, not per message: one is given up after one to two in which all was
     * read.
     */
    private void checkFrame(int begun, int turns) {
        frameTimer = null;
        if (!isUnfinished() || connection.isClosing()) {
            return;
        }
        if (finished == begun && turns == connection.readingTurns() && connection.isReading()) {
            connection.fail(CloseCode.POLICY, "message not finished in time");
            forget();
        } else {
            watchFrame();
        }
    }
}
