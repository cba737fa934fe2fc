package io.patchbay.bench.wire;

/** WAMP over raw socket; offers to receive messages of up to 16 MiB. */
public final class RawSocketFraming implements Framing {
    private static final int MAGIC = 0x7f;
    private static final int LENGTH_16_MIB = 0xf;

    private final Format format;

    public RawSocketFraming(Format format) {
        this.format = format;
    }

    @Override
    public byte[] opening() {
        return new byte[] {MAGIC, (byte) (LENGTH_16_MIB << 4 | format.rawSocketId()), 0, 0};
    }

    @Override
    public int accept(byte[] data, int from, int to) {
        if (to - from < 4) {
            return -1;
        }
        if (data[from] != MAGIC || (data[from + 1] & 0xf) != format.rawSocketId()) {
            throw new WireFault(
                    "raw socket refused: %02x %02x".formatted(data[from], data[from + 1]));
        }
        return from + 4;
    }

    @Override
    public void begin(Bytes out, int length) {
        LengthPrefix.write(out, LengthPrefix.MESSAGE, length);
    }

    @Override
    public void end(Bytes out, int bodyStart) {}

    @Override
    public void pong(Bytes out, byte[] data, int from, int length) {
        LengthPrefix.write(out, LengthPrefix.PONG, length);
        out.put(data, from, length);
    }

    @Override
    public int next(byte[] data, int from, int to, Sink sink) {
        return LengthPrefix.next(data, from, to, sink);
    }
}
