package io.patchbay.bench.wire;

/**
 * How one connection opens and delimits messages. May hold the state of that connection; one
 * thread.
 */
public interface Framing {
    /** What the client sends first. */
    byte[] opening();

    /**
     * Reads the server's answer to the opening from {@code [from, to)}.
     *
     * @return the index after it, or -1 while it is incomplete
     * @throws WireFault if the server refused
     */
    int accept(byte[] data, int from, int to);

    /** Writes what precedes a message of {@code length} bytes. */
    void begin(Bytes out, int length);

    /**
     * Completes a message whose bytes were appended since {@link #begin}; they start at {@code
     * bodyStart}.
     */
    void end(Bytes out, int bodyStart);

    /** Appends the answer to a ping. */
    void pong(Bytes out, byte[] data, int from, int length);

    /**
     * Reads one frame from {@code [from, to)} and tells {@code sink} what it was.
     *
     * @return the index after it, or {@code from} while it is incomplete
     */
    int next(byte[] data, int from, int to, Sink sink);

    /** Receives frames; the bytes are valid during the call only. */
    interface Sink {
        void message(byte[] data, int from, int length);

        void ping(byte[] data, int from, int length);

        void closed(String reason);
    }
}
