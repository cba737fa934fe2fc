package io.patchbay.transport.rawsocket;

/**
 * The four octets before each message: {@code RRRR XTTT} and a length of 24 bits, where X stands
 * for a length of exactly 2^24. Specification: "RawSocket Transport", "Framing".
 */
final class Frame {
    static final int HEADER_BYTES = 4;

    /** The smallest and the largest message length that a handshake can agree on. */
    static final int LENGTH_MIN = 1 << 9;

    static final int LENGTH_MAX = 1 << 24;

    static final int MESSAGE = 0;
    static final int PING = 1;
    static final int PONG = 2;

    private static final int LENGTH_MASK = LENGTH_MAX - 1;
    private static final int TYPE_SHIFT = 24;
    private static final int TYPE_MASK = 7;
    private static final int EXTRA_BIT = 1 << 27;
    private static final int RESERVED_MASK = 0xf << 28;

    private Frame() {}

    static int header(int type, int length) {
        int bits = length == LENGTH_MAX ? EXTRA_BIT : length;
        return type << TYPE_SHIFT | bits;
    }

    static int type(int header) {
        return header >>> TYPE_SHIFT & TYPE_MASK;
    }

    static int length(int header) {
        return (header & EXTRA_BIT) == 0 ? header & LENGTH_MASK : LENGTH_MAX;
    }

    /** Whether the header is one that the specification defines. */
    static boolean isDefined(int header) {
        boolean extraAlone = (header & EXTRA_BIT) == 0 || (header & LENGTH_MASK) == 0;
        return (header & RESERVED_MASK) == 0 && type(header) <= PONG && extraAlone;
    }
}
