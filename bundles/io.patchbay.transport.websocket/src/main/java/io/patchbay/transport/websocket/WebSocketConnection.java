package io.patchbay.transport.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.patchbay.api.transport.CloseReason;
import io.patchbay.api.transport.ConnectionInfo;
import io.patchbay.transport.netty.NettyConnection;
import io.patchbay.transport.netty.NettyLoop;
import io.patchbay.transport.netty.Traffic;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A connection behind the opening handshake. On its loop. */
final class WebSocketConnection extends NettyConnection {
    /** Over this, no more pings are read until the peer has read its pongs. */
    private static final int PENDING_PONGS_BYTES_MAX = 64 * 1024;

    private static final int CLOSE_TEXT_BYTES_MAX = 123;

    private final int opcode;
    private final @Nullable Compression compression;
    private final Counters counters;
    private final Traffic.OfLoop traffic;
    private final FrameReader reader;
    private @Nullable String closeText;
    private int closeCode;
    private boolean failed;
    private boolean closeHeard;
    private boolean allHasLeft;

    /**
     * @param opcode of the messages that the subprotocol has
     */
    WebSocketConnection(
            Channel channel,
            NettyLoop loop,
            ConnectionInfo info,
            int opcode,
            @Nullable Compression compression,
            WebSocketSettings settings,
            Counters counters) {
        super(channel, loop, info, Integer.MAX_VALUE);
        this.opcode = opcode;
        this.compression = compression;
        this.counters = counters;
        this.traffic = counters.traffic().of(loop);
        var inbox = new Inbox(this, opcode, compression, settings);
        this.reader = new FrameReader(this, settings, inbox, traffic);
    }

    /** The handler that reads what comes after the handshake. */
    FrameReader reader() {
        return reader;
    }

    @Override
    public void send(byte[] head, int headLength, byte[] tail, int tailOffset, int tailLength) {
        if (compression == null || isClosing()) {
            super.send(head, headLength, tail, tailOffset, tailLength);
            return;
        }
        int length = compression.deflate(head, headLength, tail, tailOffset, tailLength);
        if (length < 0) {
            super.send(head, headLength, tail, tailOffset, tailLength);
        } else {
            writeFrame(FrameHeader.RSV1 | opcode, length)
                    .writeBytes(compression.deflated(), 0, length);
        }
    }

    void ping() {
        writeFrame(FrameHeader.PING, 0);
    }

    /** Echoes a ping. A peer that does not read its pongs is not read from either. */
    void pong(byte[] payload, int offset, int length) {
        writeFrame(FrameHeader.PONG, length).writeBytes(payload, offset, length);
        if (pendingBytes() > PENDING_PONGS_BYTES_MAX) {
            hold(true);
        }
    }

    /** The peer broke the protocol: its session is aborted, and the connection closed. */
    void fail(int code, String text) {
        counters.violated(code);
        failed = true;
        if (closeCode == 0) {
            closeCode = code;
            closeText = text;
        }
        if (!isClosing() && peer() != null) {
            peer().violated(text);
        }
        if (isClosing()) {
            hangUpOnceAllHasLeft();
        } else {
            close(CloseReason.PROTOCOL_VIOLATION);
        }
    }

    /** The router has no place for this connection. */
    void refuse() {
        closeCode = CloseCode.TRY_AGAIN_LATER;
        close(CloseReason.REFUSED);
    }

    /** The peer does not answer. */
    void giveUp() {
        closeCode = CloseCode.POLICY;
        closeText = "no answer to a ping";
        failed = true;
        close(CloseReason.GOING_AWAY);
    }

    /** The router failed. */
    void crash() {
        closeCode = CloseCode.INTERNAL_ERROR;
        failed = true;
        close(CloseReason.INTERNAL_ERROR);
    }

    /** The channel is inactive. */
    void ended() {
        if (compression != null) {
            compression.close();
        }
        disconnected();
    }

    /** The peer's close frame has come; it is answered with the same code unless we were first. */
    void closeHeard(int code) {
        closeHeard = true;
        if (isClosing()) {
            hangUpOnceAllHasLeft();
        } else {
            closeCode = code;
            close(CloseReason.NORMAL);
        }
    }

    /** Whether we have said that we close, and the peer has not. */
    boolean awaitsClose() {
        return isClosing() && !closeHeard && !failed;
    }

    @Override
    protected void writeHeader(ByteBuf out, int messageLength) {
        FrameHeader.write(out, opcode, messageLength);
        traffic.sent(FrameHeader.size(messageLength) + messageLength);
    }

    @Override
    protected void farewell(CloseReason reason) {
        int code = closeCode == 0 ? CloseCode.of(reason) : closeCode;
        if (code == CloseCode.NONE) {
            writeFrame(FrameHeader.CLOSE, 0);
            return;
        }
        byte[] text = text();
        writeFrame(FrameHeader.CLOSE, Short.BYTES + text.length).writeShort(code).writeBytes(text);
    }

    /** RFC 6455 section 7.1.1: the connection lives until both sides have said that they close. */
    @Override
    protected void hangUp() {
        allHasLeft = true;
        if (closeHeard || failed) {
            super.hangUp();
        }
    }

    private void hangUpOnceAllHasLeft() {
        if (allHasLeft) {
            super.hangUp();
        }
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

    /** What is told is ASCII, so it may be cut anywhere. */
    private byte[] text() {
        byte[] text =
                closeText == null ? new byte[0] : closeText.getBytes(StandardCharsets.US_ASCII);
        return text.length > CLOSE_TEXT_BYTES_MAX
                ? Arrays.copyOf(text, CLOSE_TEXT_BYTES_MAX)
                : text;
    }

    private ByteBuf writeFrame(int bits, int length) {
        ByteBuf out = room(HEADER_BYTES_MAX + length);
        FrameHeader.write(out, bits, length);
        traffic.sent(FrameHeader.size(length) + length);
        return out;
    }
}
