package io.patchbay.itests.fuzz;

import io.patchbay.itests.client.Format;
import io.patchbay.itests.client.Link;
import io.patchbay.itests.client.RawSocketLink;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Raw socket, well and badly spoken. */
final class RawSocketWire implements Wire {
    private static final int PING = 1;
    private static final int PONG = 2;

    @Override
    public Link connect(int port, Format format) throws IOException {
        return RawSocketLink.connect(port, format);
    }

    @Override
    public Link open(int port, Format format) throws IOException {
        return RawSocketLink.open(port);
    }

    @Override
    public byte[] opening(Format format, Mutator mutator) {
        int length = mutator.any(0, 1, 7, 15);
        return new byte[] {0x7f, (byte) (length << 4 | format.rawSocketId()), 0, 0};
    }

    @Override
    public byte[] frame(Format format, byte[] message) {
        return frame(message.length, message);
    }

    private static byte[] frame(int header, byte[] body) {
        return ByteBuffer.allocate(Integer.BYTES + body.length).putInt(header).put(body).array();
    }

    @Override
    public byte[] strangely(Format format, byte[] message, Mutator mutator) {
        int length = message.length;
        int type = mutator.any(PING, PONG, 3, 7, 8, 16, 128) << 24;
        return switch (mutator.any(0, 1, 2, 3)) {
            case 0 -> frame(type | length, message);
            case 1 -> frame(length + mutator.any(-1, 1, 100, 70_000), message);
            case 2 -> frame(mutator.any(0, 0xff_ffff, 1 << 27, 1 << 27 | 1, -1), message);
            default -> frame(PING << 24 | length, message);
        };
    }
}
