package io.patchbay.bench.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * WAMP over WebSocket (RFC 6455), client side: masks what it sends, joins fragments, offers no
 * extension.
 */
public final class WebSocketFraming implements Framing {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;
    private static final int CONTINUATION = 0x0;
    private static final int TEXT = 0x1;
    private static final int BINARY = 0x2;
    private static final int CLOSE = 0x8;
    private static final int PING = 0x9;
    private static final int PONG = 0xa;

    /**
     * One key for all frames: a router must unmask each all the same, and a new one a frame would
     * cost the generator.
     */
    private static final int MASK = 0x5ac31f97;

    private final Format format;
    private final String host;
    private final String path;
    private final Bytes fragments = new Bytes(0);

    public WebSocketFraming(Format format, String host, String path) {
        this.format = format;
        this.host = host;
        this.path = path;
    }

    @Override
    public byte[] opening() {
        return """
        GET %s HTTP/1.1
        Host: %s
        Upgrade: websocket
        Connection: Upgrade
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
        Sec-WebSocket-Version: 13
        Sec-WebSocket-Protocol: %s
        Origin: http://%s

        """
                .formatted(path, host, format.subprotocol(), host)
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public int accept(byte[] data, int from, int to) {
        int end = endOfHead(data, from, to);
        if (end < 0) {
            return -1;
        }
        String head = new String(data, from, end - from, StandardCharsets.ISO_8859_1);
        if (!head.startsWith("HTTP/1.1 101")) {
            throw new WireFault("WebSocket refused: " + head.strip());
        }
        return end;
    }

    private static int endOfHead(byte[] data, int from, int to) {
        for (int i = from + 3; i < to; i++) {
            if (data[i] == '\n'
                    && data[i - 1] == '\r'
                    && data[i - 2] == '\n'
                    && data[i - 3] == '\r') {
                return i + 1;
            }
        }
        return -1;
    }

    @Override
    public void begin(Bytes out, int length) {
        header(out, format.isText() ? TEXT : BINARY, length);
    }

    @Override
    public void end(Bytes out, int bodyStart) {
        mask(out.array(), bodyStart, out.size());
    }

    @Override
    public void pong(Bytes out, byte[] data, int from, int length) {
        header(out, PONG, length);
        int bodyStart = out.size();
        out.put(data, from, length);
        end(out, bodyStart);
    }

    private static void header(Bytes out, int opcode, int length) {
        out.put(FIN | opcode);
        if (length < 126) {
            out.put(MASKED | length);
        } else if (length < 0x1_0000) {
            out.put(MASKED | 126);
            out.putBigEndian(length, 2);
        } else {
            out.put(MASKED | 127);
            out.putBigEndian(length, 8);
        }
        out.putBigEndian(MASK, 4);
    }

    private static void mask(byte[] data, int from, int to) {
        long wide = ((long) MASK << 32) | (MASK & 0xffff_ffffL);
        int i = from;
        for (; i + 8 <= to; i += 8) {
            LONG.set(data, i, (long) LONG.get(data, i) ^ wide);
        }
        for (int shift = 24; i < to; i++, shift = (shift + 24) % 32) {
            data[i] ^= (byte) (MASK >>> shift);
        }
    }

    @Override
    public int next(byte[] data, int from, int to, Sink sink) {
        if (to - from < 2) {
            return from;
        }
        int form = data[from + 1] & 0x7f;
        int wide = form == 127 ? 8 : form == 126 ? 2 : 0;
        int body = from + 2 + wide;
        if (body > to) {
            return from;
        }
        long length = wide == 0 ? form : bigEndian(data, from + 2, wide);
        if (length > to - body) {
            return from;
        }
        deliver(data[from], data, body, (int) length, sink);
        return body + (int) length;
    }

    private void deliver(byte first, byte[] data, int body, int length, Sink sink) {
        switch (first & 0xf) {
            case CLOSE ->
                    sink.closed(
                            "WebSocket close " + (length < 2 ? 1005 : bigEndian(data, body, 2)));
            case PING -> sink.ping(data, body, length);
            case PONG -> {}
            case CONTINUATION -> fragment(first, data, body, length, sink);
            default -> {
                if (first < 0) {
                    sink.message(data, body, length);
                } else {
                    fragment(first, data, body, length, sink);
                }
            }
        }
    }

    private void fragment(byte first, byte[] data, int body, int length, Sink sink) {
        fragments.put(data, body, length);
        boolean last = first < 0;
        if (last) {
            sink.message(fragments.array(), 0, fragments.size());
            fragments.clear();
        }
    }

    private static long bigEndian(byte[] data, int from, int width) {
        long value = 0;
        for (int i = from; i < from + width; i++) {
            value = (value << 8) | (data[i] & 0xff);
        }
        return value;
    }
}
