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

/** As much of MessagePack as messages need. */
final class MsgPack {
    private MsgPack() {}

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
            case null -> out.writeByte(0xc0);
            case Boolean b -> out.writeByte(b ? 0xc3 : 0xc2);
            case Double d -> {
                out.writeByte(0xcb);
                out.writeDouble(d);
            }
            case Number n -> number(out, n.longValue());
            case byte[] b -> {
                out.writeByte(0xc6);
                out.writeInt(b.length);
                out.write(b);
            }
            case List<?> list -> {
                out.writeByte(0xdd);
                out.writeInt(list.size());
                for (Object item : list) {
                    write(out, item);
                }
            }
            case Map<?, ?> map -> {
                out.writeByte(0xdf);
                out.writeInt(map.size());
                for (var entry : map.entrySet()) {
                    write(out, entry.getKey());
                    write(out, entry.getValue());
                }
            }
            default -> {
                byte[] text = value.toString().getBytes(UTF_8);
                out.writeByte(0xdb);
                out.writeInt(text.length);
                out.write(text);
            }
        }
    }

    private static void number(DataOutputStream out, long number) throws IOException {
        if (number >= 0 && number < 128) {
            out.writeByte((int) number);
        } else {
            out.writeByte(0xd3);
            out.writeLong(number);
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
        int type = in.get() & 0xff;
        if (type < 0x80) {
            return (long) type;
        } else if (type < 0x90) {
            return map(in, type & 0xf);
        } else if (type < 0xa0) {
            return list(in, type & 0xf);
        } else if (type < 0xc0) {
            return text(in, type & 0x1f);
        } else if (type >= 0xe0) {
            return (long) (byte) type;
        }
        return switch (type) {
            case 0xc0 -> null;
            case 0xc2 -> false;
            case 0xc3 -> true;
            case 0xc4 -> bytes(in, in.get() & 0xff);
            case 0xc5 -> bytes(in, in.getShort() & 0xffff);
            case 0xc6 -> bytes(in, in.getInt());
            case 0xc7 -> extension(in, in.get() & 0xff);
            case 0xc8 -> extension(in, in.getShort() & 0xffff);
            case 0xc9 -> extension(in, in.getInt());
            case 0xd4, 0xd5, 0xd6, 0xd7, 0xd8 -> extension(in, 1 << type - 0xd4);
            case 0xca -> (double) in.getFloat();
            case 0xcb -> in.getDouble();
            case 0xcc -> in.get() & 0xffL;
            case 0xcd -> in.getShort() & 0xffffL;
            case 0xce -> in.getInt() & 0xffff_ffffL;
            case 0xcf, 0xd3 -> in.getLong();
            case 0xd0 -> (long) in.get();
            case 0xd1 -> (long) in.getShort();
            case 0xd2 -> (long) in.getInt();
            case 0xd9 -> text(in, in.get() & 0xff);
            case 0xda -> text(in, in.getShort() & 0xffff);
            case 0xdb -> text(in, in.getInt());
            case 0xdc -> list(in, in.getShort() & 0xffff);
            case 0xdd -> list(in, in.getInt());
            case 0xde -> map(in, in.getShort() & 0xffff);
            case 0xdf -> map(in, in.getInt());
            default -> throw new IllegalArgumentException("type " + type);
        };
    }

    /** The bytes of an extension, whatever they mean. */
    private static byte[] extension(ByteBuffer in, int length) {
        in.get();
        return bytes(in, length);
    }

    private static byte[] bytes(ByteBuffer in, int length) {
        if (length < 0 || length > in.remaining()) {
            throw new IllegalArgumentException("cut short");
        }
        var bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private static String text(ByteBuffer in, int length) {
        return Utf8.read(bytes(in, length));
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
