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
    private static final int INDEFINITE = 31;
    private static final byte BREAK = (byte) 0xff;

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

    /**
     * @throws RuntimeException if this is not one value, well-formed to the letter
     */
    static Object read(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        Object value = read(in);
        if (in.hasRemaining()) {
            throw new IllegalArgumentException(in.remaining() + " bytes after the value");
        }
        return value;
    }

    private static Object read(ByteBuffer in) {
        int head = in.get() & 0xff;
        int low = head & 0x1f;
        int major = head >> 5;
        if (major == OTHER) {
            return other(in, low);
        }
        if (low == INDEFINITE) {
            return indefinite(in, major);
        }
        long argument = argument(in, low);
        return switch (major) {
            case UNSIGNED -> argument;
            case NEGATIVE -> -1 - argument;
            case BYTES -> bytes(in, argument);
            case TEXT -> Utf8.read(bytes(in, argument));
            case LIST -> list(in, argument);
            case MAP -> map(in, argument);
            default -> read(in); // a tag, whatever it means
        };
    }

    private static long argument(ByteBuffer in, int low) {
        return switch (low) {
            case 24 -> in.get() & 0xffL;
            case 25 -> in.getShort() & 0xffffL;
            case 26 -> in.getInt() & 0xffff_ffffL;
            case 27 -> in.getLong();
            case 28, 29, 30, 31 -> throw new IllegalArgumentException("length " + low);
            default -> low;
        };
    }

    private static Object other(ByteBuffer in, int low) {
        return switch (low) {
            case 20 -> false;
            case 21 -> true;
            case 22, 23 -> null;
            case 24 -> (long) in.get();
            case 25 -> (double) Float.float16ToFloat(in.getShort());
            case 26 -> (double) in.getFloat();
            case 27 -> in.getDouble();
            case 28, 29, 30, 31 -> throw new IllegalArgumentException("simple value " + low);
            default -> (long) low;
        };
    }

    /** What ends with a break. */
    private static Object indefinite(ByteBuffer in, int major) {
        var items = new ArrayList<Object>();
        while (in.get(in.position()) != BREAK) {
            if (major < LIST && (in.get(in.position()) & 0xff) >> 5 != major) {
                throw new IllegalArgumentException("a part of another type");
            }
            items.add(read(in));
        }
        in.get();
        return switch (major) {
            case LIST, MAP -> items;
            case TEXT -> String.join("", items.stream().map(String::valueOf).toList());
            case BYTES -> items.toString().getBytes(UTF_8);
            default -> throw new IllegalArgumentException("major type " + major);
        };
    }

    private static byte[] bytes(ByteBuffer in, long length) {
        if (length < 0 || length > in.remaining()) {
            throw new IllegalArgumentException("cut short");
        }
        var bytes = new byte[(int) length];
        in.get(bytes);
        return bytes;
    }

    private static List<Object> list(ByteBuffer in, long size) {
        var list = new ArrayList<Object>();
        for (long i = 0; i < size; i++) {
            list.add(read(in));
        }
        return list;
    }

    private static Map<Object, Object> map(ByteBuffer in, long size) {
        var map = new LinkedHashMap<Object, Object>();
        for (long i = 0; i < size; i++) {
            map.put(read(in), read(in));
        }
        return map;
    }
}
