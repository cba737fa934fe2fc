package io.patchbay.bench.wire;

import java.nio.charset.StandardCharsets;

final class MsgpackSyntax implements Syntax {
    @Override
    public void number(Bytes out, long value) {
        switch (numberSize(value)) {
            case 1 -> out.put((int) value);
            case 2 -> tagged(out, 0xcc, value, 1);
            case 3 -> tagged(out, 0xcd, value, 2);
            case 5 -> tagged(out, 0xce, value, 4);
            default -> tagged(out, 0xcf, value, 8);
        }
    }

    @Override
    public int numberSize(long value) {
        if (value < 0x80) {
            return 1;
        }
        if (value < 0x1_0000) {
            return value < 0x100 ? 2 : 3;
        }
        return value < 0x1_0000_0000L ? 5 : 9;
    }

    @Override
    public void bool(Bytes out, boolean value) {
        out.put(value ? 0xc3 : 0xc2);
    }

    @Override
    public void text(Bytes out, String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        if (utf8.length < 0x20) {
            out.put(0xa0 | utf8.length);
        } else if (utf8.length < 0x100) {
            tagged(out, 0xd9, utf8.length, 1);
        } else if (utf8.length < 0x1_0000) {
            tagged(out, 0xda, utf8.length, 2);
        } else {
            tagged(out, 0xdb, utf8.length, 4);
        }
        out.put(utf8);
    }

    @Override
    public void beginArray(Bytes out, int size) {
        if (size < 0x10) {
            out.put(0x90 | size);
        } else {
            tagged(out, 0xdc, size, 2);
        }
    }

    @Override
    public void beginMap(Bytes out, int size) {
        if (size < 0x10) {
            out.put(0x80 | size);
        } else {
            tagged(out, 0xde, size, 2);
        }
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
        int tag = in.next();
        switch (tag) {
            case 0xdc -> in.bigEndian(2);
            case 0xdd -> in.bigEndian(4);
            default -> {
                if (tag >> 4 != 0x9) {
                    throw new WireFault("not a MessagePack array: " + in.text());
                }
            }
        }
    }

    @Override
    public long number(Cursor in) {
        int tag = in.next();
        return tag < 0x80 ? tag : tagged(in, tag);
    }

    /** Signed forms carry ids too: some encoders choose them for positive values. */
    private static long tagged(Cursor in, int tag) {
        return switch (tag) {
            case 0xcc, 0xd0 -> in.bigEndian(1);
            case 0xcd, 0xd1 -> in.bigEndian(2);
            case 0xce, 0xd2 -> in.bigEndian(4);
            case 0xcf, 0xd3 -> in.bigEndian(8);
            case 0xca -> (long) Float.intBitsToFloat((int) in.bigEndian(4));
            case 0xcb -> (long) Double.longBitsToDouble(in.bigEndian(8));
            default -> throw new WireFault("not a MessagePack number: " + in.text());
        };
    }

    private static void tagged(Bytes out, int tag, long value, int width) {
        out.put(tag);
        out.putBigEndian(value, width);
    }
}
