package io.patchbay.core.meta;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** Roughly how many bytes a value takes, whatever it is made of. */
final class Size {
    private static final int PLAIN = 8;

    private Size() {}

    static long of(@Nullable Object value) {
        return PLAIN
                + switch (value) {
                    case String text -> text.length();
                    case byte[] binary -> binary.length;
                    case BigInteger number -> number.bitLength() / Byte.SIZE;
                    case List<?> list -> list.stream().mapToLong(Size::of).sum();
                    case Map<?, ?> map ->
                            map.entrySet().stream()
                                    .mapToLong(entry -> of(entry.getKey()) + of(entry.getValue()))
                                    .sum();
                    case null, default -> 0;
                };
    }
}
