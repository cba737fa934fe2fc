package io.patchbay.itests.interop;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Arguments of a call, a result, an event or an error. Numbers are equal if their values are: some
 * libraries know but one type of them. Byte arrays are {@link Bytes}.
 */
record Payload(List<Object> args, Map<String, Object> kwargs) {
    private static final long LARGEST_INTEGER = 1L << 53;

    static final Payload EMPTY = new Payload(List.of(), Map.of());

    Payload {
        args = normalized(args);
        kwargs = normalized(kwargs);
    }

    static Payload of(Object... args) {
        return new Payload(Arrays.asList(args), Map.of());
    }

    Payload with(String key, Object value) {
        var more = new LinkedHashMap<>(kwargs);
        more.put(key, value);
        return new Payload(args, more);
    }

    /** What every serializer and library carries unharmed. */
    static Map<String, Payload> samples() {
        var samples = new LinkedHashMap<String, Payload>();
        samples.put("nothing", EMPTY);
        samples.put(
                "lists and maps that are empty",
                of(List.of(), Map.of(), "").with("none", Map.of()));
        samples.put("one argument", of("one"));
        samples.put("names only", EMPTY.with("first", 1).with("second", "two"));
        samples.put(
                "text of all planes",
                of(
                                "Grüße, 世界 \uD83C\uDF0D",
                                "e\u0301",
                                "\u2028\u2029\uFEFF",
                                "\"\\/\b\f\n\r\t\u0001\u007F")
                        .with("schlüssel", "значение"));
        samples.put(
                "nothing and truth", of(null, true, false).with("none", null).with("yes", true));
        samples.put(
                "integers around the widths of the formats",
                new Payload(
                        Stream.of(
                                        0, 1, 23, 24, 31, 32, 127, 128, 255, 256, 32_767, 32_768,
                                        65_535, 65_536)
                                .flatMap(n -> Stream.<Object>of(n, -n))
                                .toList(),
                        Map.of()));
        samples.put(
                "integers up to 2^53",
                of(1L << 31, (1L << 31) - 1, -(1L << 31), 1L << 32, LARGEST_INTEGER - 1)
                        .with("largest", LARGEST_INTEGER));
        samples.put(
                "floats",
                of(0.5, -2.25, Math.PI, 1e-300, -1e300, Double.MAX_VALUE)
                        .with("smallest", Double.MIN_VALUE));
        samples.put("nested lists and maps", of(nested(20), List.of(1, List.of(2, List.of(3)))));
        return samples;
    }

    private static Object nested(int depth) {
        return depth == 0 ? List.of() : Map.of("level", depth, "below", List.of(nested(depth - 1)));
    }

    static Payload largeNegatives() {
        return of(-(1L << 31) - 1, -(1L << 32) - 1).with("least", 1 - LARGEST_INTEGER);
    }

    static Payload binary() {
        var all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        return of(new Bytes(all), List.of(new Bytes(new byte[0])))
                .with("bytes", new Bytes(new byte[] {0}));
    }

    static Payload large() {
        return of("Zwölf Boxkämpfer jagen Viktor. ".repeat((1 << 20) / 33));
    }

    private static List<Object> normalized(List<?> list) {
        var copy = new ArrayList<Object>();
        list.forEach(value -> copy.add(normal(value)));
        return Collections.unmodifiableList(copy);
    }

    private static Map<String, Object> normalized(Map<?, ?> map) {
        var copy = new LinkedHashMap<String, Object>();
        map.forEach((key, value) -> copy.put((String) key, normal(value)));
        return Collections.unmodifiableMap(copy);
    }

    private static Object normal(Object value) {
        return switch (value) {
            case Number number -> {
                var decimal = new BigDecimal(number.toString());
                yield decimal.signum() == 0 ? BigDecimal.ZERO : decimal.stripTrailingZeros();
            }
            case List<?> list -> normalized(list);
            case Map<?, ?> map when Bytes.isTagged(map) -> Bytes.of(map);
            case Map<?, ?> map -> normalized(map);
            case null, default -> value;
        };
    }
}
