package io.patchbay.bench.wire;

/**
 * The bare relay's framing: one byte says which role the connection plays, then raw socket frames;
 * no answer, no WAMP.
 */
public final class RelayFraming implements Framing {
    private final Role role;

    public RelayFraming(Role role) {
        this.role = role;
    }

    /** Which end of the relay a connection is. */
    public enum Role {
        CALLER('C'),
        CALLEE('E');

        private final char code;

        Role(char code) {
            this.code = code;
        }

        public char code() {
            return code;
        }
    }

    @Override
    public byte[] opening() {
        return new byte[] {(byte) role.code()};
    }

    @Override
    public int accept(byte[] data, int from, int to) {
        return from;
    }

    @Override
    public void begin(Bytes out, int length) {
        LengthPrefix.write(out, LengthPrefix.MESSAGE, length);
    }

    @Override
    public void end(Bytes out, int bodyStart) {}

    @Override
    public void pong(Bytes out, byte[] data, int from, int length) {}

    @Override
    public int next(byte[] data, int from, int to, Sink sink) {
        return LengthPrefix.next(data, from, to, sink);
    }
}
