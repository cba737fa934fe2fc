package io.patchbay.itests.fuzz;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Changes messages and bytes in ways that are likely to hurt. */
final class Mutator {
    private static final int DEPTH_MAX = 5_000;
    private static final int LONG_TEXT_MAX = 70_000;
    private static final byte[] BYTES = {
        0, 1, -1, 0x7f, -0x80, '"', '\\', '[', ']', '{', '}', ',', '-', '9', -0x40, -0x21, -0x25
    };
    private static final int[] NUMBERS = {
        0, 1, -1, 127, 255, 256, 65_535, 65_536, 0xff_ffff, 1 << 24, Integer.MAX_VALUE, 1 << 31
    };

    private final Random random;

    Mutator(Random random) {
        this.random = random;
    }

    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    @SafeVarargs
    final <T> T any(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** The message with one or two changes somewhere in it. */
    List<Object> message(List<?> message) {
        var changed = new ArrayList<Object>(message);
        for (int i = random.nextInt(2); i >= 0; i--) {
            change(changed);
        }
        return changed;
    }

    private void change(List<Object> list) {
        int at = list.isEmpty() ? 0 : random.nextInt(list.size());
        switch (list.isEmpty() ? 0 : random.nextInt(6)) {
            case 0 -> list.add(at, value());
            case 1 -> list.remove(at);
            case 2 -> list.set(at, list.get(random.nextInt(list.size())));
            case 3 -> list.set(at, inside(list.get(at)));
            default -> list.set(at, value());
        }
    }

    private Object inside(Object value) {
        if (value instanceof List<?> list) {
            var changed = new ArrayList<Object>(list);
            change(changed);
            return changed;
        }
        if (value instanceof Map<?, ?> map) {
            var changed = new LinkedHashMap<Object, Object>(map);
            var keys = new ArrayList<Object>(map.keySet());
            changed.put(keys.isEmpty() || oneIn(3) ? text() : any(keys.toArray()), value());
            return changed;
        }
        return value();
    }

    /** Some value. */
    Object value() {
        return switch (random.nextInt(12)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> any(-1L, 0L, 1L, 1L << 53, (1L << 53) + 1, Long.MAX_VALUE, Long.MIN_VALUE);
            case 3 -> random.nextLong();
            case 4 -> oneIn(9) ? Double.NaN : any(0.5, -0.0, 1e308, Double.MIN_VALUE);
            case 5 -> (long) random.nextInt(100);
            case 6 -> nested();
            case 7 -> List.of();
            case 8 -> Map.of(text(), random.nextInt(), "wamp", Map.of());
            case 9 -> bytes(random.nextInt(20));
            default -> text();
        };
    }

    /** Some text. */
    String text() {
        return switch (random.nextInt(10)) {
            case 0 -> "";
            case 1 -> "x".repeat(random.nextInt(oneIn(9) ? LONG_TEXT_MAX : 300));
            case 2 -> "\0" + (oneIn(9) ? "not base64!" : any("", "AA==", "AAA="));
            case 3 -> any("\ud83d\ude00", "\ud800", "\u2028", "\uffff", "\\u0000\"");
            case 4 -> any("a b", "a..b", ".a", "a.", "#", "com.example.\u00e4", "wamp.error.x");
            default -> any("com.example.a", "exact", "prefix", "wildcard", "all", "kill", "skip");
        };
    }

    /** Lists or maps in each other, at times deeper than anybody should follow. */
    private Object nested() {
        int depth = oneIn(40) ? random.nextInt(DEPTH_MAX) : random.nextInt(40);
        Object value = random.nextInt();
        for (int i = 0; i < depth; i++) {
            value = random.nextBoolean() ? List.of(value) : Map.of("k", value);
        }
        return value;
    }

    byte[] bytes(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** The bytes with a few changes. */
    byte[] bytes(byte[] data) {
        byte[] changed = data;
        for (int i = random.nextInt(3); i >= 0; i--) {
            changed = change(changed);
        }
        return changed;
    }

    private byte[] change(byte[] data) {
        int from = random.nextInt(data.length + 1);
        int to = Math.min(data.length, from + random.nextInt(16));
        byte[] slice = Arrays.copyOfRange(data, from, to);
        return switch (random.nextInt(8)) {
            case 0 -> splice(data, from, to, new byte[0]);
            case 1 -> splice(data, from, from, slice);
            case 2 -> splice(data, from, to, bytes(slice.length));
            case 3 -> splice(data, from, from, bytes(random.nextInt(8)));
            case 4 -> Arrays.copyOf(data, from);
            case 5 -> splice(data, from, Math.min(data.length, from + 4), number());
            case 6 -> flip(data, from);
            default ->
                    splice(
                            data,
                            from,
                            Math.min(data.length, from + 1),
                            new byte[] {BYTES[random.nextInt(BYTES.length)]});
        };
    }

    private byte[] number() {
        int number = NUMBERS[random.nextInt(NUMBERS.length)];
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }

    private byte[] flip(byte[] data, int at) {
        byte[] changed = data.clone();
        if (at < data.length) {
            changed[at] ^= (byte) (1 << random.nextInt(8));
        }
        return changed;
    }

    private static byte[] splice(byte[] data, int from, int to, byte[] replacement) {
        return ByteBuffer.allocate(data.length - (to - from) + replacement.length)
                .put(data, 0, from)
                .put(replacement)
                .put(data, to, data.length - to)
                .array();
    }
}
