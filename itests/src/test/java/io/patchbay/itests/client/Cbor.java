package io.patchbay.itests.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** As much of CBOR as messages need. */
final class Cbor {
    private static final int UNSIGNED = 0;
    private static final int NEGATIVE = 1;
    private static final int BYTES = 2;
    private static final int TEXT = 3;
    private static final int LIST = 4;
    private static final int MAP = 5;
    private static final int OTHER = 7;

    private Cbor() {}

    static byte[] write(Object value) {
        var bytes = new ByteArrayOutputStream();
        try {
            write(new DataOutputStream(bytes), value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, Object value) throws IOException {
        switch (value) {
            case null -> out.writeByte(0xf6);
            case Boolean b -> out.writeByte(b ? 0xf5 : 0xf4);
            case Double d -> {
                out.writeByte(0xfb);
                out.writeDouble(d);
            }
            case Number n -> {
                long number = n.longValue();
                head(out, number < 0 ? NEGATIVE : UNSIGNED, number < 0 ? -1 - number : number);
            }
            case byte[] b -> {
                head(out, BYTES, b.length);
                out.write(b);
            }
            case List<?> list -> {
                head(out, LIST, list.size());
                for (Object item : list) {
                    write(out, item);
                }
            }
            case Map<?, ?> map -> {
                head(out, MAP, map.size());
                for (var entry : map.entrySet()) {
                    write(out, entry.getKey());
                    write(out, entry.getValue());
                }
            }
            default -> {
                byte[] text = value.toString().getBytes(UTF_8);
                head(out, TEXT, text.length);
                out.write(text);
            }
        }
    }

    private static void head(DataOutputStream out, int major, long argument) throws IOException {
        if (argument < 24) {
            out.writeByte(major << 5 | (int) argument);
        } else if (argument < 256) {
            out.writeByte(major << 5 | 24);
            out.writeByte((int) argument);
        } else {
            out.writeByte(major << 5 | 27);
            out.writeLong(argument);
        }
    }

    static Object read(byte[] bytes) {
        return read(ByteBuffer.wrap(bytes));
    }

    private static Object read(ByteBuffer in) {
        int head = in.get() & 0xff;
        int low = head & 0x1f;
        if (head >> 5 == OTHER) {
            return other(in, low);
        }
        long argument = argument(in, low);
        return switch (head >> 5) {
            case UNSIGNED -> argument;
            case NEGATIVE -> -1 - argument;
            case BYTES -> bytes(in, (int) argument);
            case TEXT -> new String(bytes(in, (int) argument), UTF_8);
            case LIST -> list(in, (int) argument);
            case MAP -> map(in, (int) argument);
            default -> throw new IllegalArgumentException("head " + head);
        };
    }

    private static long argument(ByteBuffer in, int low) {
        return switch (low) {
            case 24 -> in.get() & 0xffL;
            case 25 -> in.getShort() & 0xffffL;
            case 26 -> in.getInt() & 0xffff_ffffL;
            case 27 -> in.getLong();
            default -> low;
        };
    }

    private static Object other(ByteBuffer in, int low) {
        return switch (low) {
            case 20 -> false;
            case 21 -> true;
            case 22, 23 -> null;
            case 26 -> (double) in.getFloat();
            case 27 -> in.getDouble();
            default -> throw new IllegalArgumentException("simple value " + low);
        };
    }

    private static byte[] bytes(ByteBuffer in, int length) {
        var bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private static List<Object> list(ByteBuffer in, int size) {
        var list = new ArrayList<Object>();
        for (int i = 0; i < size; i++) {
            list.add(read(in));
        }
        return list;
    }

    private static Map<Object, Object> map(ByteBuffer in, int size) {
        var map = new LinkedHashMap<Object, Object>();
        for (int i = 0; i < size; i++) {
            map.put(read(in), read(in));
        }
        return map;
    }
}
