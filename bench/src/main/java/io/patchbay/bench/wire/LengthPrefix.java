package io.patchbay.bench.wire;

/** Raw socket's frames: a type byte, three bytes of length, the message. */
final class LengthPrefix {
    static final int HEADER_BYTES = 4;
    static final int MESSAGE = 0;
    static final int PING = 1;
    static final int PONG = 2;

    private LengthPrefix() {}

    static void write(Bytes out, int type, int length) {
        out.putBigEndian((long) type << 24 | length, HEADER_BYTES);
    }

    static int next(byte[] data, int from, int to, Framing.Sink sink) {
        int body = from + HEADER_BYTES;
        if (body > to) {
            return from;
        }
        int length =
                ((data[from + 1] & 0xff) << 16)
                        | ((data[from + 2] & 0xff) << 8)
                        | (data[from + 3] & 0xff);
        if (body + length > to) {
            return from;
        }
        switch (data[from]) {
            case MESSAGE -> sink.message(data, body, length);
            case PING -> sink.ping(data, body, length);
            case PONG -> {}
            default -> sink.closed("raw socket frame of unknown type " + data[from]);
        }
        return body + length;
    }
}
