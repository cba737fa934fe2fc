package io.patchbay.transport.websocket;

import io.netty.buffer.ByteBuf;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * What precedes the payload of a frame, RFC 6455 section 5.2. Read again and again by one reader.
 */
final class FrameHeader {
    static final int BYTES_MAX = 14;

    static final int CONTINUATION = 0x0;
    static final int TEXT = 0x1;
    static final int BINARY = 0x2;
    static final int CLOSE = 0x8;
    static final int PING = 0x9;
    static final int PONG = 0xa;

    static final int FIN = 0x80;

    /** Of the first frame of a compressed message. */
    static final int RSV1 = 0x40;

    private static final int RSV2_OR_3 = 0x30;
    private static final int OPCODE = 0x0f;
    private static final int CONTROL = 0x08;
    private static final int MASKED = 0x80;
    private static final int LENGTH = 0x7f;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;
    private static final int CONTROL_LENGTH_MAX = 125;
    private static final int LENGTH_16_MAX = 0xffff;

    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle MASK =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private int first;
    private int second;
    private long length;
    private int mask;
    private int size;

    /** Reads the header that begins there. Returns false if it is not all there yet. */
    boolean read(byte[] data, int at, int available) {
        if (available < 2) {
            return false;
        }
        first = data[at];
        second = data[at + 1];
        int lengthBytes = lengthBytes(second & LENGTH);
        size = 2 + lengthBytes + (isMasked() ? Integer.BYTES : 0);
        if (available < size) {
            return false;
        }
        length =
                switch (lengthBytes) {
                    case 0 -> second & LENGTH;
                    case Short.BYTES -> (short) SHORT.get(data, at + 2) & LENGTH_16_MAX;
                    default -> (long) LONG.get(data, at + 2);
                };
        mask = isMasked() ? (int) MASK.get(data, at + 2 + lengthBytes) : 0;
        return true;
    }

    private static int lengthBytes(int shortLength) {
        return switch (shortLength) {
            case LENGTH_16 -> Short.BYTES;
            case LENGTH_64 -> Long.BYTES;
            default -> 0;
        };
    }

    /** What is wrong with the header by itself, or null. */
    @Nullable String defect() {
        if (!isMasked()) {
            return "frame of a client that is not masked";
        }
        if ((first & RSV2_OR_3) != 0) {
            return "frame with reserved bits";
        }
        if (length < 0 || !isShortest()) {
            return "frame with an invalid length";
        }
        if (isControl()) {
            return controlDefect();
        }
        return opcode() > BINARY ? "frame of a reserved type" : null;
    }

    private @Nullable String controlDefect() {
        if (opcode() > PONG) {
            return "frame of a reserved type";
        }
        if (!isFinal() || length > CONTROL_LENGTH_MAX) {
            return "control frame that is fragmented or too long";
        }
        return isCompressed() ? "frame with reserved bits" : null;
    }

    private boolean isShortest() {
        return switch (second & LENGTH) {
            case LENGTH_16 -> length >= LENGTH_16;
            case LENGTH_64 -> length > LENGTH_16_MAX;
            default -> true;
        };
    }

    private boolean isMasked() {
        return (second & MASKED) != 0;
    }

    boolean isFinal() {
        return (first & FIN) != 0;
    }

    boolean isCompressed() {
        return (first & RSV1) != 0;
    }

    boolean isControl() {
        return (first & CONTROL) != 0;
    }

    int opcode() {
        return first & OPCODE;
    }

    /** The payload's length in bytes, as the header claims it. */
    long claimedLength() {
        return length;
    }

    /** The payload's length in bytes; to be asked once it was found to be within the limits. */
    int length() {
        return (int) length;
    }

    /** The header's own length in bytes. */
    int size() {
        return size;
    }

    /** The mask's bytes, the first one in the lowest bits. */
    int mask() {
        return mask;
    }

    /** The length in bytes of the header of a frame from the server. */
    static int size(int length) {
        return length < LENGTH_16 ? 2 : 2 + (length <= LENGTH_16_MAX ? Short.BYTES : Long.BYTES);
    }

    /** Writes the header of a whole message or a control frame from the server. */
    static void write(ByteBuf out, int bits, int length) {
        out.writeByte(FIN | bits);
        if (length < LENGTH_16) {
            out.writeByte(length);
        } else if (length <= LENGTH_16_MAX) {
            out.writeByte(LENGTH_16).writeShort(length);
        } else {
            out.writeByte(LENGTH_64).writeLong(length);
        }
    }
}
