package io.patchbay.bench.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Notes what a framing finds in bytes. */
final class Frames implements Framing.Sink {
    final List<byte[]> messages = new ArrayList<>();
    final List<byte[]> pings = new ArrayList<>();
    final List<String> closings = new ArrayList<>();

    /** Reads all whole frames; returns the number of bytes used. */
    int readAll(Framing framing, byte[] data) {
        int position = 0;
        for (int next = -1; next != position; ) {
            next = position;
            position = framing.next(data, position, data.length, this);
        }
        return position;
    }

    @Override
    public void message(byte[] data, int from, int length) {
        messages.add(Arrays.copyOfRange(data, from, from + length));
    }

    @Override
    public void ping(byte[] data, int from, int length) {
        pings.add(Arrays.copyOfRange(data, from, from + length));
    }

    @Override
    public void closed(String reason) {
        closings.add(reason);
    }
}
