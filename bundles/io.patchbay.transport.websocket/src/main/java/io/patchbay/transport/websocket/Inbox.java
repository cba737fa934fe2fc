package io.patchbay.transport.websocket;

import io.patchbay.wamp.codec.Utf8;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.zip.DataFormatException;

/**
 * Makes messages of frames and delivers them; answers control frames. What is kept of a fragmented
 * message grows with what has arrived. On the loop.
 */
final class Inbox {
    private static final byte[] NOTHING = {};

    private final WebSocketConnection connection;
    private final int opcode;
    private final @Nullable Compression compression;
    private final int messageLimit;
    private final int frameLimit;
    private byte[] parts = NOTHING;
    private int partsLength;
    private boolean fragmented;
    private boolean compressed;
    private boolean ascii;

    /**
     * @param opcode of the messages that the subprotocol has
     */
    Inbox(
            WebSocketConnection connection,
            int opcode,
            @Nullable Compression compression,
            WebSocketSettings settings) {
        this.connection = connection;
        this.opcode = opcode;
        this.compression = compression;
        this.messageLimit = settings.messageLimitBytes();
        this.frameLimit = settings.frameLimitBytes();
    }

    /** Whether a message has begun and not ended. */
    boolean isFragmented() {
        return fragmented;
    }

    void forget() {
        parts = NOTHING;
        partsLength = 0;
        fragmented = false;
    }

    /** Whether a frame may come now; if not, the connection has failed. */
    boolean accepts(FrameHeader header) {
        String defect = header.defect();
        if (defect == null && !header.isControl()) {
            return acceptsData(header);
        }
        if (defect != null) {
            connection.fail(CloseCode.PROTOCOL_ERROR, defect);
        }
        return defect == null;
    }

    private boolean acceptsData(FrameHeader header) {
        boolean continues = header.opcode() == FrameHeader.CONTINUATION;
        if (continues != fragmented) {
            return refuse(
                    CloseCode.PROTOCOL_ERROR,
                    continues
                            ? "continuation of a message that has not begun"
                            : "message within another one");
        }
        if (header.isCompressed() && (continues || compression == null)) {
            return refuse(CloseCode.PROTOCOL_ERROR, "frame with reserved bits");
        }
        if (!continues && header.opcode() != opcode) {
            return refuse(
                    CloseCode.WRONG_TYPE,
                    "the subprotocol has "
                            + (opcode == FrameHeader.TEXT ? "text" : "binary")
                            + " messages only");
        }
        if (header.claimedLength() > frameLimit) {
            return refuse(CloseCode.TOO_BIG, "frame over the limit of " + frameLimit + " bytes");
        }
        return partsLength + header.claimedLength() <= messageLimit || refuseTooBig();
    }

    /** A whole frame that was accepted, with its mask on. The array is only borrowed. */
    void take(FrameHeader header, byte[] data, int offset) {
        int length = header.length();
        boolean plain = Mask.remove(header.mask(), data, offset, length);
        if (header.isControl()) {
            control(header.opcode(), data, offset, length);
        } else if (!connection.isClosing()) {
            data(header, data, offset, plain);
        }
    }

    private void data(FrameHeader header, byte[] data, int offset, boolean plain) {
        if (!fragmented) {
            compressed = header.isCompressed();
            ascii = plain;
            if (header.isFinal()) {
                finish(data, offset, header.length());
                return;
            }
            fragmented = true;
        }
        ascii &= plain;
        append(data, offset, header.length());
        if (header.isFinal()) {
            byte[] message = parts;
            int length = partsLength;
            forget();
            finish(message, 0, length);
        }
    }

    private void append(byte[] data, int offset, int length) {
        int needed = partsLength + length;
        if (needed > parts.length) {
            int ahead = (int) Math.min(2L * parts.length, messageLimit);
            parts = Arrays.copyOf(parts, Math.max(needed, ahead));
        }
        System.arraycopy(data, offset, parts, partsLength, length);
        partsLength = needed;
    }

    private void finish(byte[] data, int offset, int length) {
        if (compressed && compression != null) {
            inflate(compression, data, offset, length);
        } else {
            deliver(data, offset, length, ascii);
        }
    }

    private void inflate(Compression by, byte[] data, int offset, int length) {
        try {
            int inflated = by.inflate(data, offset, length, messageLimit);
            if (inflated == MessageInflater.TOO_BIG) {
                refuseTooBig();
            } else {
                deliver(by.inflated(), 0, inflated, false);
            }
        } catch (DataFormatException e) {
            refuse(CloseCode.INVALID_DATA, "message that cannot be decompressed");
        }
    }

    private void deliver(byte[] data, int offset, int length, boolean plain) {
        if (opcode == FrameHeader.TEXT
                && !plain
                && Utf8.firstInvalid(data, offset, offset + length) >= 0) {
            refuse(CloseCode.INVALID_DATA, "text that is not UTF-8");
        } else if (connection.peer() != null) {
            connection.peer().receive(data, offset, length);
        }
    }

    private void control(int type, byte[] data, int offset, int length) {
        if (type == FrameHeader.CLOSE) {
            close(data, offset, length);
        } else if (type == FrameHeader.PING && !connection.isClosing()) {
            connection.pong(data, offset, length);
        }
        // A pong: that the peer lives was noticed when it was read.
    }

    private void close(byte[] data, int offset, int length) {
        if (length == 0) {
            connection.closeHeard(CloseCode.NONE);
            return;
        }
        int code =
                length == 1 ? 0 : ((data[offset] & 0xff) << Byte.SIZE) | (data[offset + 1] & 0xff);
        if (!CloseCode.isValid(code)) {
            refuse(CloseCode.PROTOCOL_ERROR, "close frame with an invalid code");
        } else if (Utf8.firstInvalid(data, offset + Short.BYTES, offset + length) >= 0) {
            refuse(CloseCode.INVALID_DATA, "close frame with a text that is not UTF-8");
        } else {
            connection.closeHeard(code);
        }
    }

    private boolean refuseTooBig() {
        return refuse(CloseCode.TOO_BIG, "message over the limit of " + messageLimit + " bytes");
    }

    private boolean refuse(int code, String text) {
        connection.fail(code, text);
        return false;
    }
}
