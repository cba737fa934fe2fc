package io.patchbay.bench.wire;

import java.nio.charset.StandardCharsets;

final class CborSyntax implements Syntax {
    private static final int UNSIGNED = 0;
    private static final int TEXT = 3;
    private static final int ARRAY = 4;
    private static final int MAP = 5;
    private static final int SIMPLE = 7;

    private static final int INDEFINITE = 31;
    private static final int SINGLE = 26;
    private static final int DOUBLE = 27;

    @Override
    public void number(Bytes out, long value) {
        head(out, UNSIGNED, value);
    }

    @Override
    public int numberSize(long value) {
        if (value < 24) {
            return 1;
        }
        if (value < 0x1_0000) {
            return value < 0x100 ? 2 : 3;
        }
        return value < 0x1_0000_0000L ? 5 : 9;
    }

    @Override
    public void bool(Bytes out, boolean value) {
        out.put(value ? 0xf5 : 0xf4);
    }

    @Override
    public void text(Bytes out, String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        head(out, TEXT, utf8.length);
        out.put(utf8);
    }

    @Override
    public void beginArray(Bytes out, int size) {
        head(out, ARRAY, size);
    }

    @Override
    public void beginMap(Bytes out, int size) {
        head(out, MAP, size);
    }

    @Override
    public void endArray(Bytes out) {}

    @Override
    public void endMap(Bytes out) {}

    @Override
    public void comma(Bytes out) {}

    @Override
    public void colon(Bytes out) {}

    @Override
    public void enterArray(Cursor in) {
        int head = in.next();
        if (head >> 5 != ARRAY) {
            throw new WireFault("not a CBOR array: " + in.text());
        }
        int info = head & 0x1f;
        if (info != INDEFINITE) {
            argument(in, info);
        }
    }

    @Override
    public long number(Cursor in) {
        int head = in.next();
        int info = head & 0x1f;
        if (head >> 5 == UNSIGNED) {
            return argument(in, info);
        }
        if (head >> 5 == SIMPLE && info == SINGLE) {
            return (long) Float.intBitsToFloat((int) in.bigEndian(4));
        }
        if (head >> 5 == SIMPLE && info == DOUBLE) {
            return (long) Double.longBitsToDouble(in.bigEndian(8));
        }
        throw new WireFault("not a CBOR number: " + in.text());
    }

    private void head(Bytes out, int major, long argument) {
        int width = numberSize(argument) - 1;
        if (width == 0) {
            out.put(major << 5 | (int) argument);
        } else {
            out.put(major << 5 | 24 + Integer.numberOfTrailingZeros(width));
            out.putBigEndian(argument, width);
        }
    }

    private static long argument(Cursor in, int info) {
        return info < 24 ? info : in.bigEndian(1 << (info - 24));
    }
}
