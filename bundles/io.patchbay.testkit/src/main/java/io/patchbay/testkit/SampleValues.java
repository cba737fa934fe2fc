package io.patchbay.testkit;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
import java.util.function.Supplier;

/** Values that every serializer can express: the borders of all ranges, and random ones. */
public final class SampleValues {
    /** A number that most formats cannot express. */
    public static final BigInteger HUGE = BigInteger.TEN.pow(60).add(BigInteger.ONE);

    private static final BigInteger LARGEST_UNSIGNED =
            BigInteger.ONE.shiftLeft(Long.SIZE).subtract(BigInteger.ONE);
    private static final List<String> PARTS =
            List.of(
                    "a",
                    "Z",
                    " ",
                    "com.example",
                    "\"",
                    "\\",
                    "/",
                    "\n",
                    "\t",
                    "\u0001",
                    "\u007f",
                    "é",
                    "ß",
                    "\u07ff",
                    "\u0800",
                    "日本語",
                    "\uffff",
                    "\ud83d\ude00",
                    "\udbff\udfff",
                    "x".repeat(40));

    private final Random random;

    private SampleValues(Random random) {
        this.random = random;
    }

    /** Always the same values: the borders of ranges and some random ones. */
    public static List<@Nullable Object> all(int randomCount) {
        List<@Nullable Object> values = new ArrayList<>(borders());
        var samples = new SampleValues(new Random(randomCount));
        for (int i = 0; i < randomCount; i++) {
            values.add(samples.value(4));
        }
        return values;
    }

    /** A random value, the same for the same seed. */
    public static @Nullable Object random(long seed) {
        return new SampleValues(new Random(seed)).value(4);
    }

    private static List<@Nullable Object> borders() {
        List<@Nullable Object> values =
                new ArrayList<>(Arrays.asList(null, true, false, 0.0, -0.0, 1.0, 0.1, 1e300));
        values.addAll(List.of(Double.MIN_VALUE, Double.MAX_VALUE, (double) Float.MIN_VALUE));
        for (int bits = 0; bits < Long.SIZE - 1; bits++) {
            long power = 1L << bits;
            values.addAll(List.of(power - 1, power, -power, -power - 1));
        }
        values.addAll(List.of(Long.MAX_VALUE, Long.MIN_VALUE, LARGEST_UNSIGNED));
        values.add(BigInteger.ONE.shiftLeft(Long.SIZE - 1));
        values.addAll(PARTS);
        values.addAll(List.of("", "null", "[1]", new byte[0], new byte[300], List.of(), Map.of()));
        return values;
    }

    private @Nullable Object value(int depth) {
        int kinds = depth == 0 ? 7 : 9;
        return switch (random.nextInt(kinds)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextLong() >> random.nextInt(Long.SIZE);
            case 3 -> Double.longBitsToDouble(random.nextLong() & ~(1L << 62));
            case 4 -> text();
            case 5 -> binary();
            case 6 -> new BigInteger(Long.SIZE - 1, random).setBit(Long.SIZE - 1);
            case 7 -> list(() -> value(depth - 1));
            default -> map(depth);
        };
    }

    private String text() {
        var text = new StringJoiner("");
        for (int i = random.nextInt(8); i > 0; i--) {
            text.add(PARTS.get(random.nextInt(PARTS.size())));
        }
        return text.toString();
    }

    private byte[] binary() {
        byte[] bytes = new byte[random.nextInt(50)];
        random.nextBytes(bytes);
        return bytes;
    }

    private List<@Nullable Object> list(Supplier<@Nullable Object> items) {
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = random.nextInt(random.nextInt(10) == 0 ? 40 : 5); i > 0; i--) {
            list.add(items.get());
        }
        return list;
    }

    private Map<String, @Nullable Object> map(int depth) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (Object item : list(() -> value(depth - 1))) {
            map.put(text(), item);
        }
        return map;
    }
}
