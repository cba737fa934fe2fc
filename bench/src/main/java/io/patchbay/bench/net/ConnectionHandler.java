package io.patchbay.bench.net;

/** Told what happens on one connection, on the loop's thread. */
public interface ConnectionHandler {
    /** The connection is open and its framing agreed on. */
    void opened();

    /** A message arrived; the bytes are valid during the call only. */
    void message(byte[] data, int from, int length);

    /** The connection is gone and not by our own closing; at most once. */
    void failed(String reason);
}
